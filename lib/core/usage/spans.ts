// The spans of time that an overview can look at.
import { startOfUnit, UNIT_MS } from "./grains";

/** From the shortest to the longest. */
export const USAGE_SPANS = ["24h", "7d", "30d"] as const;

export type UsageSpan = (typeof USAGE_SPANS)[number];

const UNITS = {
  "24h": { unit: "hour", count: 24, of: "hour" },
  "7d": { unit: "hour", count: 7, of: "day" },
  "30d": { unit: "day", count: 30, of: "day" },
} as const;

/** Where a span lies: whole hours or whole UTC days, the present one included, and the unit that it is shown by. */
export function spanOf(span: UsageSpan, nowMs: number): { readonly unit: "hour" | "day"; readonly fromMs: number; readonly toMs: number } {
  const { unit, count, of } = UNITS[span];
  const toMs = startOfUnit(of, nowMs) + UNIT_MS[of];
  return { unit, fromMs: toMs - count * UNIT_MS[of], toMs };
}

/** The coarsest unit that the span is made of: what is told of the span as a whole is added up from its sums. */
export function wholeUnit(span: UsageSpan): "hour" | "day" {
  return UNITS[span].of;
}
