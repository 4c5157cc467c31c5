// Looks after the calls under way with one timer for all of them, since most calls are over before a timer of their own would pay.

/** A call that wants to be looked at now and then. */
export interface WatchedCall {
  /** Ends the call if it has waited long enough, or for nobody. */
  look(nowMs: number): void;
}

/** Between two looks: how late a silence or a departed client may be noticed. */
const LOOK_EVERY_MS = 250;

/**
 * The calls of one process. The timer runs from the first call on and keeps no process alive. Calls stand in places of an array that are
 * used again: a Set that many calls enter and leave is laid out anew every few dozen, and each layout it left behind keeps its calls, and
 * all they hold, alive through the young generation's collections (measured: five times the time of each).
 */
export class CallWatch {
  readonly #places: (WatchedCall | null)[] = [];
  readonly #free: number[] = [];
  readonly #nowMs: () => number;
  #timer: NodeJS.Timeout | null = null;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Looks after the call from now on; returns its place. */
  add(call: WatchedCall): number {
    this.#timer ??= setInterval(() => this.#lookAtAll(), LOOK_EVERY_MS).unref();
    const place = this.#free.pop() ?? this.#places.length;
    this.#places[place] = call;
    return place;
  }

  /** Forgets the call in that place; to be called once. */
  release(place: number): void {
    this.#places[place] = null;
    this.#free.push(place);
  }

  /** Looks no more; calls that are still under way are left to their connections. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#places.fill(null);
  }

  #lookAtAll(): void {
    const nowMs = this.#nowMs();
    for (const call of this.#places) call?.look(nowMs);
  }
}
