// How every page of the console begins.
import type { ReactNode } from "react";

export function PageHeading({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <header className="flex flex-col gap-2">
      <h1 className="font-semibold text-2xl tracking-tight sm:text-3xl">{title}</h1>
      <p className="max-w-prose text-ink-soft leading-relaxed">{children}</p>
    </header>
  );
}
