// The way from one page of a list to the pages beside it.
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonClasses } from "./button";

interface PaginationProps {
  /** What is paged through, for screen readers. */
  readonly label: string;
  /** The same in the plural, for pages with several lists: "Next page of invitations". */
  readonly noun?: string;
  /** null = there is no such page. */
  readonly previous: string | null;
  readonly next: string | null;
  /** Where the way back leads, if that is not the page before. */
  readonly previousLabel?: string;
}

/** Nothing where everything is on one page. */
export function Pagination({ label, noun, previous, next, previousLabel = "Previous page" }: PaginationProps) {
  if (previous === null && next === null) return null;
  const ofWhat = noun !== undefined && <span className="sr-only"> of {noun}</span>;
  return (
    <nav aria-label={label} className="flex flex-wrap justify-between gap-3 print:hidden">
      {previous === null ? (
        <span />
      ) : (
        <Link href={previous} prefetch={false} rel="prev" className={buttonClasses()}>
          <ChevronLeft aria-hidden="true" />
          <span>
            {previousLabel}
            {ofWhat}
          </span>
        </Link>
      )}
      {next !== null && (
        <Link href={next} prefetch={false} rel="next" className={buttonClasses()}>
          <span>
            Next page
            {ofWhat}
          </span>
          <ChevronRight aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
}
