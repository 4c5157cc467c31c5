// When something that failed is tried again, and when it is given up: one schedule for whatever is delivered to others.

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Pauses after the first, second, … failed try; the last one from then on. */
const PAUSES_MS = [15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS] as const;

/** What is being delivered. Instants in milliseconds since the epoch. */
export interface Delivery {
  readonly firstDueMs: number;
  /** Tries that failed, the latest one included: at least 1. */
  readonly tries: number;
  /** Nothing is tried later than so long after `firstDueMs`. */
  readonly giveUpAfterMs: number;
}

/** The instant of the next try, or null: it is given up. */
export function nextTryMs({ firstDueMs, tries, giveUpAfterMs }: Delivery, nowMs: number): number | null {
  const atMs = nowMs + (PAUSES_MS[Math.min(tries, PAUSES_MS.length) - 1] ?? PAUSES_MS[0]);
  return atMs > firstDueMs + giveUpAfterMs ? null : atMs;
}
