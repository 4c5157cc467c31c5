// The pages that the console leads to from everywhere, in groups: one table, read by the navigation and by whoever searches pages.
import { ACCOUNT_PATH } from "@/lib/core/console-paths";
import { GUIDE_PATH, REVERSE_PROXY_PATH, TROUBLESHOOTING_PATH } from "@/lib/core/guide-paths";
import { type ConsoleAction, mayTake, type Rights } from "@/lib/core/roles";
import { SETTINGS_PAGES } from "@/lib/core/settings-pages";

/** A page without a parameter in its path. */
export interface ConsolePage {
  readonly path: string;
  readonly label: string;
  /** What reading it takes. */
  readonly action: ConsoleAction;
}

export interface PageGroup {
  readonly label: string;
  readonly pages: readonly ConsolePage[];
}

const PAGE_GROUPS: readonly PageGroup[] = [
  {
    label: "Keys",
    pages: [
      { path: "/keys", label: "API keys", action: "keys.read" },
      { path: "/test", label: "Test a key", action: "keys.test" },
      { path: "/explain", label: "Explain a request", action: "requests.explain" },
      { path: "/requests", label: "Requests", action: "requests.make" },
    ],
  },
  {
    label: "APIs",
    pages: [
      { path: "/apis", label: "APIs", action: "apis.read" },
      { path: "/docs", label: "API reference", action: "docs.read" },
    ],
  },
  { label: "People", pages: [{ path: "/tenants", label: "Tenants", action: "tenants.read" }] },
  {
    label: "Review",
    pages: [
      { path: "/review", label: "Needs attention", action: "review.read" },
      { path: "/review/access", label: "Access report", action: "review.read" },
      { path: "/usage", label: "Usage", action: "usage.read-all" },
      { path: "/audit", label: "Audit", action: "audit.read" },
    ],
  },
  {
    label: "Instance",
    pages: [
      { path: "/team", label: "Team", action: "team.read" },
      { path: "/settings", label: "Settings", action: "settings.read" },
    ],
  },
];

/** Pages that the navigation leads to by way of others, or from the header. */
const FURTHER_GROUPS: readonly PageGroup[] = [
  {
    label: "Settings",
    pages: SETTINGS_PAGES.filter(({ path }) => path !== "/settings").map((page) => ({ ...page, action: "settings.read" })),
  },
  { label: "You", pages: [{ path: ACCOUNT_PATH, label: "Your account", action: "account.write" }] },
  {
    label: "Guide",
    pages: [
      { path: GUIDE_PATH, label: "Guide: quick start", action: "session.end" },
      { path: REVERSE_PROXY_PATH, label: "Guide: reverse proxy", action: "session.end" },
      { path: TROUBLESHOOTING_PATH, label: "Guide: troubleshooting", action: "session.end" },
    ],
  },
];

/** What a member with those rights can open. A group of which nothing is left is left out. */
export function pageGroupsFor(rights: Rights): readonly PageGroup[] {
  return openTo(rights, PAGE_GROUPS);
}

/** The same with what stands below and beside those pages. */
export function allPageGroupsFor(rights: Rights): readonly PageGroup[] {
  return openTo(rights, [...PAGE_GROUPS, ...FURTHER_GROUPS]);
}

function openTo(rights: Rights, groups: readonly PageGroup[]): readonly PageGroup[] {
  return groups
    .map(({ label, pages }) => ({ label, pages: pages.filter(({ action }) => mayTake(rights, action)) }))
    .filter(({ pages }) => pages.length > 0);
}

/** The page of those groups on or below which a path stands; the longest one, or null. */
export function pageAt(groups: readonly PageGroup[], path: string): ConsolePage | null {
  const above = groups.flatMap(({ pages }) => pages).filter((page) => path === page.path || path.startsWith(`${page.path}/`));
  return above.sort((one, other) => other.path.length - one.path.length)[0] ?? null;
}
