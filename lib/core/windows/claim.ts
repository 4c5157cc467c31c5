// What a request asks of the limiter: claims on windows and quotas, taken all together or not at all.

/**
 * A claim on a sliding window: never more than `limit` units in any trailing `periodSeconds`. Each take of a subject claims all of that subject's
 * windows: one that a take leaves out may forget what it counted.
 */
export interface SlidingClaim {
  readonly kind: "sliding";
  /** Whose units are counted, e.g. `{api:<id>}:key:<id>`. Claims of one subject share one ring. */
  readonly subject: string;
  readonly limit: number;
  readonly periodSeconds: number;
  /** Who counts together in it; absent = the caller alone. */
  readonly sharedBy?: SharedBy | undefined;
}

/** Callers that share a window: those of one account, of one tenant, or of the whole API. */
export type SharedBy = "account" | "tenant" | "api";

/** A claim on a calendar budget (UTC day, UTC month, or for life). */
export interface CalendarClaim {
  readonly kind: "calendar";
  readonly subject: string;
  readonly limit: number;
  readonly period: "day" | "month" | "total";
}

export type Claim = SlidingClaim | CalendarClaim;

/** One claim's window after a take. */
export interface WindowState {
  /** `minute`, `hour`, `day`, `<n>s`, with `account-`, `tenant-` or `api-` before it where it is shared; `quota-day`, `quota-month`, `quota-total`. */
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  /** Seconds of the window; 0 for a total quota. */
  readonly windowSeconds: number;
  /** Whole seconds until the next unit comes free (sliding) or the budget resets (calendar); 0 when nothing is counted. */
  readonly resetSeconds: number;
}

/** What a take came to. A refusal spends nothing in any window. */
export type Verdict =
  | { readonly admitted: true; readonly states: readonly WindowState[]; readonly degraded?: true }
  | {
      readonly admitted: false;
      /** Index of the first failing claim; windows stand before quotas. */
      readonly failing: number;
      /** After this many whole seconds (at least 1) the same take is admitted if nothing else is taken meanwhile; null = never. */
      readonly retryAfterSeconds: number | null;
      readonly states: readonly WindowState[];
      /** The windows of this process alone decided: those that all processes share could not be asked. */
      readonly degraded?: true;
    };

const WINDOW_NAMES: Readonly<Record<number, string>> = { 1: "second", 60: "minute", 3600: "hour", 86400: "day" };

/** The vendor pages' word for a window's period. */
export function windowName(periodSeconds: number): string {
  return WINDOW_NAMES[periodSeconds] ?? `${periodSeconds}s`;
}

/** The name of a claim's window, different for each window that a request can meet. */
export function claimName(claim: Claim): string {
  if (claim.kind === "calendar") return `quota-${claim.period}`;
  const name = windowName(claim.periodSeconds);
  return claim.sharedBy === undefined ? name : `${claim.sharedBy}-${name}`;
}

/** Whole seconds from now until `resetMs`, rounded up, at least 1 (RFC 9110 §10.2.3). */
export function retryAfterSeconds(resetMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((resetMs - nowMs) / 1000));
}
