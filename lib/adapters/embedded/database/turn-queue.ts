// Who may use the engine next: first come, first served, and whoever is inside a transaction keeps its turn.

/** Something that wants the engine: a connection with a batch, or upkeep. */
export interface Turn {
  /** Uses the engine once. Returns "keep" when nobody else may come before this one's next turn. */
  take(): "keep" | "done";
}

/** A queue of turns in which one may hold all others back. */
export class TurnQueue {
  readonly #waiting = new Set<Turn>();
  #holder: Turn | null = null;

  /** Adds to the end; one that already waits keeps its place. */
  enqueue(turn: Turn): void {
    this.#waiting.add(turn);
  }

  /** Runs the next turn that may run. Returns false when there is none. */
  runNext(): boolean {
    const turn = this.#next();
    if (turn === null) return false;
    this.#waiting.delete(turn);
    this.#holder = turn;
    if (turn.take() === "done" && this.#holder === turn) this.#holder = null;
    return true;
  }

  /** Is this one inside a transaction? */
  isHeldBy(turn: Turn): boolean {
    return this.#holder === turn;
  }

  /** Takes a turn out of the queue, and its hold with it. */
  release(turn: Turn): void {
    if (this.#holder === turn) this.#holder = null;
  }

  /** Forgets a waiting turn. */
  withdraw(turn: Turn): void {
    this.#waiting.delete(turn);
  }

  #next(): Turn | null {
    if (this.#holder !== null) return this.#waiting.has(this.#holder) ? this.#holder : null;
    return this.#waiting.values().next().value ?? null;
  }
}
