// The ways through the guide.
"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { GuideEntry } from "./guide-entries";

export function GuideNav({ entries }: { readonly entries: readonly GuideEntry[] }) {
  const here = usePathname();
  return (
    <nav aria-label="Guide" className="print:hidden">
      <ul className="flex flex-wrap gap-1 lg:sticky lg:top-6 lg:flex-col">
        {entries.map(({ path, label }) => (
          <li key={path}>
            <Link
              href={path}
              prefetch={false}
              aria-current={here === path ? "page" : undefined}
              className={clsx(
                "inline-flex min-h-10 items-center rounded-md px-3 font-medium text-sm lg:flex",
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
