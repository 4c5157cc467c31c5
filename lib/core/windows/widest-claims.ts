// The claims that any key of an API may make: as what its past units are remembered when windows are rebuilt after a start.
import type { Api, Plan } from "@/lib/core/catalogue";
import { periodStartMs } from "./calendar";
import type { CalendarClaim, Claim } from "./claim";

/**
 * A claim for each window and each quota period of any plan of the API: which plan the key has is known only once it is looked up, and
 * what is remembered beyond that plan changes no verdict.
 */
export function widestClaims(api: Api, caller: string): Claim[] {
  // Where accounts, tenants or the API have windows of their own, their subjects belong here as well.
  const subject = `{api:${api.id}}:key:${caller}`;
  const plans = Object.values(api.plans);
  const claims = new Map<string, Claim>();
  for (const { limit, seconds } of plans.flatMap(({ windows }) => windows)) {
    claims.set(`${limit} ${seconds}`, { kind: "sliding", subject, limit, periodSeconds: seconds });
  }
  for (const [period, limit] of quotaPeriods(plans)) claims.set(period, { kind: "calendar", subject, limit, period });
  return [...claims.values()];
}

function quotaPeriods(plans: readonly Plan[]): Map<CalendarClaim["period"], number> {
  const limits = new Map<CalendarClaim["period"], number>();
  for (const { quota } of plans) {
    if (quota !== null) limits.set(quota.period, Math.max(quota.limit, limits.get(quota.period) ?? 0));
  }
  return limits;
}

/** From when on units still count in some window or quota of these APIs; Infinity = in none. A budget for life counts all of them (0). */
export function countsSinceMs(apis: readonly Api[], nowMs: number): number {
  const sinceMs = apis
    .flatMap(({ plans }) => Object.values(plans))
    .flatMap(({ windows, quota }) => [
      ...windows.map(({ seconds }) => nowMs - seconds * 1000),
      ...(quota === null ? [] : [Math.max(0, periodStartMs(quota.period, nowMs))]),
    ]);
  return Math.min(Number.POSITIVE_INFINITY, ...sinceMs);
}
