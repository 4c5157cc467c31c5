// The current time: the wall clock as this process knew it at its start, carried forward by the monotonic clock.
import { performance } from "node:perf_hooks";
import type { Clock } from "@/lib/ports/gate-ports";

/** The two sources of time, in milliseconds. */
export interface TimeSources {
  /** Since the epoch; may be stepped either way. */
  readonly wallMs: () => number;
  /** Since some instant of its own; never runs backwards, stands still while the machine sleeps. */
  readonly monotonicMs: () => number;
}

/** Below this the two clocks merely drift; above it the machine slept, or somebody corrected the time. */
const STEP_MS = 1_000;

const SYSTEM: TimeSources = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};

/**
 * A clock in whole milliseconds that never runs backwards. A wall clock that is set back is not followed, or windows would stand
 * still; one that is ahead by more than a second is followed at once, or keys would outlive their expiry after a sleep.
 */
export function createClock({ wallMs, monotonicMs }: TimeSources = SYSTEM): Clock {
  let offsetMs = wallMs() - monotonicMs();
  return {
    nowMs() {
      const monotonic = monotonicMs();
      const wallOffsetMs = wallMs() - monotonic;
      if (wallOffsetMs > offsetMs + STEP_MS) offsetMs = wallOffsetMs;
      return Math.floor(offsetMs + monotonic);
    },
  };
}
