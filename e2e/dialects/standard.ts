// What the example vendor's authentication page requires, row by row.
import { gatewayRows } from "./gateway-rows";
import { type Answered, type Call, type Expected, having, page, RETRY_AFTER, type Row, rule, type Table } from "./row";
import { secretOf } from "./secrets";
import { HOSTS } from "./world";

const failure = (code: Expected, message: Expected, details: Expected): Expected => ({ success: false, error: { code, message, details } });
const unauthorized = (code: string, message: string, details: Expected): Answered => ({
  status: 401,
  json: failure(code, message, details),
  headers: { "www-authenticate": /^Bearer\b/ },
});

const missing = unauthorized("MISSING_API_KEY", "API key is required", { header: "Authorization" });
const invalid = (keyId: Expected) => unauthorized("INVALID_API_KEY", "The provided API key is invalid", { key_id: keyId });
const unknown = invalid(/^key_\d{10}$/);
const forbidden = (required: string | null, granted: readonly string[]): Answered => ({
  status: 403,
  json: failure("INSUFFICIENT_PERMISSIONS", /^Access denied\. Check your API key permissions\./, { required: required ?? /\S/, granted }),
});
const limited = (limit: Expected, window: Expected): Answered => ({
  status: 429,
  json: failure("RATE_LIMIT_EXCEEDED", /\S/, { limit, window, retry_after: RETRY_AFTER }),
});

const secret = (name: string) => secretOf("standard", name);
const call = (authorization: string | null, path = "/v1/generate", method = "POST"): Call => ({
  method,
  path: `/gateway/standard${path}`,
  headers: [
    ...(authorization === null ? [] : [["Authorization", authorization] as const]),
    ...(method === "GET" ? [] : [["Content-Type", "application/json"] as const]),
  ],
  ...(method === "GET" ? {} : { body: '{"prompt":"Hello, world!","model":"gpt-4"}' }),
});
const bearer = (name: string, path?: string, method?: string) => call(`Bearer ${secret(name)}`, path, method);

const pageRows: Row[] = [
  {
    promise: "the page's own call: POST https://api.example.com/v1/generate",
    quote: page("curl -X POST https://api.example.com/v1/generate"),
    request: { ...bearer("read"), path: "/v1/generate", host: HOSTS.standard },
    expect: { status: 200 },
    needs: ["own-host"],
  },
  {
    promise: "the upstream gets the page's body as it was sent",
    quote: page('"prompt": "Hello, world!", "model": "gpt-4"'),
    request: bearer("read"),
    expect: { status: 200, json: having({ echo: having({ method: "POST", body: '{"prompt":"Hello, world!","model":"gpt-4"}' }) }) },
    needs: ["upstream"],
  },
  {
    promise: "the sample service answers the page's call",
    quote: page("curl -X POST https://api.example.com/v1/generate"),
    request: { ...call(`Bearer ${secret("sample")}`), path: "/gateway/standard-sample/v1/generate" },
    expect: { status: 200, json: having({}) },
    needs: ["upstream"],
  },
  {
    promise: "no key",
    quote: page('"code": "MISSING_API_KEY", "message": "API key is required", "details": { "header": "Authorization" }'),
    request: call(null),
    expect: missing,
  },
  {
    promise: "a revoked key answers with its own id, here the page's",
    quote: page('"code": "INVALID_API_KEY", "message": "The provided API key is invalid", "details": { "key_id": "key_1234567890" }'),
    request: bearer("revoked"),
    expect: invalid("key_1234567890"),
  },
  {
    promise: "a paused key answers as a revoked one, with its own id",
    quote: rule("Paused = as revoked"),
    request: bearer("paused"),
    expect: invalid(/^key_\d{10}$/),
    needs: ["paused-key"],
  },
  {
    promise: "an unknown key answers with ten digits that name no key",
    quote: rule("for an unknown key 10 digits of an HMAC of what was presented (no oracle, stable for support)"),
    request: call("Bearer YOUR_API_KEY"),
    expect: unknown,
  },
  {
    promise: "an expired key answers with its own instant, here the page's",
    quote: page('"code": "EXPIRED_API_KEY", "message": "The API key has expired", "details": { "expired_at": "2024-01-01T00:00:00Z" }'),
    request: bearer("expired"),
    expect: unauthorized("EXPIRED_API_KEY", "The API key has expired", { expired_at: "2024-01-01T00:00:00Z" }),
  },
  {
    promise: "the scheme's name is case-insensitive",
    quote: rule("Scheme names are case-insensitive (bearer works)"),
    request: call(`bEARER ${secret("read")}`),
    expect: { status: 200 },
  },
  ...(
    [
      ["Basic credentials", `Basic ${Buffer.from(`user:${secret("read")}`).toString("base64")}`],
      ["a raw value", secret("read")],
      ["the scheme alone", "Bearer"],
      ["two spaces after the scheme", `Bearer  ${secret("read")}`],
      ["a tab after the scheme", `Bearer\t${secret("read")}`],
      ["two words after the scheme", `Bearer ${secret("read")} ${secret("write")}`],
      ["the scheme glued to the key", `Bearer${secret("read")}`],
      ["a colon after the scheme", `Bearer: ${secret("read")}`],
      ["a scheme of another vendor", `Token ${secret("read")}`],
    ] as const
  ).map(
    ([promise, authorization]): Row => ({
      promise: `${promise} cannot be parsed, so nothing usable was presented`,
      quote: rule("MISSING_API_KEY also when no credential can be parsed: Basic, raw value"),
      request: call(authorization),
      expect: missing,
    }),
  ),
  {
    promise: "a token is no key here",
    quote: rule("standard and infuzu do not [accept tokens]"),
    request: call("Bearer {token:good}"),
    expect: unknown,
  },
  {
    promise: "X-API-Key is no carrier here",
    quote: page("Include your API key in the Authorization header of all requests"),
    request: { ...call(null), headers: [["X-API-Key", secret("read")]] },
    expect: missing,
  },
];

/** What each permission opens, by the page's table. */
const OPENS: Readonly<Record<string, readonly string[]>> = {
  read: ["POST /v1/generate", "GET /v1/resources"],
  write: ["POST /v1/resources", "PUT /v1/resources"],
  webhook: ["GET /v1/webhooks", "POST /v1/webhooks"],
  admin: [
    "POST /v1/generate",
    "GET /v1/resources",
    "POST /v1/resources",
    "PUT /v1/resources",
    "GET /v1/webhooks",
    "POST /v1/webhooks",
    "GET /v1/admin",
  ],
};

const NEEDS: Readonly<Record<string, string>> = {
  "POST /v1/generate": "read",
  "GET /v1/resources": "read",
  "POST /v1/resources": "write",
  "PUT /v1/resources": "write",
  "GET /v1/webhooks": "webhook",
  "POST /v1/webhooks": "webhook",
  "GET /v1/admin": "admin",
};

const WORDS: Readonly<Record<string, string>> = {
  read: "Can read data and generate content",
  write: "Can create and update resources",
  admin: "Full administrative access",
  webhook: "Can manage webhooks",
};

const permissionRows: Row[] = Object.entries(OPENS).flatMap(([permission, opened]) =>
  Object.entries(NEEDS).map(([endpoint, needed]): Row => {
    const [method = "", path = ""] = endpoint.split(" ");
    return {
      promise: `${permission} alone on ${endpoint}`,
      quote: page(`${permission} ${WORDS[permission]}`),
      request: bearer(permission, path, method),
      expect: opened.includes(endpoint) ? { status: 200 } : forbidden(needed, [permission]),
    };
  }),
);

export const standardTable: Table = {
  dialect: "standard",
  rows: [
    ...pageRows,
    ...permissionRows,
    ...gatewayRows({
      slug: "standard",
      carry: (key) => ["Authorization", `Bearer ${key}`],
      anyError: failure(/^[A-Z_]+$/, /\S/, having({})),
      missing,
      malformed: missing,
      extraSpaces: missing,
      unknown,
      revoked: unknown,
      expired: unauthorized("EXPIRED_API_KEY", "The API key has expired", { expired_at: "2024-01-01T00:00:00Z" }),
      several: { status: 400, json: failure("MULTIPLE_API_KEYS", /\S/, having({})) },
      forbidden,
      planRestricted: forbidden(null, ["*"]),
      rateLimited: limited,
      quotaSpent: limited(1, /\S/),
    }),
  ],
};
