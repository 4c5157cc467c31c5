// Time in which this process could have heard somebody: it stands still while the event loop is held up.
import type { Clock } from "@/lib/ports/gate-ports";

const TICK_MS = 20;
/** What a late tick counts for at most: in the rest of that time nobody here could have listened. */
const MOST_OF_A_TICK_MS = 2 * TICK_MS;

/**
 * A clock for waiting for answers. On a machine that has too few processors for all that runs on it, wall time says little about the other
 * side: it may have answered long ago, or wait for a processor as this process does. Ticks only while somebody waits.
 */
export class AttentiveClock {
  readonly #clock: Clock;
  #timer: NodeJS.Timeout | null = null;
  #waiting = 0;
  #attentiveMs = 0;
  #lastMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds of attention so far; meaningful between `begin` and `end` only. */
  nowMs(): number {
    this.#advance();
    return this.#attentiveMs;
  }

  /** Somebody begins to wait. */
  begin(): void {
    this.#waiting++;
    if (this.#waiting > 1) return;
    this.#lastMs = this.#clock.nowMs();
    this.#timer = setInterval(() => this.#advance(), TICK_MS);
    this.#timer.unref();
  }

  /** Waits no more. */
  end(): void {
    this.#waiting--;
    if (this.#waiting > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #advance(): void {
    const nowMs = this.#clock.nowMs();
    this.#attentiveMs += Math.min(nowMs - this.#lastMs, MOST_OF_A_TICK_MS);
    this.#lastMs = nowMs;
  }
}
