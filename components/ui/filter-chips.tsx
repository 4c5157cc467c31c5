// The filters of a list that are on, each with the way to the same list without it.
import { X } from "lucide-react";
import Link from "next/link";

/** A filter that is on. */
export interface ActiveFilter {
  readonly label: string;
  /** The list without it. */
  readonly href: string;
}

export function FilterChips({ filters }: { readonly filters: readonly ActiveFilter[] }) {
  if (filters.length === 0) return null;
  return (
    <ul aria-label="Filters that are on" className="flex flex-wrap gap-2">
      {filters.map(({ label, href }) => (
        <li key={label} className="min-w-0">
          <Link
            href={href}
            prefetch={false}
            className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-full border border-line bg-accent-soft px-3 text-accent text-sm hover:border-accent [&_svg]:size-3.5 [&_svg]:shrink-0"
          >
            <span className="sr-only">Remove the filter </span>
            <span className="truncate">{label}</span>
            <X aria-hidden="true" className="print:hidden" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
