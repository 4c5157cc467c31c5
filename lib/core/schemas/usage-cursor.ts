// A place between two sums of a selection, as an opaque text.
import { z } from "zod";
import { USAGE_UNITS, type UsageUnit } from "@/lib/core/usage/grains";
import { readCursorText, writeCursorText } from "./cursor-text";

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
  return writeCursorText([unit, startMs, id]);
}

/** The place that a text names in a list by that unit; null for whatever this program did not write. */
export function readUsageCursor(unit: UsageUnit, text: string): UsagePlace | null {
  const parsed = content.safeParse(readCursorText(text, LONGEST_CURSOR));
  if (!parsed.success || parsed.data[0] !== unit) return null;
  return { startMs: parsed.data[1], id: parsed.data[2] };
}
