// The units of time that usage is summed by, and how sums of one unit are put together.

/** From the finest to the coarsest. */
export const USAGE_UNITS = ["minute", "hour", "day"] as const;

export type UsageUnit = (typeof USAGE_UNITS)[number];

/** Length of each unit in milliseconds. Days are UTC days. */
export const UNIT_MS: Readonly<Record<UsageUnit, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** When the unit that contains the instant began. */
export function startOfUnit(unit: UsageUnit, atMs: number): number {
  return Math.floor(atMs / UNIT_MS[unit]) * UNIT_MS[unit];
}

/** A sum of one series in one unit. */
export interface UsageSum {
  readonly startMs: number;
  /** The number that the database knows the series by. */
  readonly id: number;
  readonly count: number;
  readonly units: number;
  readonly bytes: number;
  readonly lastAtMs: number;
  /** By bucket; zeros at the end may be missing. */
  readonly latency: readonly number[];
}

/** The sums by a coarser unit, in the order of time and series: whoever writes rows in this order never waits crosswise. */
export function sumByUnit(sums: readonly UsageSum[], unit: UsageUnit): UsageSum[] {
  const merged = new Map<string, UsageSum>();
  for (const sum of sums) {
    const startMs = startOfUnit(unit, sum.startMs);
    const place = `${startMs} ${sum.id}`;
    const known = merged.get(place);
    merged.set(place, known === undefined ? { ...sum, startMs, latency: withoutEnd(sum.latency) } : add(known, sum));
  }
  return [...merged.values()].sort((a, b) => a.startMs - b.startMs || a.id - b.id);
}

function add(a: UsageSum, b: UsageSum): UsageSum {
  return {
    startMs: a.startMs,
    id: a.id,
    count: a.count + b.count,
    units: a.units + b.units,
    bytes: a.bytes + b.bytes,
    lastAtMs: Math.max(a.lastAtMs, b.lastAtMs),
    latency: addBuckets(a.latency, b.latency),
  };
}

/** Bucket by bucket. */
export function addBuckets(a: readonly number[], b: readonly number[]): number[] {
  const length = Math.max(a.length, b.length);
  return withoutEnd(Array.from({ length }, (_, index) => (a[index] ?? 0) + (b[index] ?? 0)));
}

function withoutEnd(latency: readonly number[]): number[] {
  return latency.slice(0, latency.findLastIndex((count) => count !== 0) + 1);
}
