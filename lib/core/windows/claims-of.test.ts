// The claims of a request: whose windows it meets, in which order, under which subjects.
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, type Plan } from "@/lib/core/catalogue";
import { claimName } from "./claim";
import { claimsOf } from "./claims-of";

const PLAN: Plan = {
  name: "gold",
  windows: [
    { limit: 1, seconds: 60 },
    { limit: 2, seconds: 3600 },
  ],
  accountWindows: [{ limit: 3, seconds: 60 }],
  tenantWindows: [{ limit: 4, seconds: 60 }],
  quota: { limit: 5, period: "month" },
  allowTokens: true,
  endpoints: null,
};
const API = { id: "1", settings: { ...DEFAULT_SETTINGS, windows: [{ limit: 6, seconds: 1 }] } };

test("own windows, then shared ones, then the quota; every subject carries the tag of its API", () => {
  const claims = claimsOf(API, { id: "k", accountId: "a", tenantId: "t" }, PLAN);
  expect(claims.map((claim) => [claimName(claim), claim.subject, claim.limit])).toEqual([
    ["minute", "{api:1}:key:k", 1],
    ["hour", "{api:1}:key:k", 2],
    ["account-minute", "{api:1}:account:a:gold", 3],
    ["tenant-minute", "{api:1}:tenant:t:gold", 4],
    ["api-second", "{api:1}:api", 6],
    ["quota-month", "{api:1}:key:k", 5],
  ]);
});

test("nothing configured: no claims", () => {
  const plan: Plan = { name: "free", windows: [], quota: null, allowTokens: true, endpoints: null };
  expect(claimsOf({ ...API, settings: DEFAULT_SETTINGS }, { id: "k", accountId: "a", tenantId: "t" }, plan)).toEqual([]);
});
