// How every page of the guide begins: title, first words, and what stands on it.
import type { ReactNode } from "react";

/** A heading of the page. */
export interface Heading {
  readonly id: string;
  readonly title: string;
}

interface GuideArticleProps {
  readonly title: string;
  readonly lead: ReactNode;
  readonly headings: readonly Heading[];
  readonly children: ReactNode;
}

export function GuideArticle({ title, lead, headings, children }: GuideArticleProps) {
  return (
    <article className="flex min-w-0 flex-col gap-10">
      <header className="flex flex-col gap-3">
        <h1 className="font-semibold text-3xl tracking-tight">{title}</h1>
        <p className="max-w-prose text-ink-soft text-lg leading-relaxed">{lead}</p>
      </header>
      <nav aria-label="On this page" className="print:hidden">
        <p className="mb-2 font-medium text-sm">On this page</p>
        <ol className="flex flex-col gap-1 border-line border-l-2 pl-4 text-sm">
          {headings.map(({ id, title: text }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                className="inline-flex min-h-6 items-center text-ink-soft hover:text-ink hover:underline hover:underline-offset-4"
              >
                {text}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {children}
    </article>
  );
}
