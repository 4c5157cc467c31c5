// Promise: a diff names every change, and says of each whether the key gains or loses by it; what only looks different is no change.
import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { standard } from "@/lib/core/dialects/standard";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { draftOf, type EditableKey, unregisteredCalls } from "./edited-key";
import { formApi } from "./form-api";
import { changedFields, diffKey } from "./key-diff";

const PLAN = { windows: [], quota: null, allowTokens: true, endpoints: null };
const plans = {
  default: { ...PLAN, name: "default" },
  small: { ...PLAN, name: "small", windows: [{ limit: 10, seconds: 60 }], endpoints: { "/v1/models": ["GET"] } },
};
const REST = { id: "x", upstream: null, hosts: [], settings: DEFAULT_SETTINGS, holdsForeignSecrets: false, plans };
const API = formApi({ ...REST, slug: "standard", name: "Standard", dialect: standard, endpoints: SAMPLE_ENDPOINTS.standard });

const KEY: EditableKey = {
  name: "ci",
  description: "",
  purpose: "development",
  plan: "default",
  permissions: ["read"],
  endpoints: { "/v1/models": ["GET"] },
  ipAllowList: ["10.0.0.0/8"],
  expiresAt: "2027-02-23T12:00:00.000Z",
  keyManager: false,
};

const diff = (change: Partial<EditableKey>) => diffKey(KEY, { ...KEY, ...change }, API);

describe("what is no change", () => {
  it.each<Partial<EditableKey>>([
    {},
    { expiresAt: "2027-02-23T12:00:00Z" },
    { permissions: ["read", "read"] },
    { ipAllowList: ["10.0.0.0/8", "10.0.0.0/8"] },
  ])("%j", (change) => {
    expect(diff(change)).toEqual({ changes: [], gained: [], lost: [] });
  });

  it("parameter names, the order of methods, and line ends", () => {
    const one = { ...KEY, description: "a\r\nb", endpoints: { "/a/{id}": ["GET", "PUT"] } };
    expect(changedFields(one, { ...KEY, description: "a\nb", endpoints: { "/a/{any}": ["PUT", "GET"] } })).toEqual([]);
  });
});

it.each<[Partial<EditableKey>, string, string[], string[]]>([
  [{ name: "nightly" }, "Name: ci → nightly", [], []],
  [{ description: "for CI" }, "Description: None → for CI", [], []],
  [{ purpose: "read-only" }, "Purpose: Development → Read-only", [], []],
  [{ purpose: null }, "Purpose: Development → No particular one", [], []],
  [{ permissions: [] }, "Permissions: read → None", [], ["GET /v1/models", "the permission read"]],
  [{ permissions: ["*"] }, "Permissions: read → Every one, later ones too", ["every permission, later ones too"], []],
  [
    { endpoints: { "/v1/models": ["GET"], "/v1/generate": ["POST"] }, permissions: ["read", "write"] },
    "Permissions: read → read, write; Endpoints: GET /v1/models → GET /v1/models, POST /v1/generate",
    ["POST /v1/generate", "the permission write"],
    [],
  ],
  [{ ipAllowList: [] }, "Allowed addresses: 10.0.0.0/8 → Any", ["requests from anywhere"], []],
  [
    { ipAllowList: ["10.1.0.0/16", "192.0.2.7"] },
    "Allowed addresses: 10.0.0.0/8 → 10.1.0.0/16, 192.0.2.7",
    ["requests from 192.0.2.7"],
    ["requests from 10.0.0.0/8"],
  ],
  [{ expiresAt: null }, "Expires: 23 February 2027, 12:00 UTC → Never", ["a life without an end"], []],
  [
    { expiresAt: "2027-01-01T00:00:00Z" },
    "Expires: 23 February 2027, 12:00 UTC → 1 January 2027, 00:00 UTC",
    [],
    ["time until 23 February 2027"],
  ],
  [{ plan: "small" }, "Plan: default: no limits → small: 10 a minute", [], []],
  [{ keyManager: true }, "Key manager: No → May make keys", ["making keys"], []],
])("%j", (change, words, gained, lost) => {
  const found = diff(change);
  expect(found.changes.map(({ label, before, after }) => `${label}: ${before} → ${after}`).join("; ")).toBe(words);
  expect(found.gained).toEqual(gained);
  expect(found.lost).toEqual(lost);
});

it("opening everything says that later calls come along", () => {
  expect(diff({ endpoints: {}, permissions: ["read"] }).gained).toContain("calls that are added to the API later");
});

it("a narrower plan takes away the calls that it does not include", () => {
  const wide = { ...KEY, endpoints: {}, permissions: ["*"] };
  const { gained, lost } = diffKey(wide, { ...wide, plan: "small" }, API);
  expect(gained).toEqual([]);
  expect(lost).toContain("POST /v1/generate");
  expect(lost).not.toContain("GET /v1/models");
});

describe("the form filled in with a key", () => {
  const held = { ...KEY, api: "standard", tenantId: null };

  it("says what the key has, and keeps its end", () => {
    expect(draftOf(held, API)).toMatchObject({ calls: ["GET /v1/models"], extent: "selected", expiry: "keep", addresses: "10.0.0.0/8" });
    expect(draftOf({ ...held, endpoints: {} }, API)).toMatchObject({ calls: [], extent: "everything" });
  });

  it("names calls that the API does not register, so that saving loses none unseen", () => {
    const endpoints = { "/v1/models": ["GET", "DELETE"], "/gone": ["GET"] };
    expect(unregisteredCalls(API, { endpoints })).toEqual(["DELETE /v1/models", "GET /gone"]);
    expect(draftOf({ ...held, endpoints }, API).calls).toEqual(["GET /v1/models", "DELETE /v1/models", "GET /gone"]);
  });
});
