// Promise: the head of a document tells every limit that a caller can run into.
import { expect, test } from "vitest";
import { type Api, DEFAULT_SETTINGS, type Plan } from "@/lib/core/catalogue";
import { cryptofuse } from "@/lib/core/dialects/cryptofuse";
import { describeApi } from "./words";

const PLAN: Plan = { name: "default", windows: [], quota: null, allowTokens: true, endpoints: null };
const API: Api = {
  id: "api",
  slug: "payments",
  name: "Payments",
  dialect: cryptofuse,
  upstream: "sample",
  hosts: [],
  endpoints: [],
  plans: { default: PLAN },
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};

test("a plan without limits says so", () => {
  expect(describeApi(API, null)).toContain("| default | none | accepted |");
});

test("own windows, shared windows, the quota and the API's windows all stand in it", () => {
  const plan: Plan = {
    ...PLAN,
    windows: [{ limit: 100, seconds: 60 }],
    accountWindows: [{ limit: 300, seconds: 3600 }],
    tenantWindows: [{ limit: 500, seconds: 30 }],
    quota: { limit: 1000, period: "month" },
  };
  const text = describeApi(
    { ...API, plans: { default: plan }, settings: { ...DEFAULT_SETTINGS, windows: [{ limit: 9, seconds: 1 }] } },
    null,
  );
  expect(text).toContain(
    "100 in any minute, 300 in any hour for all keys of an account together, 500 in any 30 seconds for all keys of a tenant together, 1000 in a calendar month",
  );
  expect(text).toContain("All callers together: 9 in any second.");
});
