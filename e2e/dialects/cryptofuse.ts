// What the Cryptofuse authentication page requires, row by row.
import { gatewayRows } from "./gateway-rows";
import { type Answered, type Call, type Expected, having, page, REQUEST_ID, type Row, rule, type Table } from "./row";
import { secretOf } from "./secrets";
import { HOSTS } from "./world";

const body = (error: Expected, message: Expected): Expected => ({ error, message, request_id: REQUEST_ID });
const failed: Answered = { status: 401, json: body("authentication_failed", "API key is missing or invalid") };
const denied: Answered = {
  status: 403,
  json: body("permission_denied", /^The API key doesn't have permission to access the requested resource/),
};
const limited: Answered = { status: 429, json: body("rate_limit_exceeded", /\S/) };
const several: Answered = { status: 400, json: body("bad_request", /\S/) };

const secret = (name: string) => secretOf("cryptofuse", name);
const call = (headers: Call["headers"], path = "/v0/payments", method = "GET"): Call => ({
  method,
  path: `/gateway/cryptofuse${path}`,
  headers,
});
const withKey = (name: string, path?: string, method?: string) => call([["X-API-Key", secret(name)]], path, method);
const withToken = (name: string, path: string, method?: string) => call([["Authorization", `Bearer {token:${name}}`]], path, method);

const pageRows: Row[] = [
  {
    promise: "the page's own call: GET /v0/payments",
    quote: page("GET /v0/payments X-API-Key: your_api_key_here"),
    request: { ...withKey("good"), path: "/v0/payments", host: HOSTS.cryptofuse },
    expect: { status: 200 },
    needs: ["own-host"],
  },
  {
    promise: "the page's call under the gateway's path",
    quote: page("GET /v0/payments X-API-Key: your_api_key_here"),
    request: withKey("good"),
    expect: { status: 200 },
  },
  {
    promise: "the sample service answers the page's call",
    quote: page("GET /v0/payments X-API-Key: your_api_key_here"),
    request: { ...withKey("sample"), path: "/gateway/cryptofuse-sample/v0/payments" },
    expect: { status: 200, json: having({}) },
    needs: ["upstream"],
  },
  {
    promise: "no key: the page's example body, its id that of the answer",
    quote: page('"error": "authentication_failed", "message": "API key is missing or invalid", "request_id": "req_123456789"'),
    request: call([]),
    expect: { ...failed, headers: { "x-request-id": /^req_\d{9,}$/ } },
  },
  {
    promise: "the page's example key is invalid",
    quote: page("401 Unauthorized: The API key is missing or invalid"),
    request: call([["X-API-Key", "your_api_key_here"]]),
    expect: failed,
  },
  {
    promise: "a revoked key answers alike",
    quote: rule("401 body for missing, invalid, revoked alike"),
    request: withKey("revoked"),
    expect: failed,
  },
  {
    promise: "an expired key answers alike",
    quote: rule("expired = as invalid where the page has no text"),
    request: withKey("expired"),
    expect: failed,
  },
  {
    promise: "the key in Authorization is not in its header",
    quote: page("You must include your API key in the X-API-Key header of all API requests"),
    request: call([["Authorization", secret("good")]]),
    expect: failed,
  },
  {
    promise: "the key as Bearer is not in its header",
    quote: page("You must include your API key in the X-API-Key header of all API requests"),
    request: call([["Authorization", `Bearer ${secret("good")}`]]),
    expect: failed,
  },
  {
    promise: "the key in the query is not in its header",
    quote: page("You must include your API key in the X-API-Key header of all API requests"),
    request: call([], `/v0/payments?X-API-Key=${secret("good")}`),
    expect: failed,
  },
  {
    promise: "Bearer in front of the key is part of no key",
    quote: page("X-API-Key: your_api_key_here"),
    request: call([["X-API-Key", `Bearer ${secret("good")}`]]),
    expect: failed,
  },
  {
    promise: "a key without the permission",
    quote: page("403 Forbidden: The API key doesn't have permission to access the requested resource"),
    request: withKey("read", "/v1/payments", "POST"),
    expect: denied,
  },
  {
    promise: "an unscoped key has full access",
    quote: page("In v0.9, API keys provide full access to all endpoints available to your account."),
    request: withKey("good", "/v1/payments", "POST"),
    expect: { status: 200 },
  },
  {
    promise: "a scoped key opens what its scope names",
    quote: page("Scoped API keys with granular permissions"),
    request: withKey("write", "/v1/payments", "POST"),
    expect: { status: 200 },
  },
  {
    promise: "a scoped key opens nothing else",
    quote: page("Scoped API keys with granular permissions"),
    request: withKey("write", "/v1/payments"),
    expect: denied,
  },
  {
    promise: "100 requests a minute pass, the next does not, and says when to come back",
    quote: page("If you exceed these limits, you'll receive a 429 Too Many Requests response."),
    before: [{ request: withKey("hundred"), times: 100, status: 200 }],
    request: withKey("hundred"),
    expect: { ...limited, headers: { "retry-after": /^([1-9]|[1-5]\d|60)$/ } },
  },
];

const payments = "/v1/payments";
const tokenRows: Row[] = [
  {
    promise: "a token opens what its scope names, outside v0",
    quote: page("JWT token-based authentication for more secure session management"),
    request: withToken("cryptofuseRead", payments),
    expect: { status: 200 },
  },
  {
    promise: "a token with a list of scopes",
    quote: page("Role-based access control"),
    request: withToken("cryptofuseWrite", payments, "POST"),
    expect: { status: 200 },
  },
  {
    promise: "a token without the scope",
    quote: page("Role-based access control"),
    request: withToken("cryptofuseRead", payments, "POST"),
    expect: denied,
  },
  {
    promise: "a token in v0 is no credential",
    quote: rule("cryptofuse (outside /v0/, Authorization: Bearer <JWT>) accept tokens"),
    request: withToken("cryptofuseRead", "/v0/payments"),
    expect: failed,
  },
  {
    promise: "a key as Bearer outside v0 is no token",
    quote: rule("the key in Authorization ⇒ 401"),
    request: call([["Authorization", `Bearer ${secret("good")}`]], payments),
    expect: failed,
  },
  {
    promise: "a token in X-API-Key is no key",
    quote: rule("Carrier X-API-Key"),
    request: call([["X-API-Key", "{token:cryptofuseRead}"]], payments),
    expect: failed,
  },
  {
    promise: "a token of another issuer",
    quote: rule("Tokens: tried against the issuer's active keys"),
    request: withToken("cryptofuseIssuerOfAnother", payments),
    expect: failed,
  },
  {
    promise: "an expired token",
    quote: page("Token refresh mechanisms"),
    request: withToken("cryptofuseExpired", payments),
    expect: failed,
  },
  {
    promise: "a key and a token together, outside v0",
    quote: rule("Two of them … = several (400)"),
    request: call(
      [
        ["X-API-Key", secret("good")],
        ["Authorization", "Bearer {token:cryptofuseRead}"],
      ],
      payments,
    ),
    expect: several,
  },
  {
    promise: "in v0 an Authorization header beside the key means nothing",
    quote: rule("v0.9 behaviour stays as it is for unscoped keys"),
    request: call([
      ["X-API-Key", secret("good")],
      ["Authorization", "Bearer whatever"],
    ]),
    expect: { status: 200 },
  },
];

export const cryptofuseTable: Table = {
  dialect: "cryptofuse",
  rows: [
    ...pageRows,
    ...tokenRows,
    ...gatewayRows({
      slug: "cryptofuse",
      carry: (key) => ["X-API-Key", key],
      anyError: body(/^[a-z_]+$/, /\S/),
      missing: failed,
      malformed: failed,
      extraSpaces: failed,
      unknown: failed,
      revoked: failed,
      expired: failed,
      several,
      forbidden: () => denied,
      planRestricted: denied,
      rateLimited: (_limit, _window, most) => ({ ...limited, headers: { "retry-after": most > 60 ? /^\d+$/ : /^([1-9]|[1-5]\d|60)$/ } }),
      quotaSpent: limited,
    }),
  ],
};
