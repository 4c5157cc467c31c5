// Where the latest requests of a key came from.
import type { DecisionView } from "@/lib/core/schemas/usage-view";

/** A range of addresses, and what came from it. */
export interface Caller {
  /** null = not known. */
  readonly range: string | null;
  readonly count: number;
  /** Milliseconds since the epoch. */
  readonly lastAtMs: number;
}

/** The ranges that the decisions name, the busiest first; of equally busy ones the one that called last. */
export function callersOf(decisions: readonly Pick<DecisionView, "range" | "atMs">[]): Caller[] {
  const callers = new Map<string | null, Caller>();
  for (const { range, atMs } of decisions) {
    const known = callers.get(range);
    callers.set(range, { range, count: (known?.count ?? 0) + 1, lastAtMs: Math.max(known?.lastAtMs ?? atMs, atMs) });
  }
  return [...callers.values()].sort((one, other) => other.count - one.count || other.lastAtMs - one.lastAtMs);
}
