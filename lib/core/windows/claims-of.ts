// The claims that a request of a caller makes: its own windows, those that it shares, then its quota.
import type { Api, Plan, Window } from "@/lib/core/catalogue";
import type { KeyRecord } from "@/lib/core/key-record";
import type { Claim, SharedBy } from "./claim";

/** As much of a record as its claims are made of. */
export type Claimant = Pick<KeyRecord, "id" | "accountId" | "tenantId">;

/**
 * Windows before quota: the caller's own, its account's, its tenant's, the API's. All are counted within the API and, but for the API's own, among
 * callers of the same plan, so that two plans' windows never count as one. The hash tag keeps an API's counters in one Redis slot.
 */
export function claimsOf(api: Pick<Api, "id" | "settings">, caller: Claimant, plan: Plan): Claim[] {
  const tag = `{api:${api.id}}`;
  const subject = `${tag}:key:${caller.id}`;
  const claims: Claim[] = [];
  addWindows(claims, plan.windows, subject);
  if (plan.accountWindows !== undefined && caller.accountId !== null) {
    addWindows(claims, plan.accountWindows, `${tag}:account:${caller.accountId}:${plan.name}`, "account");
  }
  if (plan.tenantWindows !== undefined && caller.tenantId !== null) {
    addWindows(claims, plan.tenantWindows, `${tag}:tenant:${caller.tenantId}:${plan.name}`, "tenant");
  }
  addWindows(claims, api.settings.windows, `${tag}:api`, "api");
  if (plan.quota !== null) claims.push({ kind: "calendar", subject, limit: plan.quota.limit, period: plan.quota.period });
  return claims;
}

function addWindows(claims: Claim[], windows: readonly Window[], subject: string, sharedBy?: SharedBy): void {
  for (const { limit, seconds } of windows) claims.push({ kind: "sliding", subject, limit, periodSeconds: seconds, sharedBy });
}
