// The frame of the pages before the sign-in.
import type { ReactNode } from "react";
import { Brand } from "@/components/landing/brand";
import { Card } from "@/components/ui/card";

export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col gap-8 px-4 py-8 sm:py-16">
      <Brand />
      <Card className="flex flex-col gap-6 sm:p-8">{children}</Card>
    </main>
  );
}
