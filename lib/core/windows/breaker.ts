// When a shared limiter that does not answer is asked no more, and when it is asked again.

/** Failures in a row after which it is no longer asked: one alone may be a hiccup of this process. */
const FAILURES_TO_OPEN = 3;
const PROBE_EACH_MS = 500;

/** `closed` = calls go through. `open` = nothing but a probe does, from `probeAtMs` on. */
export type Breaker =
  | { readonly kind: "closed"; readonly failures: number }
  | { readonly kind: "open"; readonly sinceMs: number; readonly probeAtMs: number };

/** Nothing has failed yet. */
export const CLOSED_BREAKER: Breaker = { kind: "closed", failures: 0 };

/** After a call or a probe was answered. An answer to a call that was sent before it opened proves nothing about now. */
export function afterAnswer(breaker: Breaker, of: "call" | "probe"): Breaker {
  return breaker.kind === "closed" || of === "probe" ? CLOSED_BREAKER : breaker;
}

/** After a call or a probe failed. */
export function afterFailure(breaker: Breaker, of: "call" | "probe", nowMs: number): Breaker {
  if (breaker.kind === "open") return of === "probe" ? { ...breaker, probeAtMs: nowMs + PROBE_EACH_MS } : breaker;
  if (breaker.failures + 1 < FAILURES_TO_OPEN) return { kind: "closed", failures: breaker.failures + 1 };
  return openedBreaker(nowMs);
}

/** Opened at once: for a start at which nothing answers. */
export function openedBreaker(nowMs: number): Breaker {
  return { kind: "open", sinceMs: nowMs, probeAtMs: nowMs + PROBE_EACH_MS };
}
