// The ways through the guide.
"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { GuideEntry } from "./guide-entries";

interface GuideNavProps {
  readonly entries: readonly GuideEntry[];
  /** Whether it stays above the page where there is room beside it: the console's own stands there. */
  readonly isAbove?: boolean;
}

export function GuideNav({ entries, isAbove = false }: GuideNavProps) {
  const here = usePathname();
  return (
    <nav aria-label="Guide" className="print:hidden">
      <ul className={clsx("flex flex-wrap gap-1", !isAbove && "lg:sticky lg:top-6 lg:flex-col")}>
        {entries.map(({ path, label }) => (
          <li key={path}>
            <Link
              href={path}
              prefetch={false}
              aria-current={here === path ? "page" : undefined}
              className={clsx(
                "inline-flex min-h-10 items-center rounded-md px-3 font-medium text-sm",
                !isAbove && "lg:flex",
                here === path ? "bg-accent-soft text-accent" : "text-ink-soft hover:bg-code hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
