// Names and what stands for them: side by side where there is room.
import type { ReactNode } from "react";

export function DefinitionList({ children }: { readonly children: ReactNode }) {
  return <dl className="divide-y divide-line">{children}</dl>;
}

/** One name with its value. */
export function Definition({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[12rem_minmax(0,1fr)]">
      <dt className="font-medium text-ink-soft text-sm leading-relaxed">{term}</dt>
      <dd className="min-w-0 break-words text-sm leading-relaxed">{children}</dd>
    </div>
  );
}
