// Reads a request's body piece by piece, with two listeners while it waits and none otherwise.
import type { IncomingMessage } from "node:http";

/**
 * The body's pieces. Node's own iterator does the same at several times the price, which every small request would pay. Whoever stops
 * reading leaves the connection open: the client is still owed an answer on it.
 * @throws (from `next`) when the client goes away before the body's end
 */
export function bodyPieces(request: IncomingMessage): AsyncIterableIterator<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        const piece: Buffer | null = request.read();
        if (piece !== null) return { done: false, value: piece };
        if (request.complete && request.readableLength === 0) return { done: true, value: undefined };
        if (request.destroyed) throw new Error("The client went away before the end of the request body.");
        await change(request);
      }
    },
    async return() {
      return { done: true, value: undefined };
    },
  };
}

/** Resolves when there is something to read, or never will be. */
function change(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      request.off("readable", settle);
      request.off("close", settle);
      resolve();
    };
    request.on("readable", settle);
    request.on("close", settle);
  });
}
