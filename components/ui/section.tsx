// A titled part of a page that links can lead to.
import type { ReactNode } from "react";

interface SectionProps {
  /** The anchor. */
  readonly id: string;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <h2 id={id} className="scroll-mt-6 font-semibold text-xl tracking-tight">
          {title}
        </h2>
        {lead !== undefined && <p className="max-w-prose text-ink-soft leading-relaxed">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
