// How every page of the guide begins: title, first words, and what stands on it.
import type { ReactNode } from "react";
import { type Heading, PageContents } from "@/components/ui/page-contents";

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
      <PageContents headings={headings} />
      {children}
    </article>
  );
}
