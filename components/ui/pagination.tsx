// The way from one page of a list to the pages beside it.
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonClasses } from "./button";

interface PaginationProps {
  /** What is paged through, for screen readers. */
  readonly label: string;
  /** null = there is no such page. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** Nothing where everything is on one page. */
export function Pagination({ label, previous, next }: PaginationProps) {
  if (previous === null && next === null) return null;
  return (
    <nav aria-label={label} className="flex flex-wrap justify-between gap-3">
      {previous === null ? (
        <span />
      ) : (
        <Link href={previous} prefetch={false} rel="prev" className={buttonClasses()}>
          <ChevronLeft aria-hidden="true" />
          Previous page
        </Link>
      )}
      {next !== null && (
        <Link href={next} prefetch={false} rel="next" className={buttonClasses()}>
          Next page
          <ChevronRight aria-hidden="true" />
        </Link>
      )}
    </nav>
  );
}
