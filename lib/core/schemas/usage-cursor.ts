// A place between two sums of a selection, as an opaque text.
import { z } from "zod";
import { decodeBase64url } from "@/lib/core/tokens/base64url";
import { USAGE_UNITS, type UsageUnit } from "@/lib/core/usage/grains";

/** The sum after which a page begins. */
export interface UsagePlace {
  readonly startMs: number;
  /** The number of its series. */
  readonly id: number;
}

const LONGEST_CURSOR = 100;
const content = z.tuple([z.enum(USAGE_UNITS), z.int().min(0), z.int().min(0).max(2_147_483_647)]);

/** The place as a text of URL-safe characters. */
export function writeUsageCursor(unit: UsageUnit, { startMs, id }: UsagePlace): string {
  return btoa(JSON.stringify([unit, startMs, id]))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The place that a text names in a list by that unit; null for whatever this program did not write. */
export function readUsageCursor(unit: UsageUnit, text: string): UsagePlace | null {
  const bytes = text.length > LONGEST_CURSOR ? null : decodeBase64url(text);
  if (bytes === null) return null;
  const parsed = content.safeParse(readJson(new TextDecoder().decode(bytes)));
  if (!parsed.success || parsed.data[0] !== unit) return null;
  return { startMs: parsed.data[1], id: parsed.data[2] };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A text that is no JSON is no cursor.
    return null;
  }
}
