// The claims that any key of an API may make: as what its past units are remembered when windows are rebuilt after a start.
import type { Api, Plan, Window } from "@/lib/core/catalogue";
import { periodStartMs } from "./calendar";
import type { CalendarClaim, Claim } from "./claim";
import { type Claimant, claimsOf } from "./claims-of";

/** Who made past requests, and on which plan its keys share windows. */
export interface Holder extends Claimant {
  readonly planName: string;
}

/**
 * The caller's own claims are one for each window and each quota period of any plan of the API: the plan may change, and what is remembered
 * beyond it changes no verdict. Windows that it shares are those of its plan, and the API's.
 */
export function widestClaims(api: Api, holder: Holder): Claim[] {
  const subject = `{api:${api.id}}:key:${holder.id}`;
  const plans = Object.values(api.plans);
  const claims = new Map<string, Claim>();
  for (const { limit, seconds } of plans.flatMap(({ windows }) => windows)) {
    claims.set(`${limit} ${seconds}`, { kind: "sliding", subject, limit, periodSeconds: seconds });
  }
  for (const [period, limit] of quotaPeriods(plans)) claims.set(period, { kind: "calendar", subject, limit, period });
  return [...claims.values(), ...sharedClaims(api, holder)];
}

/** Whether whose key it is and on which plan says in which windows its units count. */
export function sharesByHolder({ plans }: Pick<Api, "plans">): boolean {
  return Object.values(plans).some(({ accountWindows = [], tenantWindows = [] }) => accountWindows.length + tenantWindows.length > 0);
}

/** From when on units still count in some window or quota of these APIs; Infinity = in none. A budget for life counts all of them (0). */
export function countsSinceMs(apis: readonly Api[], nowMs: number): number {
  const plans = apis.flatMap((api) => Object.values(api.plans));
  const windows = [...plans.flatMap(windowsOf), ...apis.flatMap(({ settings }) => settings.windows)];
  const quotas = plans.flatMap(({ quota }) => (quota === null ? [] : [Math.max(0, periodStartMs(quota.period, nowMs))]));
  return Math.min(Number.POSITIVE_INFINITY, ...windows.map(({ seconds }) => nowMs - seconds * 1000), ...quotas);
}

function sharedClaims(api: Api, holder: Holder): Claim[] {
  const plan = api.plans[holder.planName];
  const nothing: Plan = { name: holder.planName, windows: [], quota: null, allowTokens: false, endpoints: null };
  return claimsOf(api, holder, { ...(plan ?? nothing), windows: [], quota: null });
}

function windowsOf({ windows, accountWindows = [], tenantWindows = [] }: Plan): readonly Window[] {
  return [...windows, ...accountWindows, ...tenantWindows];
}

function quotaPeriods(plans: readonly Plan[]): Map<CalendarClaim["period"], number> {
  const limits = new Map<CalendarClaim["period"], number>();
  for (const { quota } of plans) {
    if (quota !== null) limits.set(quota.period, Math.max(quota.limit, limits.get(quota.period) ?? 0));
  }
  return limits;
}
