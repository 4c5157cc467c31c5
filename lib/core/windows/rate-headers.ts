// The header lines that tell a client its limits: structured fields, and the older X-RateLimit names.
import type { HeaderLine } from "@/lib/core/http";
import type { WindowState } from "./claim";

const NO_LINES: readonly HeaderLine[] = [];

/**
 * `RateLimit-Policy` and `RateLimit` as lists of every window (draft-ietf-httpapi-ratelimit-headers, RFC 9651 syntax), and `X-RateLimit-*` of the
 * tightest one, with its reset in seconds from now. No lines where nothing is limited.
 */
export function rateHeaders(states: readonly WindowState[]): readonly HeaderLine[] {
  const [first, ...others] = states;
  if (first === undefined) return NO_LINES;
  let tightest = first;
  let policy = policyItem(first);
  let limit = limitItem(first);
  for (const state of others) {
    if (isTighter(state, tightest)) tightest = state;
    policy += `, ${policyItem(state)}`;
    limit += `, ${limitItem(state)}`;
  }
  return [
    ["RateLimit-Policy", policy],
    ["RateLimit", limit],
    ["X-RateLimit-Limit", String(tightest.limit)],
    ["X-RateLimit-Remaining", String(tightest.remaining)],
    ["X-RateLimit-Reset", String(tightest.resetSeconds)],
  ];
}

/** A budget for life has no window to name. */
function policyItem({ name, limit, windowSeconds }: WindowState): string {
  return windowSeconds === 0 ? `"${name}";q=${limit}` : `"${name}";q=${limit};w=${windowSeconds}`;
}

function limitItem({ name, remaining, windowSeconds, resetSeconds }: WindowState): string {
  return windowSeconds === 0 ? `"${name}";r=${remaining}` : `"${name}";r=${remaining};t=${resetSeconds}`;
}

/** The fewest units left; among equals the one that takes longer to recover. */
function isTighter(state: WindowState, than: WindowState): boolean {
  return state.remaining < than.remaining || (state.remaining === than.remaining && state.resetSeconds > than.resetSeconds);
}
