// What stands on a long page, as links to its parts.

/** A heading that a link can lead to. */
export interface Heading {
  readonly id: string;
  readonly title: string;
}

export function PageContents({ headings }: { readonly headings: readonly Heading[] }) {
  return (
    <nav aria-label="On this page" className="print:hidden">
      <p className="mb-2 font-medium text-sm">On this page</p>
      <ol className="flex flex-col gap-1 border-line border-l-2 pl-4 text-sm">
        {headings.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex min-h-6 items-center text-ink-soft hover:text-ink hover:underline hover:underline-offset-4"
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
