// A place between two keys of a sorted list, as an opaque text in a page's URL.
import { z } from "zod";
import { instantMs, readCursorText, writeCursorText } from "./cursor-text";
import { isStorable, uuidText } from "./texts";

/** In which order keys can be listed. */
export const KEY_SORTS = ["newest", "oldest", "name", "last-used", "expiry"] as const;

export type KeySort = (typeof KEY_SORTS)[number];

/** The key beside which a page begins or ends, by what it is sorted by. The key itself may be gone meanwhile. */
export interface KeyPlace {
  /** Milliseconds since the epoch, null for a key without that instant, or the name's folded form. */
  readonly value: number | string | null;
  /** UUID: tells keys with the same value apart. */
  readonly id: string;
}

/** What the list is sorted by, for each order. */
const VALUES = {
  newest: instantMs,
  oldest: instantMs,
  name: z.string().max(1000).refine(isStorable),
  "last-used": instantMs.nullable(),
  expiry: instantMs.nullable(),
} as const satisfies Record<KeySort, z.ZodType>;

const content = z.tuple([z.string(), z.unknown(), uuidText]);

/** The place as a text of URL-safe characters. */
export function writeKeyCursor(sort: KeySort, { value, id }: KeyPlace): string {
  return writeCursorText([sort, value, id]);
}

/** The place that a text names in a list of that order; null for whatever this program did not write. */
export function readKeyCursor(sort: KeySort, text: string): KeyPlace | null {
  const parsed = content.safeParse(readCursorText(text));
  if (!parsed.success || parsed.data[0] !== sort) return null;
  const value = VALUES[sort].safeParse(parsed.data[1]);
  return value.success ? { value: value.data, id: parsed.data[2] } : null;
}
