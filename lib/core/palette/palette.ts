// What the command palette offers for what was typed: the request of an id, pages and actions, and what the server found.
import { allPageGroupsFor } from "@/lib/core/console-pages";
import { INVITE_PATH } from "@/lib/core/console-paths";
import { readRequestId } from "@/lib/core/request-id";
import { type ConsoleAction, mayTake, type Rights } from "@/lib/core/roles";

/** What the page does itself, without leading anywhere. */
export type PaletteAct = "shortcuts" | "sign-out" | "system" | "light" | "dark";

/** One line of the palette. */
export interface PaletteEntry {
  /** Unlike that of any other entry. */
  readonly id: string;
  readonly label: string;
  /** What tells it from others of that name; empty = nothing. */
  readonly detail: string;
  /** Where it leads; null = it is an act. */
  readonly href: string | null;
  readonly act?: PaletteAct;
}

/** Lines under one heading. */
export interface PaletteGroup {
  readonly label: string;
  readonly items: readonly PaletteEntry[];
}

/** What the server found for a text. */
export interface PaletteFinds {
  readonly keys: readonly PaletteEntry[];
  readonly apis: readonly PaletteEntry[];
  readonly tenants: readonly PaletteEntry[];
}

export const NOTHING_FOUND: PaletteFinds = { keys: [], apis: [], tenants: [] };

/** A shorter text is answered by pages alone. */
export const LEAST_SEARCHED_CHARACTERS = 2;

const ACTIONS: readonly (Omit<PaletteEntry, "id"> & { readonly action: ConsoleAction })[] = [
  { label: "Create a key", detail: "", href: "/keys/new", action: "keys.write" },
  { label: "Ask for a key", detail: "", href: "/requests/new", action: "requests.make" },
  { label: "Create an API", detail: "", href: "/apis/new", action: "apis.write" },
  { label: "Create a tenant", detail: "", href: "/tenants/new", action: "tenants.administer" },
  { label: "Add a webhook", detail: "", href: "/settings/webhooks/new", action: "settings.write" },
  { label: "Invite a member", detail: "", href: INVITE_PATH, action: "team.write" },
  { label: "Colours: as the system", detail: "", href: null, act: "system", action: "session.end" },
  { label: "Colours: light", detail: "", href: null, act: "light", action: "session.end" },
  { label: "Colours: dark", detail: "", href: null, act: "dark", action: "session.end" },
  { label: "Keyboard shortcuts", detail: "What they are, and off or on", href: null, act: "shortcuts", action: "session.end" },
  { label: "Sign out", detail: "Here or everywhere", href: null, act: "sign-out", action: "session.end" },
];

/** The groups that have something to offer, the surest first. */
export function paletteGroups(typed: string, rights: Rights, { keys, apis, tenants }: PaletteFinds): PaletteGroup[] {
  const groups = [
    { label: "Request", items: requestEntries(typed, rights) },
    { label: "Keys", items: keys },
    { label: "APIs", items: apis },
    { label: "Tenants", items: tenants },
    { label: "Pages", items: pageEntries(typed, rights) },
    { label: "Actions", items: actionEntries(typed, rights) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function requestEntries(typed: string, rights: Rights): PaletteEntry[] {
  const requestId = mayTake(rights, "requests.explain") ? readRequestId(typed) : null;
  return requestId === null ? [] : [{ id: requestId, label: "Explain this request", detail: requestId, href: `/explain/${requestId}` }];
}

/** By their own words, or by their group's. */
function pageEntries(typed: string, rights: Rights): PaletteEntry[] {
  return allPageGroupsFor(rights).flatMap(({ label: group, pages }) =>
    pages
      .filter(({ label }) => matches(`${label} ${group}`, typed))
      .map(({ label, path }) => ({ id: path, label, detail: label === group ? "" : group, href: path })),
  );
}

function actionEntries(typed: string, rights: Rights): PaletteEntry[] {
  return ACTIONS.filter(({ label, action }) => mayTake(rights, action) && matches(label, typed)).map(({ action: _action, ...entry }) => ({
    id: `action: ${entry.label}`,
    ...entry,
  }));
}

/** Whether each word that was typed begins a word of the text. */
export function matches(text: string, typed: string): boolean {
  const words = text.toLowerCase().split(/[\s/:-]+/);
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return asked.every((part) => words.some((word) => word.startsWith(part)));
}
