// Promise of the form that creates keys: what is sent becomes exactly that key, and nothing left out ever means more than was said.
import { describe, expect, it } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { DIALECTS } from "@/lib/core/dialects/index";
import { SAMPLE_ENDPOINTS } from "@/lib/core/sample-endpoints";
import { formApi } from "./form-api";
import type { FormTenant } from "./key-draft";
import { readKeyForm } from "./read-key-form";
import { MOST_LISTED_TENANTS } from "./tenant-choice";

const UNLIMITED = { name: "default", windows: [], quota: null, allowTokens: true, endpoints: null };

function api(slug: string, dialect: string, endpoints: Api["endpoints"], plans: Api["plans"] = { default: UNLIMITED }): Api {
  const literal = DIALECTS[dialect];
  if (literal === undefined) throw new Error(dialect);
  const rest = { upstream: "sample", hosts: [], settings: DEFAULT_SETTINGS, holdsForeignSecrets: false };
  return { id: slug, slug, name: slug, dialect: literal, endpoints, plans, ...rest };
}

const GOLD = { ...UNLIMITED, name: "gold", windows: [{ limit: 100, seconds: 60 }], quota: { limit: 5, period: "month" as const } };
const APIS = [
  api("fusion-ai", "fusion-ai", SAMPLE_ENDPOINTS["fusion-ai"]),
  api("infuzu", "infuzu", SAMPLE_ENDPOINTS.infuzu, { default: UNLIMITED, gold: GOLD }),
  api("management", "fusionauth", [{ path: "/api/tenant", methods: ["GET"], permission: null, cost: 1 }]),
  api("legacy", "standard", []),
  api("shop", "cryptofuse", [{ path: "/orders", methods: ["GET"], permission: "read", cost: 1 }]),
].map(formApi);

const TENANTS = ["aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"];
const OFFERED = TENANTS.map((id, index) => ({ id, name: `Tenant ${index}` }));
const RULES = { longestKeyDays: null, usualKeyDays: 90 };
const NOW = Date.parse("2026-11-25T12:00:00Z");
const ID = "11111111-1111-4111-8111-111111111111";

type Fields = Readonly<Record<string, string | readonly string[]>>;

const NARROW: Fields = {
  id: ID,
  api: "fusion-ai",
  name: "ci",
  extent: "selected",
  call: ["GET /models"],
  permission: ["models"],
  expiry: "90",
};

function read(fields: Fields, offered: { tenants?: readonly FormTenant[]; needsTenant?: boolean; offersKeyManager?: boolean } = {}) {
  const sent = {
    text: (name: string) => [fields[name] ?? ""].flat()[0] ?? "",
    texts: (name: string) => [fields[name] ?? []].flat(),
  };
  return readKeyForm(sent, {
    apis: APIS,
    tenants: OFFERED,
    needsTenant: false,
    offersKeyManager: false,
    rules: RULES,
    nowMs: NOW,
    ...offered,
  });
}

it("a narrow key is exactly what was chosen", () => {
  expect(read({ ...NARROW, purpose: "read-only", addresses: "10.0.0.0/8\n 2001:db8::1, 10.0.0.0/8", tenantId: TENANTS[0]! })).toEqual({
    ok: true,
    value: {
      id: ID,
      api: "fusion-ai",
      name: "ci",
      description: "",
      purpose: "read-only",
      plan: "default",
      tenantId: TENANTS[0],
      permissions: ["models"],
      endpoints: { "/models": ["GET"] },
      ipAllowList: ["10.0.0.0/8", "2001:db8::1"],
      expiresAt: "2027-02-23T12:00:00Z",
      keyManager: false,
    },
  });
});

describe("nothing left out means everything", () => {
  it.each([
    [{ call: [] }],
    [{ extent: "", call: [] }],
    [{ extent: "" }],
    [{ extent: "all" }],
    [{ call: ["GET /elsewhere"] }],
    [{ call: ["GET"] }],
    [{ call: ["get /models"] }],
  ])("%j is refused", (fields) => {
    expect(read({ ...NARROW, ...fields })).toMatchObject({ ok: false, problems: [{ field: "endpoints" }] });
  });

  it("every endpoint is opened by saying so, whatever is ticked beside it", () => {
    expect(read({ ...NARROW, extent: "everything" })).toMatchObject({ ok: true, value: { endpoints: {}, permissions: ["models"] } });
  });

  it("no permission is none, not every one", () => {
    expect(read({ ...NARROW, permission: [] })).toMatchObject({ ok: true, value: { permissions: [] } });
    expect(read({ ...NARROW, permission: ["*", "models"] })).toMatchObject({ ok: true, value: { permissions: ["*"] } });
  });

  it("an API without endpoints asks for no choice", () => {
    expect(read({ ...NARROW, api: "legacy", permission: ["read"], extent: "" })).toMatchObject({ ok: true, value: { endpoints: {} } });
  });
});

it.each<[Fields, string]>([
  [{ api: "nowhere" }, "api"],
  [{ api: "" }, "api"],
  [{ name: " " }, "name"],
  [{ name: "a\tb" }, "name"],
  [{ name: "x".repeat(201) }, "name"],
  [{ description: "\0" }, "description"],
  [{ permission: ["sudo"] }, "permissions"],
  [{ api: "infuzu", call: ["GET /models"], plan: "silver" }, "plan"],
  [{ tenantId: ID }, "tenantId"],
  [{ addresses: "10.0.0.0/33" }, "ipAllowList"],
  [{ addresses: "example.com" }, "ipAllowList"],
  [{ expiry: "" }, "expiresAt"],
  [{ expiry: "7" }, "expiresAt"],
  [{ expiry: "date", expiryDate: "" }, "expiresAt"],
  [{ expiry: "date", expiryDate: "tomorrow" }, "expiresAt"],
  [{ secret: "typed-by-hand" }, "secret"],
  [{ api: "management", call: ["GET /api/tenant"], secret: "short" }, "secret"],
])("%j is refused at %s", (fields, field) => {
  const reading = read({ ...NARROW, ...fields });
  expect(reading).toMatchObject({ ok: false });
  expect(reading.ok ? [] : reading.problems.map((problem) => problem.field)).toEqual([field]);
});

it("whoever is confined chooses one of their tenants, also where it is the only one", () => {
  const [own, other] = [TENANTS[0]!, TENANTS[1]!];
  const offered = { tenants: [OFFERED[0]!], needsTenant: true };
  expect(read({ ...NARROW, tenantId: own }, offered)).toMatchObject({ ok: true, value: { tenantId: own } });
  for (const tenantId of ["", other, ID, "none"]) {
    expect(read({ ...NARROW, tenantId }, offered)).toMatchObject({ ok: false, problems: [{ field: "tenantId" }] });
  }
});

it("where there are more tenants than a list holds, a name will do, and another one is told apart from none", () => {
  const many = Array.from({ length: MOST_LISTED_TENANTS }, (_, n) => ({
    id: `cccccccc-cccc-4ccc-8ccc-${String(n).padStart(12, "0")}`,
    name: `T${n}`,
  }));
  const offered = { tenants: [...many, ...OFFERED] };
  for (const tenantId of ["Tenant 1", TENANTS[1]!]) {
    expect(read({ ...NARROW, tenantId }, offered)).toMatchObject({ ok: true, value: { tenantId: TENANTS[1] } });
  }
  expect(read({ ...NARROW, tenantId: " " }, offered)).toMatchObject({ ok: true, value: { tenantId: null } });
  expect(read({ ...NARROW, tenantId: "Tenant" }, offered)).toMatchObject({
    problems: [{ message: expect.stringContaining("name or id") }],
  });
});

it("with one tenant none is asked for, and none is taken", () => {
  expect(read({ ...NARROW, tenantId: TENANTS[0]! }, { tenants: [OFFERED[0]!] })).toMatchObject({
    ok: false,
    problems: [{ field: "tenantId" }],
  });
});

it("the key-manager flag is taken only from whom it was offered to, and for the API whose keys can make keys", () => {
  const form = { ...NARROW, api: "management", call: ["GET /api/tenant"], secret: "super-secret-key", keyManager: "on" };
  expect(read(form)).toMatchObject({ value: { keyManager: false } });
  expect(read(form, { offersKeyManager: true })).toMatchObject({ value: { keyManager: true } });
  expect(read({ ...NARROW, keyManager: "on" }, { offersKeyManager: true })).toMatchObject({ value: { keyManager: false } });
});

it("a secret is typed only where the dialect allows it", () => {
  const form = { ...NARROW, api: "management", call: ["GET /api/tenant"], freePermissions: "*", secret: "super-secret-key" };
  expect(read(form)).toMatchObject({ ok: true, value: { secret: "super-secret-key", permissions: ["*"] } });
  expect(APIS.map(({ slug, typedSecret }) => [slug, typedSecret !== null])).toEqual([
    ["fusion-ai", false],
    ["infuzu", false],
    ["management", true],
    ["legacy", false],
    ["shop", false],
  ]);
});

it.each([
  ["30", "", "2026-12-25T12:00:00Z"],
  ["365", "", "2027-11-25T12:00:00Z"],
  ["date", "2027-01-31", "2027-01-31T23:59:59Z"],
  ["never", "", null],
])("expiry %s %s is %s", (expiry, expiryDate, expiresAt) => {
  expect(read({ ...NARROW, expiry, expiryDate })).toMatchObject({ ok: true, value: { expiresAt } });
});

it("permissions are the dialect's list, or what endpoints need, or free names; presets fill in what can be had", () => {
  expect(APIS.map(({ permissions }) => permissions)).toEqual([
    ["chat", "models", "account"],
    [],
    [],
    ["read", "write", "admin", "webhook"],
    ["read"],
  ]);
  expect(APIS[4]?.purposes.map(({ permissions }) => permissions)).toEqual([["read"], ["read"], ["read"], []]);
  expect(read({ ...NARROW, api: "infuzu", plan: "gold", freePermissions: "read, write\nread" })).toMatchObject({
    value: { permissions: ["read", "write"], plan: "gold" },
  });
});

it("plans say what they allow", () => {
  expect(APIS[1]?.plans.map(({ words }) => words)).toEqual(["no limits", "100 a minute, 5 a calendar month"]);
});
