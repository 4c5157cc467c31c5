// How every page of a tenant begins: in which tenant one is, the ways through it, and what the page is about.
import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";

/** The parts of a tenant. */
export const TENANT_PARTS = { overview: "", users: "/users", groups: "/groups", applications: "/applications" } as const;

export type TenantPart = keyof typeof TENANT_PARTS;

const LABELS: Readonly<Record<TenantPart, string>> = {
  overview: "Overview",
  users: "Users",
  groups: "Groups",
  applications: "Applications",
};

/** What led to a page, by the query's word for it. */
const NEWS: Readonly<Record<string, string>> = {
  created: "It is created.",
  saved: "It is saved.",
  deleted: "It is deleted.",
};

interface TenantHeadingProps {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly part: TenantPart;
  readonly title: string;
  /** State badges beside the title. */
  readonly badge?: ReactNode;
  /** Whether the page is about one thing in the part: the part's link leads back to the list. */
  readonly isWithin?: boolean;
  readonly news?: string;
  readonly lead?: ReactNode;
  /** Buttons. */
  readonly children?: ReactNode;
}

export function TenantHeading({ tenant, part, title, badge, isWithin = false, news = "", lead, children }: TenantHeadingProps) {
  const base = `/tenants/${tenant.id}`;
  const parts = Object.keys(LABELS) as TenantPart[];
  return (
    <header className="flex min-w-0 flex-col gap-4">
      <nav aria-label="Breadcrumbs" className="text-ink-soft text-sm">
        <ol className="flex min-w-0 flex-wrap gap-x-2">
          <Crumb path="/tenants">Tenants</Crumb>
          <Crumb path={base}>{tenant.name}</Crumb>
          {isWithin && part !== "overview" && <Crumb path={base + TENANT_PARTS[part]}>{LABELS[part]}</Crumb>}
        </ol>
      </nav>
      <nav aria-label={`Parts of ${tenant.name}`} className="border-line border-b">
        <ul className="-mb-px flex flex-wrap gap-x-1">
          {parts.map((one) => (
            <li key={one}>
              <Link
                href={base + TENANT_PARTS[one]}
                prefetch={false}
                aria-current={one !== part ? undefined : isWithin ? "true" : "page"}
                className={clsx(
                  "flex min-h-11 items-center border-b-2 px-3 font-medium text-sm",
                  one === part ? "border-accent text-accent" : "border-transparent text-ink-soft hover:text-ink",
                )}
              >
                {LABELS[one]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {Object.hasOwn(NEWS, news) && <Alert tone="good">{NEWS[news]}</Alert>}
      <div className="flex flex-col gap-2">
        <div className="flex min-w-0 flex-wrap items-center gap-3">
          <h1 className="min-w-0 font-semibold text-2xl tracking-tight [overflow-wrap:anywhere] sm:text-3xl">{title}</h1>
          {badge}
        </div>
        {lead !== undefined && <p className="max-w-prose text-ink-soft leading-relaxed">{lead}</p>}
      </div>
      {children}
    </header>
  );
}

function Crumb({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  return (
    <li className="flex min-w-0 items-center gap-2 after:content-['/'] last:after:content-none">
      <Link
        href={path}
        prefetch={false}
        className="inline-flex min-h-6 min-w-0 items-center underline underline-offset-4 [overflow-wrap:anywhere]"
      >
        {children}
      </Link>
    </li>
  );
}
