// A card with a heading of the third level.
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

interface TitledCardProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string;
}

export function TitledCard({ title, children, className }: TitledCardProps) {
  return (
    <Card className={className}>
      <h3 className="mb-4 font-semibold">{title}</h3>
      {children}
    </Card>
  );
}
