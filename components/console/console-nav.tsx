// The ways through the console: beside the page where there is room, behind a button where there is not.
"use client";
import { clsx } from "clsx";
import { Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { buttonClasses } from "@/components/ui/button";
import { type PageGroup, pageAt, pageGroupsFor } from "@/lib/core/console-pages";
import type { Rights } from "@/lib/core/roles";

const LIST_ID = "console-pages";

/** On a phone the list closes when it has led somewhere, and by Escape. */
export function ConsoleNav({ rights }: { readonly rights: Rights }) {
  const path = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const isOpen = openAt === path;
  const groups = pageGroupsFor(rights);
  const here = pageAt(groups, path);
  useEffect(() => {
    if (!isOpen) return;
    const close = ({ key }: KeyboardEvent) => {
      if (key === "Escape") setOpenAt(null);
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [isOpen]);
  return (
    <nav aria-label="Console" className="lg:sticky lg:top-6">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={LIST_ID}
        onClick={() => setOpenAt(isOpen ? null : path)}
        className={clsx(buttonClasses(), "w-full justify-between lg:hidden")}
      >
        {here?.label ?? "Pages"}
        <Menu aria-hidden="true" />
      </button>
      <div id={LIST_ID} className={clsx("flex-col gap-5 max-lg:pt-3 lg:flex", isOpen ? "flex" : "hidden")}>
        {groups.map((group) => (
          <NavGroup key={group.label} group={group} herePath={here?.path ?? null} />
        ))}
      </div>
    </nav>
  );
}

function NavGroup({ group: { label, pages }, herePath }: { readonly group: PageGroup; readonly herePath: string | null }) {
  return (
    <div className="flex flex-col gap-1">
      <p className="px-3 font-medium text-ink-soft text-xs">{label}</p>
      <ul aria-label={label} className="flex flex-col gap-0.5">
        {pages.map((page) => (
          <li key={page.path}>
            <Link
              href={page.path}
              prefetch={false}
              aria-current={page.path === herePath ? "page" : undefined}
              className={clsx(
                "flex min-h-10 items-center rounded-md px-3 font-medium text-sm lg:min-h-9",
                page.path === herePath ? "bg-accent-soft text-accent" : "text-ink-soft hover:bg-code hover:text-ink",
              )}
            >
              {page.label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
