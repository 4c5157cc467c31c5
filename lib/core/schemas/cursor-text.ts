// Places in lists as opaque texts of URL-safe characters.
import { z } from "zod";
import { decodeBase64url } from "@/lib/core/tokens/base64url";

/** No instant that is stored is beyond the year 9999. */
const LAST_MS = 253_402_300_799_999;

/** Whole milliseconds since the epoch. */
export const instantMs = z.int().min(0).max(LAST_MS);

const LONGEST = 4000;

/** The text that stands for a value of JSON. */
export function writeCursorText(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The value that a text of at most `longest` characters stands for; undefined for whatever this program did not write. */
export function readCursorText(text: string, longest = LONGEST): unknown {
  const bytes = text.length > longest ? null : decodeBase64url(text);
  if (bytes === null) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // A text that is no JSON is no cursor, like any other that does not fit.
    return undefined;
  }
}
