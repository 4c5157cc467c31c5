// Text that is read or copied letter for letter. Long lines scroll within it, or wrap, and never move the page.
import { classNames } from "./class-names";

interface CodeBlockProps {
  /** What it shows; for screen readers. */
  readonly label: string;
  readonly children: string;
  readonly className?: string;
  /** Long lines go on below, where they are read rather than copied. */
  readonly wraps?: boolean;
}

export function CodeBlock({ label, children, className, wraps = false }: CodeBlockProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className={classNames("relative overflow-x-auto rounded-md border border-line bg-code print:overflow-visible", className)}
    >
      <pre
        className={classNames(
          "min-w-full px-3 py-2.5 font-mono text-[0.8125rem] leading-relaxed",
          wraps ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "w-max print:w-auto print:whitespace-pre-wrap",
        )}
      >
        <code>{children}</code>
      </pre>
    </section>
  );
}

/** The same within a sentence. */
export function InlineCode({ children }: { readonly children: string }) {
  return <code className="break-words rounded bg-code px-1.5 py-0.5 font-mono text-[0.875em]">{children}</code>;
}
