// Promise: the form starts narrow, presets fill in permissions, and another API takes nothing over that it does not have.
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { standard } from "@/lib/core/dialects/standard";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { formApi } from "./form-api";
import { chooseApi, endOf, newDraft, powerOf, withPurpose } from "./key-draft";

const plans = { default: { name: "default", windows: [], quota: null, allowTokens: true, endpoints: null } };
const rest = { id: "x", upstream: null, hosts: [], settings: DEFAULT_SETTINGS, holdsForeignSecrets: false, plans };
const API = formApi({ ...rest, slug: "standard", name: "Standard", dialect: standard, endpoints: SAMPLE_ENDPOINTS.standard });
const BARE = formApi({ ...rest, slug: "bare", name: "Bare", dialect: standard, endpoints: [] });
const RULES = { longestKeyDays: null, usualKeyDays: 90 };
const NOW = Date.parse("2026-11-25T12:00:00Z");

it("begins with nothing opened, 90 days, and the first purpose's permissions", () => {
  const draft = newDraft(API, RULES);
  expect(draft).toMatchObject({ extent: "selected", calls: [], expiry: "90", purpose: "development", permissions: ["read", "write"] });
  expect(powerOf(draft, API, null, null)).toBeNull();
});

it("presets fill in permissions; no particular purpose leaves them", () => {
  const draft = withPurpose(newDraft(API, RULES), API, "admin");
  expect(draft.permissions).toEqual(["admin"]);
  expect(withPurpose(draft, API, "")).toMatchObject({ purpose: "", permissions: ["admin"] });
});

it("another API starts without the calls and the secret of the one before", () => {
  const draft = { ...newDraft(API, RULES), name: "ci", calls: ["GET /v1/models"], extent: "everything" as const, secret: "x" };
  expect(chooseApi(draft, BARE)).toMatchObject({ api: "bare", name: "ci", calls: [], extent: "selected", secret: "" });
});

it("the same API chosen once more keeps what is filled in, its secret too", () => {
  const draft = { ...newDraft(API, RULES), calls: ["GET /v1/models"], secret: "x" };
  expect(chooseApi(draft, API)).toEqual(draft);
});

it("its power is that of the key it would become", () => {
  const draft = {
    ...newDraft(API, RULES),
    calls: ["GET /v1/models", "POST /v1/resources"],
    tenantId: "t",
    addresses: "10.0.0.0/8",
    expiry: "30",
  };
  expect(powerOf(draft, API, "Pied Piper", endOf(draft, NOW, RULES))).toMatchObject({
    grant: { permissions: ["read", "write"], endpoints: { "/v1/models": ["GET"], "/v1/resources": ["POST"] } },
    tenantName: "Pied Piper",
    ipAllowList: ["10.0.0.0/8"],
    expiresAt: "2026-12-25T12:00:00Z",
  });
  expect(powerOf(newDraft(BARE, RULES), BARE, null, null)).toMatchObject({ grant: { endpoints: {} } });
});
