// Looks after the calls under way with one timer for all of them, since most calls are over before a timer of their own would pay.

/** A call that wants to be looked at now and then. */
export interface WatchedCall {
  /** Ends the call if it has waited long enough, or for nobody. */
  look(nowMs: number): void;
}

/** Between two looks: how late a silence or a departed client may be noticed. */
const LOOK_EVERY_MS = 250;

/** The calls of one process. The timer runs from the first call on and keeps no process alive. */
export class CallWatch {
  readonly #calls = new Set<WatchedCall>();
  readonly #nowMs: () => number;
  #timer: NodeJS.Timeout | null = null;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  add(call: WatchedCall): void {
    this.#calls.add(call);
    this.#timer ??= setInterval(() => this.#lookAtAll(), LOOK_EVERY_MS).unref();
  }

  delete(call: WatchedCall): void {
    this.#calls.delete(call);
  }

  /** Looks no more; calls that are still under way are left to their connections. */
  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#calls.clear();
  }

  #lookAtAll(): void {
    const nowMs = this.#nowMs();
    for (const call of this.#calls) call.look(nowMs);
  }
}
