// What `POST /v1/verify` answers a team's backend, row by row: Keyfuse's own rule, so that every quote is one.
import { between, type Call, type Expected, having, type Row, rule, type Table } from "./row";
import { MANAGEMENT_SECRETS, SERVICE_SECRETS, secretOf } from "./secrets";
import { DEFAULT_TENANT } from "./world";
import { PIED_PIPER } from "./world-keys";

const DECIDED = rule("decided = 200 with valid and code (VALID, NOT_FOUND, EXPIRED, REVOKED, PAUSED, FORBIDDEN, …)");
const backend = ["Authorization", `Bearer ${SERVICE_SECRETS.backend}`] as const;
const error = (code: Expected = /^[a-z_]+$/): Expected => ({ error: { code, message: /\S/ } });
const secret = (name: string) => secretOf("standard", name);

function verify(body: unknown, headers: Call["headers"] = [backend]): Call {
  return {
    method: "POST",
    path: "/v1/verify",
    headers: [["Content-Type", "application/json"], ...headers],
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

const valid = (members: { readonly [name: string]: Expected }): Row["expect"] => ({
  status: 200,
  json: having({ valid: true, code: "VALID", ...members }),
});
const invalid = (code: string): Row["expect"] => ({ status: 200, json: having({ valid: false, code }) });

const decidedRows: Row[] = [
  {
    promise: "a good key is described",
    quote: rule("{valid, code, keyId, name, tenantId, permissions, metadata, expiresAt, rateLimits[]}"),
    request: verify({ key: secret("read"), api: "standard" }),
    expect: {
      status: 200,
      json: {
        valid: true,
        code: "VALID",
        keyId: /^key_\d{10}$/,
        name: "read",
        tenantId: null,
        permissions: ["read"],
        metadata: {},
        expiresAt: null,
        rateLimits: [],
      },
    },
  },
  { promise: "a key whose API is not named", quote: DECIDED, request: verify({ key: secret("read") }), expect: valid({ name: "read" }) },
  {
    promise: "an expiry is told as an instant",
    quote: DECIDED,
    request: verify({ key: secret("lasting"), api: "standard" }),
    expect: valid({ expiresAt: "2099-12-31T23:59:59Z" }),
  },
  {
    promise: "a key's windows are told",
    quote: rule("rateLimits[] = {name, limit, remaining, windowSeconds, resetSeconds}"),
    request: verify({ key: secret("page"), api: "standard", cost: 40 }),
    expect: valid({
      rateLimits: [
        { name: "minute", limit: 100, remaining: between(50, 60), windowSeconds: 60, resetSeconds: between(1, 60) },
        { name: "hour", limit: 1000, remaining: between(950, 960), windowSeconds: 3600, resetSeconds: between(1, 3600) },
        { name: "day", limit: 5000, remaining: between(4950, 4960), windowSeconds: 86400, resetSeconds: between(1, 86400) },
      ],
    }),
  },
  {
    promise: "without method and path the endpoint is not asked about",
    quote: rule("Without method and path the endpoint check is skipped."),
    request: verify({ key: secret("granted"), api: "standard" }),
    expect: valid({}),
  },
  {
    promise: "a granted endpoint",
    quote: DECIDED,
    request: verify({ key: secret("granted"), api: "standard", method: "GET", path: "/things/7" }),
    expect: valid({}),
  },
  {
    promise: "a listed address",
    quote: DECIDED,
    request: verify({ key: secret("fenced"), api: "standard", address: "203.0.113.9" }),
    expect: valid({}),
  },
  {
    promise: "a tenant's key for its own tenant",
    quote: DECIDED,
    request: verify({ key: MANAGEMENT_SECRETS.piedPiper, api: "management", tenantId: PIED_PIPER }),
    expect: valid({ tenantId: PIED_PIPER }),
  },
  ...(
    [
      ["a key nobody has", "NOT_FOUND", { key: secret("nobody"), api: "standard" }],
      ["a key nobody has, at no named API", "NOT_FOUND", { key: "nobody-has-this" }],
      ["a key of another API", "NOT_FOUND", { key: secretOf("infuzu", "good"), api: "standard" }],
      ["a revoked key", "REVOKED", { key: secret("revoked"), api: "standard" }],
      ["an expired key", "EXPIRED", { key: secret("expired"), api: "standard" }],
      ["no address for a key that has a list", "ADDRESS_NOT_ALLOWED", { key: secret("fenced"), api: "standard" }],
      ["an address that is not listed", "ADDRESS_NOT_ALLOWED", { key: secret("fenced"), api: "standard", address: "198.51.100.1" }],
      ["another tenant", "WRONG_TENANT", { key: MANAGEMENT_SECRETS.piedPiper, api: "management", tenantId: DEFAULT_TENANT }],
      ["a missing permission", "INSUFFICIENT_PERMISSIONS", { key: secret("read"), api: "standard", method: "GET", path: "/v1/admin" }],
      ["an endpoint that is not granted", "FORBIDDEN", { key: secret("granted"), api: "standard", method: "GET", path: "/things/search" }],
      [
        "an endpoint that the plan leaves out",
        "FORBIDDEN",
        { key: secret("narrow"), api: "standard", method: "GET", path: "/things/search" },
      ],
      ["a path that is not registered", "FORBIDDEN", { key: secret("good"), api: "standard", method: "GET", path: "/nowhere" }],
    ] as const
  ).map(([promise, code, body]): Row => ({ promise: `${promise}: ${code}`, quote: DECIDED, request: verify(body), expect: invalid(code) })),
  {
    promise: "a valid verification spends: the window is full then",
    quote: rule("A valid verify spends and counts once."),
    before: [{ request: verify({ key: secret("verified"), api: "standard" }), times: 2, status: 200 }],
    request: verify({ key: secret("verified"), api: "standard" }),
    expect: invalid("RATE_LIMITED"),
  },
  {
    promise: "an invalid verification spends nothing",
    quote: rule("A valid verify spends and counts once."),
    before: [
      { request: verify({ key: secret("verified-spared"), api: "standard", method: "GET", path: "/nowhere" }), times: 3, status: 200 },
    ],
    request: verify({ key: secret("verified-spared"), api: "standard" }),
    expect: valid({ rateLimits: [having({ name: "minute", limit: 2, remaining: 1 })] }),
  },
  {
    promise: "a spent quota",
    quote: DECIDED,
    before: [{ request: verify({ key: secret("verified-quota"), api: "standard" }), times: 1, status: 200 }],
    request: verify({ key: secret("verified-quota"), api: "standard" }),
    expect: invalid("QUOTA_EXCEEDED"),
  },
];

const TAKEN = rule("fusion-ai, fusionauth and cryptofuse accept tokens; standard and infuzu do not. The same windows and usage as keys.");

/** What is verified may be a token where the API takes tokens: decided as at its gateway. */
const tokenRows: Row[] = [
  {
    promise: "a good token of an API that takes tokens",
    quote: TAKEN,
    request: verify({ key: "{token:good}", api: "fusion" }),
    expect: valid({ permissions: ["chat", "models", "account"] }),
  },
  {
    promise: "a good token for an endpoint that its scopes open",
    quote: TAKEN,
    request: verify({ key: "{token:modelsOnly}", api: "fusion", method: "GET", path: "/models" }),
    expect: valid({}),
  },
  ...(
    [
      ["a token without the scope", "INSUFFICIENT_PERMISSIONS", { key: "{token:chatOnly}", api: "fusion", method: "GET", path: "/models" }],
      ["a token of another issuer", "NOT_FOUND", { key: "{token:wrongIssuer}", api: "fusion" }],
      ["a token for another audience", "NOT_FOUND", { key: "{token:wrongAudience}", api: "fusion" }],
      ["a token at an API that takes none", "NOT_FOUND", { key: "{token:good}", api: "standard" }],
    ] as const
  ).map(([promise, code, body]): Row => ({ promise: `${promise}: ${code}`, quote: TAKEN, request: verify(body), expect: invalid(code) })),
];

const BAD_BODY = rule("bad body 400, bad service key 401, without keys:verify 403, as {error:{code,message}}");

const refusedRows: Row[] = [
  ...(
    [
      ["no JSON", "{"],
      ["an empty body", ""],
      ["a list", "[]"],
      ["no key", { api: "standard" }],
      ["a key that is no text", { key: 5 }],
      ["a name that nobody documents", { key: "x", colour: "red" }],
      ["an API that does not exist", { key: "x", api: "nowhere" }],
      ["a path without a method", { key: "x", path: "/things" }],
      ["a path with two readings", { key: "x", method: "GET", path: "/things/../x" }],
      ["a cost of nothing", { key: "x", cost: 0 }],
      ["a tenant that is no UUID", { key: "x", tenantId: "hooli" }],
    ] as const
  ).map(
    ([promise, body]): Row => ({
      promise: `${promise} → 400`,
      quote: BAD_BODY,
      request: verify(body),
      expect: { status: 400, json: error() },
    }),
  ),
  {
    promise: "a body over 1 MiB",
    quote: rule("Own endpoints read at most 1 MiB (413 beyond)"),
    request: verify({ key: "x".repeat(1_100_000) }),
    expect: { status: 413, json: error() },
  },
  ...(
    [
      ["no service key", []],
      ["an unknown service key", [["Authorization", "Bearer nobody-has-this"]]],
      ["a service key without its scheme", [["Authorization", SERVICE_SECRETS.backend]]],
      ["a key of an API", [["Authorization", `Bearer ${secret("good")}`]]],
      ["a key of the management API", [["Authorization", `Bearer ${MANAGEMENT_SECRETS.global}`]]],
      ["a revoked service key", [["Authorization", `Bearer ${SERVICE_SECRETS.revoked}`]]],
    ] as const
  ).map(
    ([promise, headers]): Row => ({
      promise: `${promise} → 401, whatever the body`,
      quote: BAD_BODY,
      request: verify("{", headers),
      expect: { status: 401, json: error() },
    }),
  ),
  {
    promise: "a service key without keys:verify",
    quote: BAD_BODY,
    request: verify({ key: "x" }, [["Authorization", `Bearer ${SERVICE_SECRETS.mute}`]]),
    expect: { status: 403, json: error() },
  },
  {
    promise: "two service keys",
    quote: rule("Two of them, one of them twice … = several (400)"),
    request: verify({ key: "x" }, [backend, ["Authorization", `Bearer ${SERVICE_SECRETS.mute}`]]),
    expect: { status: 400, json: error("multiple_credentials") },
    needs: ["raw-lines"],
  },
  {
    promise: "another method",
    quote: rule("405 (+ Allow)"),
    request: { method: "GET", path: "/v1/verify", headers: [backend] },
    expect: { status: 405, json: error(), headers: { allow: "POST" } },
    needs: ["any-method"],
  },
];

export const verifyTable: Table = {
  dialect: "keyfuse-service",
  rows: [...decidedRows, ...tokenRows, ...refusedRows].map((row) => ({ ...row, needs: [...(row.needs ?? []), "verify" as const] })),
};
