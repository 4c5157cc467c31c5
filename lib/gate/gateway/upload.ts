// A request's body on its way to the upstream: counted against the API's cap, never closed by the upstream's end.

/** What happens while a body is read. */
export interface UploadWatch {
  /** The client is asked for more: from here on the waiting is the client's, not the upstream's. */
  onAsk(): void;
  /** A piece came, or the end. */
  onPiece(): void;
  /** The body is longer than the cap. Nothing beyond the cap was passed on. */
  onOverrun(): void;
  /** The client went away in the middle. */
  onBreak(cause: unknown): void;
}

/**
 * The body as undici reads it. It opens the client's body only when the first piece is wanted, which is when a client that sent
 * `Expect: 100-continue` is told to go on. It has no `return`, since giving up on the upstream must leave the client's connection
 * able to carry the answer.
 */
export function watchedUpload(
  body: () => AsyncIterable<Uint8Array>,
  maxBodyBytes: number | null,
  watch: UploadWatch,
): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const pieces = body()[Symbol.asyncIterator]();
      let readBytes = 0;
      return {
        async next() {
          watch.onAsk();
          const step = await pieces.next().catch((cause: unknown) => {
            watch.onBreak(cause);
            throw new Error("The client's body broke off", { cause });
          });
          watch.onPiece();
          if (step.done === true) return step;
          readBytes += step.value.byteLength;
          if (maxBodyBytes === null || readBytes <= maxBodyBytes) return step;
          watch.onOverrun();
          throw new Error("The client's body is longer than the API allows");
        },
      };
    },
  };
}
