// How long usage is kept, by grain, and what may be chosen.
import { z } from "zod";
import { MOST_DECISIONS } from "./decision-lines";
import { startOfUnit, UNIT_MS } from "./grains";
import type { KeptSince } from "./segments";

/** The least that other parts rely on: windows are rebuilt from minutes of a day, edges of selections are cut by hours of a month. */
const LEAST = { minuteHours: 25, hourDays: 32, dayDays: 32 } as const;

function whole(least: number, most: number) {
  const message = `This is not a whole number from ${least} to ${most}.`;
  return z.int(message).min(least, message).max(most, message);
}

/** What is kept. */
export const usageRetention = z.strictObject({
  /** Hours that minutes are kept. */
  minuteHours: whole(LEAST.minuteHours, 31 * 24),
  /** Days that hours are kept. */
  hourDays: whole(LEAST.hourDays, 1100),
  /** Days that days are kept. */
  dayDays: whole(LEAST.dayDays, 36_500),
  /** The latest decisions of each key; 0 = none. */
  decisionsOfKey: whole(0, MOST_DECISIONS),
});

export type UsageRetention = z.output<typeof usageRetention>;

export const DEFAULT_RETENTION: UsageRetention = { minuteHours: 48, hourDays: 90, dayDays: 3 * 365, decisionsOfKey: MOST_DECISIONS };

/** From when on minutes and hours are complete, whatever was chosen. What is too old is removed by whole days and months only. */
export function keptSince(nowMs: number): KeptSince {
  const todayMs = startOfUnit("day", nowMs);
  return { minuteMs: todayMs - UNIT_MS.day, hourMs: todayMs - (LEAST.hourDays - 2) * UNIT_MS.day };
}
