// How every page of the console begins.
import type { ReactNode } from "react";

interface PageHeadingProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What can be begun here: links and buttons. */
  readonly actions?: ReactNode;
}

export function PageHeading({ title, children, actions }: PageHeadingProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="flex min-w-0 flex-col gap-2">
        <h1 className="break-words font-semibold text-2xl tracking-tight sm:text-3xl">{title}</h1>
        <p className="max-w-prose text-ink-soft leading-relaxed">{children}</p>
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-3">{actions}</div>}
    </header>
  );
}
