// The ways through the console.
"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ConsoleAction, type Role, roleAllows } from "@/lib/core/roles";

interface Entry {
  readonly path: string;
  readonly label: string;
  /** What reading it takes; left out = every member may. */
  readonly action?: ConsoleAction;
}

const ENTRIES: readonly Entry[] = [
  { path: "/keys", label: "API keys" },
  { path: "/usage", label: "Usage", action: "usage.read-all" },
  { path: "/apis", label: "APIs" },
  { path: "/tenants", label: "Tenants" },
  { path: "/test", label: "Test a key" },
  { path: "/docs", label: "API reference" },
];

export function ConsoleNav({ role }: { readonly role: Role }) {
  const here = usePathname();
  return (
    <nav aria-label="Console">
      <ul className="flex flex-wrap gap-1">
        {ENTRIES.filter(({ action }) => action === undefined || roleAllows(role, action)).map(({ path, label }) => {
          const isHere = here === path || here.startsWith(`${path}/`);
          return (
            <li key={path}>
              <Link
                href={path}
                prefetch={false}
                aria-current={isHere ? "page" : undefined}
                className={clsx(
                  "inline-flex min-h-10 items-center rounded-md px-3 font-medium text-sm",
                  isHere ? "bg-accent-soft text-accent" : "text-ink-soft hover:bg-code hover:text-ink",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
