// Time as the windows count it: it follows the clock forwards and never runs backwards.

/** A reading this little behind the last one is a late reading of a good clock; further behind, the clock itself was set back. */
const LATE_READING_MS = 1000;

/** `offsetMs` is what steps backwards have taken from the clock so far. */
export interface LogicalClock {
  lastMs: number;
  offsetMs: number;
}

/** A clock that has not been read yet. */
export function createLogicalClock(): LogicalClock {
  return { lastMs: Number.NEGATIVE_INFINITY, offsetMs: 0 };
}

/**
 * The logical time, in whole milliseconds, of a reading of the real clock. After a step backwards it goes on from where it was, at the clock's
 * pace: nothing that was taken is forgotten early, and no window stays full for the length of the step. A late reading counts as the last
 * one and shifts nothing, or requests that overtake each other would make logical time run fast.
 */
export function advance(clock: LogicalClock, nowMs: number): number {
  const logicalMs = Math.floor(nowMs) + clock.offsetMs;
  if (logicalMs >= clock.lastMs) {
    clock.lastMs = logicalMs;
  } else if (clock.lastMs - logicalMs > LATE_READING_MS) {
    clock.offsetMs += clock.lastMs - logicalMs;
  }
  return clock.lastMs;
}
