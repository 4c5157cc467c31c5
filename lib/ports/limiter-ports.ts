// What a limiter that is shared over the network promises beyond the limiter's own promises.
import type { Limiter } from "./gate-ports";

/** Counts in a place that several processes share. A call that is not answered may have been counted. */
export interface RemoteLimiter extends Limiter {
  /** Resolves when takes are answered again; counts nothing. */
  probe(): Promise<void>;
  /** Gives up everything that waits for an answer, and begins anew. */
  reset(): void;
  close(): Promise<void>;
}
