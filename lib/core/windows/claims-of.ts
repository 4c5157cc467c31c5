// The claims a request of a key makes on its plan: one per window, then the quota.
import type { Plan } from "@/lib/core/catalogue";
import type { Claim } from "./claim";

/** Windows before quota, all counted for this key within its API. The hash tag keeps an API's counters in one Redis slot. */
export function claimsOf(apiId: string, keyId: string, plan: Plan): Claim[] {
  const subject = `{api:${apiId}}:key:${keyId}`;
  const claims: Claim[] = plan.windows.map((window) => ({
    kind: "sliding",
    subject,
    limit: window.limit,
    periodSeconds: window.seconds,
  }));
  if (plan.quota !== null) claims.push({ kind: "calendar", subject, limit: plan.quota.limit, period: plan.quota.period });
  return claims;
}
