// The body of an upstream's answer between the connection it arrives on and the reader it goes to, with back-pressure.

/** How the body tells the connection to stop and go on. */
export interface BodySource {
  pause(): void;
  resume(): void;
  /** The reader wants no more. */
  cancel(): void;
}

// As much as one read of a socket: enough that a fast reader never waits, little enough for thousands of slow ones.
const PAUSE_AT_BYTES = 64 * 1024;

/** A queue with one writer (the connection) and one reader, read as an async iterable once. */
export class UpstreamBody implements AsyncIterableIterator<Uint8Array> {
  readonly #source: BodySource;
  #pieces: Uint8Array[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #end: { readonly error: Error | null } | null = null;
  #wake: (() => void) | null = null;

  constructor(source: BodySource) {
    this.#source = source;
  }

  /** Takes a piece from the connection, and pauses it when the reader is behind. */
  push(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#queuedBytes += piece.byteLength;
    if (this.#queuedBytes >= PAUSE_AT_BYTES && !this.#isPaused) {
      this.#isPaused = true;
      this.#source.pause();
    }
    this.#signal();
  }

  /** No more will come: the body is complete, or broke off for that reason. */
  finish(error: Error | null): void {
    this.#end ??= { error };
    this.#signal();
  }

  /** The whole body where it is here already (null when it is empty), or this iterable where more is to come. */
  settled(): Uint8Array | null | this {
    if (this.#end === null || this.#end.error !== null) return this;
    const [only] = this.#pieces;
    if (only === undefined) return null;
    return this.#pieces.length === 1 ? only : Buffer.concat(this.#pieces);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next piece. Rejects when the upstream broke off, after everything that came before was read. */
  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) return { done: false, value: this.#taken(piece) };
      if (this.#end?.error) throw new Error("The upstream's answer broke off", { cause: this.#end.error });
      if (this.#end !== null) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The reader leaves early: the rest is not fetched. */
  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#pieces = [];
    if (this.#end === null) this.#source.cancel();
    this.finish(null);
    return { done: true, value: undefined };
  }

  #taken(piece: Uint8Array): Uint8Array {
    this.#queuedBytes -= piece.byteLength;
    if (this.#isPaused && this.#queuedBytes < PAUSE_AT_BYTES / 2) {
      this.#isPaused = false;
      this.#source.resume();
    }
    return piece;
  }

  #signal(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
