// What stands where a list has nothing to show: what would be here, and how it comes to be.
import type { ReactNode } from "react";
import { Card } from "./card";

export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card className="flex flex-col gap-3 border-dashed">
      <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
      <div className="flex max-w-prose flex-col gap-3 text-ink-soft leading-relaxed">{children}</div>
    </Card>
  );
}
