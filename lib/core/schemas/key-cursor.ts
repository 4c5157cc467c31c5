// A place between two keys of a sorted list, as an opaque text in a page's URL.
import { z } from "zod";
import { decodeBase64url } from "@/lib/core/tokens/base64url";
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

/** No instant that is stored is beyond the year 9999. */
const LAST_MS = 253_402_300_799_999;
const LONGEST_CURSOR = 4000;

const instantMs = z.int().min(0).max(LAST_MS);

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
  const bytes = new TextEncoder().encode(JSON.stringify([sort, value, id]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The place that a text names in a list of that order; null for whatever this program did not write. */
export function readKeyCursor(sort: KeySort, text: string): KeyPlace | null {
  const bytes = text.length > LONGEST_CURSOR ? null : decodeBase64url(text);
  if (bytes === null) return null;
  const parsed = content.safeParse(readJson(new TextDecoder().decode(bytes)));
  if (!parsed.success || parsed.data[0] !== sort) return null;
  const value = VALUES[sort].safeParse(parsed.data[1]);
  return value.success ? { value: value.data, id: parsed.data[2] } : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text that is no JSON is no cursor, like any other that does not fit.
    return null;
  }
}
