// What a limiter that is shared over the network promises beyond the limiter's own promises, and what is told of it.
import type { Limiter } from "./gate-ports";

/** Counts in a place that several processes share. A call that is not answered may have been counted. */
export interface RemoteLimiter extends Limiter {
  /** Resolves when takes are answered again; counts nothing. */
  probe(): Promise<void>;
  /** Gives up everything that waits for an answer, and begins anew. */
  reset(): void;
  close(): Promise<void>;
}

/** Nothing can be decided now: the shared windows do not answer, and none of this process's own may stand in. */
export class LimiterUnavailable extends Error {
  constructor() {
    super("the shared rate windows cannot be asked");
    this.name = "LimiterUnavailable";
  }
}

/** How the limiter of this process stands. */
export interface LimiterState {
  readonly kind: "embedded" | "redis" | "upstash";
  /** Epoch milliseconds since when the shared windows have not been asked; null = they are asked. */
  readonly degradedSinceMs: number | null;
  /** Outages since the process started, the present one included. */
  readonly outages: number;
  /** Takes that were decided by this process's own windows, or refused because nothing could decide, since it started. */
  readonly decidedAlone: number;
  readonly refusedUndecided: number;
}
