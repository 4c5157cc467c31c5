// Sums by outcome as charts and tables show them.
import type { UsagePoint, UsageTotals } from "@/lib/core/schemas/usage-view";
import { UNIT_MS, type UsageUnit } from "./grains";
import type { Outcome } from "./outcome";

/** A count of one outcome in one unit of time. */
export interface OutcomeCount {
  readonly startMs: number;
  readonly outcome: Outcome;
  readonly count: number;
}

/** Every unit of the span, the oldest first, those without requests included. */
export function pointsOf(unit: UsageUnit, fromMs: number, toMs: number, counts: readonly OutcomeCount[]): UsagePoint[] {
  const points = new Map<number, { -readonly [K in keyof UsagePoint]: UsagePoint[K] }>();
  for (let startMs = fromMs; startMs < toMs; startMs += UNIT_MS[unit]) points.set(startMs, { startMs, accepted: 0, limited: 0, denied: 0 });
  for (const { startMs, outcome, count } of counts) {
    const point = points.get(startMs);
    if (point !== undefined) point[outcome] += count;
  }
  return [...points.values()];
}

/** The sum of them all. */
export function totalsOf(counts: readonly Omit<OutcomeCount, "startMs">[]): UsageTotals {
  const totals = { accepted: 0, limited: 0, denied: 0 };
  for (const { outcome, count } of counts) totals[outcome] += count;
  return totals;
}

/** Sums by a name, those with the most requests first, at most so many. */
export function topOf<T extends UsageTotals>(rows: readonly T[], most: number): T[] {
  return [...rows].sort((a, b) => requestsOf(b) - requestsOf(a)).slice(0, most);
}

function requestsOf({ accepted, limited, denied }: UsageTotals): number {
  return accepted + limited + denied;
}

/** The rows by a name, in the order in which each name came first. */
export function groupedBy<T, N>(rows: readonly T[], nameOf: (row: T) => N): Map<N, T[]> {
  const groups = new Map<N, T[]>();
  for (const row of rows) {
    const known = groups.get(nameOf(row));
    if (known === undefined) groups.set(nameOf(row), [row]);
    else known.push(row);
  }
  return groups;
}
