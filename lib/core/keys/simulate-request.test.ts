// Promise: a request tried against a key that is not saved fares as the gate would have it, check by check.
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { formApi } from "./form-api";
import { type SimulatedKey, type SimulatedRequest, simulateRequest } from "./simulate-request";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const PLAN = { windows: [], quota: null, allowTokens: true, endpoints: null };
const plans = { default: { ...PLAN, name: "default" }, small: { ...PLAN, name: "small", endpoints: { "/users": ["GET"] } } };
const endpoints = [
  { path: "/users", methods: ["GET", "POST"], permission: "read", cost: 1 },
  { path: "/users/{id}", methods: ["GET", "DELETE"], permission: "read", cost: 1 },
  { path: "/status", methods: ["GET"], permission: null, cost: 1 },
];
const REST = {
  id: "x",
  name: "Own",
  dialect: fusionauth,
  upstream: null,
  hosts: [],
  settings: DEFAULT_SETTINGS,
  holdsForeignSecrets: false,
};
const API = formApi({ ...REST, slug: "own", plans, endpoints });
const BARE = formApi({ ...REST, slug: "bare", plans, endpoints: [] });

const KEY: SimulatedKey = {
  plan: "default",
  tenantId: "one",
  permissions: ["read"],
  endpoints: { "/users": ["GET"] },
  ipAllowList: ["10.0.0.0/8"],
  expiresAtMs: NOW + 1000,
  isPaused: false,
};
const REQUEST: SimulatedRequest = { method: "GET", path: "/users/42?full=1", address: "10.1.2.3", tenantId: null };

it.each<[string, Partial<SimulatedKey>, Partial<SimulatedRequest>, string | null]>([
  ["passes", {}, {}, null],
  ["HEAD counts as GET", {}, { method: "HEAD" }, null],
  ["meets a pause", { isPaused: true }, {}, "paused"],
  ["ends at the instant of its end", { expiresAtMs: NOW }, {}, "expired"],
  ["comes from elsewhere", {}, { address: "192.0.2.7" }, "address_not_allowed"],
  ["does not say from where", {}, { address: "" }, "address_not_allowed"],
  ["from anywhere", { ipAllowList: [] }, { address: "" }, null],
  ["names its tenant", {}, { tenantId: "one" }, null],
  ["names another tenant", {}, { tenantId: "two" }, "wrong_tenant"],
  ["asks for a path nobody registered", {}, { path: "/nowhere" }, "not_found"],
  ["with a slash too many at its end", {}, { path: "/users/" }, "not_found"],
  ["by a method nobody registered", {}, { method: "PATCH" }, "method_not_allowed"],
  ["without the permission", { permissions: [] }, {}, "missing_permission"],
  ["that the key does not open", {}, { method: "DELETE" }, "endpoint_not_granted"],
  ["that no endpoints open at all", { endpoints: {} }, { method: "DELETE" }, null],
  ["that the plan leaves out", { endpoints: {}, plan: "small" }, { path: "/status" }, "plan_restricted"],
])("%s", (_name, key, request, code) => {
  const result = simulateRequest(API, { ...KEY, ...key }, { ...REQUEST, ...request }, NOW);
  expect(result).toMatchObject({ kind: "judged", code });
  const failed = result.kind === "judged" ? result.steps.filter(({ state }) => state === "failed") : [];
  expect(failed).toHaveLength(code === null ? 0 : 1);
});

it("names the endpoint it judged, and each check with its outcome", () => {
  const result = simulateRequest(API, KEY, { ...REQUEST, method: "DELETE" }, NOW);
  expect(result).toMatchObject({ endpoint: "DELETE /users/{id}" });
  expect(result.kind === "judged" ? result.steps.map(({ id, state }) => `${id} ${state}`) : []).toEqual([
    "paused passed",
    "expired passed",
    "address passed",
    "tenant skipped",
    "endpoint passed",
    "permission passed",
    "grant failed",
    "plan not-reached",
  ]);
});

it("every path of an API without endpoints is open to its keys", () => {
  expect(simulateRequest(BARE, { ...KEY, permissions: [] }, { ...REQUEST, path: "/anything" }, NOW)).toMatchObject({
    code: null,
    endpoint: null,
  });
});

it.each<[Partial<SimulatedRequest>, string]>([
  [{ path: "users" }, "path"],
  [{ path: "" }, "path"],
  [{ path: "/a/../b" }, "path"],
  [{ path: "/%zz" }, "path"],
  [{ address: "localhost" }, "address"],
  [{ address: "10.0.0.0/8" }, "address"],
])("%j is no request", (request, field) => {
  expect(simulateRequest(API, KEY, { ...REQUEST, ...request }, NOW)).toMatchObject({ kind: "unreadable", field });
});
