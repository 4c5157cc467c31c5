// Rings whose limit crossed the border between exact and coarse, or between two quanta: what they hold is carried over, never forgotten.
import { createRing, nthSlotMs, type Ring, slotsAfter, unitsIn, widen, writeUnits } from "./ring";

/** A ring of that quantum for a window of that limit and period, with what the source holds. */
export function coarsened(source: Ring | null, quantum: number, limit: number, periodSeconds: number, nowMs: number): Ring {
  const live = source === null ? 0 : slotsAfter(source, nowMs - periodSeconds * 1000);
  const ring = createRing(source === null || live === 0 ? nowMs : nthSlotMs(source, live), quantum);
  widen(ring, limit, periodSeconds);
  if (source === null) return ring;
  for (let nth = live; nth > 0; nth--) writeUnits(ring, unitsOf(source, nth), nthSlotMs(source, nth));
  return ring;
}

/**
 * An exact ring for a window whose units a coarse ring counted so far: the newest units as the exact ring knows them, behind them those of the
 * coarse one, each at an instant that is not before its own.
 */
export function refined(exact: Ring | null, coarse: Ring, limit: number, periodSeconds: number, nowMs: number): Ring {
  const live = slotsAfter(coarse, nowMs - periodSeconds * 1000);
  const known = exact?.count ?? 0;
  const latestMs = exact === null || known === 0 ? Number.POSITIVE_INFINITY : nthSlotMs(exact, known);
  const ring = createRing(Math.min(live === 0 ? nowMs : nthSlotMs(coarse, live), latestMs));
  if (exact !== null) widen(ring, exact.mostSlots, exact.longestPeriodMs / 1000);
  widen(ring, limit, periodSeconds);
  const older = Math.max(0, unitsIn(coarse, live) - known);
  let skipped = Math.max(0, older - (ring.mostSlots - known));
  let carried = older - skipped;
  for (let nth = live; nth > 0 && carried > 0; nth--) {
    const units = unitsOf(coarse, nth);
    const passed = Math.min(units, skipped);
    const written = Math.min(units - passed, carried);
    skipped -= passed;
    carried -= written;
    if (written > 0) writeUnits(ring, written, Math.min(nthSlotMs(coarse, nth), latestMs));
  }
  for (let nth = known; nth > 0 && exact !== null; nth--) writeUnits(ring, 1, nthSlotMs(exact, nth));
  return ring;
}

function unitsOf(ring: Ring, nth: number): number {
  return nth === 1 ? ring.newestUnits : ring.quantum;
}
