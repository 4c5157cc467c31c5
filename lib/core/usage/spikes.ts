// Finds the units of time whose refusals stand out from those around them.
import type { UsagePoint } from "@/lib/core/schemas/usage-view";

/** A unit that stands out. */
export interface Spike {
  readonly startMs: number;
  readonly refused: number;
  /** The median of all units. */
  readonly usual: number;
}

/** Fewer refusals than this stand out of nothing. */
const LEAST_REFUSED = 20;
const TIMES_USUAL = 3;
const MOST_SPIKES = 5;

/** Units with many times more refusals than the median, the worst first. Refusals of full windows count: a client in a loop is one, too. */
export function findSpikes(points: readonly UsagePoint[]): Spike[] {
  const refusals = points.map(({ limited, denied }) => limited + denied).sort((a, b) => a - b);
  const usual = refusals[Math.floor(refusals.length / 2)] ?? 0;
  return points
    .map(({ startMs, limited, denied }) => ({ startMs, refused: limited + denied, usual }))
    .filter(({ refused }) => refused >= LEAST_REFUSED && refused > usual * TIMES_USUAL)
    .sort((a, b) => b.refused - a.refused || a.startMs - b.startMs)
    .slice(0, MOST_SPIKES);
}
