// The keyboard shortcuts of the console: which key does what, and when a key is none.

/** What a shortcut does. */
export type Shortcut = "palette" | "search" | "create" | "next" | "previous" | "help";

/** A key as it was pressed, and where. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** Another key is meant: a letter that is put together, or one that is held down. */
  readonly isUnsettled: boolean;
  /** Within a field that takes text or choices. */
  readonly isTyping: boolean;
  /** A dialog, a menu or a list stands open before the page. */
  readonly isCovered: boolean;
}

/** A shortcut as the list of them tells it. */
export interface ShortcutRow {
  readonly keys: string;
  readonly does: string;
}

const SINGLE_KEYS: Readonly<Record<string, Exclude<Shortcut, "palette">>> = {
  "/": "search",
  c: "create",
  j: "next",
  k: "previous",
  "?": "help",
};

/** As people are told of them. */
export const SHORTCUT_ROWS: readonly ShortcutRow[] = [
  { keys: "Ctrl K or ⌘ K", does: "Search pages, keys, APIs and tenants, or explain a request id" },
  { keys: "/", does: "Go to the search field of the page" },
  { keys: "c", does: "Create what the page is about: a key, an API, a tenant, an invitation" },
  { keys: "j", does: "Go to the next row of a list" },
  { keys: "k", does: "Go to the row before" },
  { keys: "Enter", does: "Open the row" },
  { keys: "?", does: "Show this list" },
];

/**
 * The shortcut that was pressed, or null. Single keys are none in a field, with another key held, behind whatever covers the page, and where
 * they were switched off (WCAG 2.1.4); Ctrl or ⌘ with K works in fields too.
 */
export function shortcutOf(press: KeyPress, areSingleKeysOn: boolean): Shortcut | null {
  const { key, ctrlKey, metaKey, altKey, isUnsettled, isTyping, isCovered } = press;
  if (isUnsettled || isCovered || altKey) return null;
  if (ctrlKey || metaKey) return ctrlKey !== metaKey && key.toLowerCase() === "k" ? "palette" : null;
  if (isTyping || !areSingleKeysOn || !Object.hasOwn(SINGLE_KEYS, key)) return null;
  return SINGLE_KEYS[key] ?? null;
}
