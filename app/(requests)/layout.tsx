// The frame of the pages for people without an account who ask for a key.
import type { ReactNode } from "react";
import { Brand } from "@/components/landing/brand";
import { Card } from "@/components/ui/card";

export default function RequestsLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-2xl flex-col gap-8 px-4 py-8 sm:py-16">
      <Brand />
      <Card className="flex flex-col gap-6 sm:p-8">{children}</Card>
    </main>
  );
}
