// What the Infuzu authentication page requires, row by row.
import { gatewayRows } from "./gateway-rows";
import { type Answered, type Call, type Expected, having, page, type Row, rule, type Table } from "./row";
import { secretOf } from "./secrets";
import { HOSTS } from "./world";

const errors = (code: Expected, message: Expected): Expected => ({ errors: [{ code, message }] });
const answer = (status: number, code: string, message: Expected = /\S/): Answered => ({ status, json: errors(code, message) });

const missing = answer(401, "missing_api_key", "No authentication headers provided");
const several = answer(400, "multiple_api_keys", "Multiple authentication headers detected");
const malformed = answer(401, "invalid_authorization_header", "Malformed Bearer token (missing prefix or invalid format)");
const unknown = answer(401, "invalid_api_key", "The provided API key is invalid");
const revoked = answer(401, "invalid_api_key", "Provided API key is invalid or revoked");
const forbidden = answer(403, "insufficient_permissions");
const limited = answer(429, "rate_limit_exceeded");

const secret = (name: string) => secretOf("infuzu", name);
const call = (headers: Call["headers"], path = "/things"): Call => ({ method: "GET", path: `/gateway/infuzu${path}`, headers });

/** The three carriers of the page. */
const CARRIERS: Readonly<Record<string, (key: string) => Call["headers"][number]>> = {
  "Infuzu-API-Key": (key) => ["Infuzu-API-Key", key],
  "X-Infuzu-API-Key": (key) => ["X-Infuzu-API-Key", key],
  Authorization: (key) => ["Authorization", `Bearer ${key}`],
};

const carrierRows: Row[] = Object.entries(CARRIERS).flatMap(([name, carry]): Row[] => [
  {
    promise: `${name} alone`,
    quote: page("The Infuzu API supports three authentication methods."),
    request: call([carry(secret("good"))]),
    expect: { status: 200 },
  },
  {
    promise: `${name} alone, in lower case`,
    quote: rule("names insensitive by default (HTTP/2 lower-cases them)"),
    request: call([[name.toLowerCase(), carry(secret("good"))[1]]]),
    expect: { status: 200 },
  },
  {
    promise: `${name} at the API's own host`,
    quote: page('curl -H "Infuzu-API-Key: your_api_key_here" ...'),
    request: { ...call([carry(secret("good"))]), path: "/things", host: HOSTS.infuzu },
    expect: { status: 200 },
    needs: ["own-host"],
  },
  {
    promise: `${name} never reaches the upstream`,
    quote: rule("The upstream never sees the credential"),
    request: call([carry(secret("good"))]),
    expect: { status: 200, json: having({ echo: having({}) }) },
    needs: ["upstream"],
  },
  {
    promise: `an unknown key in ${name}`,
    quote: page('{ "errors": [ { "code": "invalid_api_key", "message": "The provided API key is invalid" } ] }'),
    request: call([carry("your_api_key_here")]),
    expect: unknown,
  },
  {
    promise: `a revoked key in ${name}`,
    quote: page("401 invalid_api_key Provided API key is invalid or revoked"),
    request: call([carry(secret("revoked"))]),
    expect: revoked,
  },
  {
    promise: `an expired key in ${name}`,
    quote: rule('revoked or expired: "Provided API key is invalid or revoked"'),
    request: call([carry(secret("expired"))]),
    expect: revoked,
  },
  {
    promise: `${name} twice, the same line`,
    quote: page("Remove duplicate authentication headers from request"),
    request: call([carry(secret("good")), carry(secret("good"))]),
    expect: several,
    needs: ["raw-lines"],
  },
  {
    promise: `${name} empty counts as absent`,
    quote: rule("present but empty counts as absent"),
    request: call([[name, ""]]),
    expect: missing,
  },
]);

const present = (names: readonly string[], keys: readonly string[]) =>
  names.map((name, index) => CARRIERS[name]?.(keys[index % keys.length] ?? "") ?? (["X-None", ""] as const));
const PAIRS = [
  ["Infuzu-API-Key", "X-Infuzu-API-Key"],
  ["Infuzu-API-Key", "Authorization"],
  ["X-Infuzu-API-Key", "Authorization"],
  ["Authorization", "Infuzu-API-Key"],
  ["Infuzu-API-Key", "X-Infuzu-API-Key", "Authorization"],
] as const;

const severalRows: Row[] = PAIRS.flatMap((names): Row[] =>
  (
    [
      ["equal", [secret("good")]],
      ["invalid", ["nobody-has-this", "nor-that-one"]],
      ["first good, others invalid", [secret("good"), "nobody-has-this"]],
      ["first invalid, others good", ["nobody-has-this", secret("good")]],
    ] as const
  ).map(([what, keys]) => ({
    promise: `${names.join(" + ")}, ${what}`,
    quote: page("Only one method can be used per request – combining multiple methods will result in an error."),
    request: call(present(names, keys)),
    expect: several,
  })),
);

const bearerRows: Row[] = (
  [
    ["no scheme", secret("good")],
    ["the scheme alone", "Bearer"],
    ["two tokens", `Bearer ${secret("good")} ${secret("none")}`],
    ["two spaces", `Bearer  ${secret("good")}`],
    ["a tab", `Bearer\t${secret("good")}`],
    ["another scheme", `Basic ${Buffer.from(`user:${secret("good")}`).toString("base64")}`],
    ["the scheme glued to the key", `Bearer${secret("good")}`],
    ["a colon after the scheme", `Bearer: ${secret("good")}`],
  ] as const
).map(([what, authorization]) => ({
  promise: `${what} in Authorization`,
  quote: page("401 invalid_authorization_header Malformed Bearer token (missing prefix or invalid format)"),
  request: call([["Authorization", authorization]]),
  expect: malformed,
}));

const otherRows: Row[] = [
  {
    promise: "one limit, whichever carrier",
    quote: page("Authentication headers also govern rate limits"),
    before: [
      { request: call([["Infuzu-API-Key", secret("windowed-shared")]]), times: 1, status: 200 },
      { request: call([["X-Infuzu-API-Key", secret("windowed-shared")]]), times: 1, status: 200 },
    ],
    request: call([["Authorization", `Bearer ${secret("windowed-shared")}`]]),
    expect: limited,
  },
  {
    promise: "an empty header beside a good one",
    quote: rule("present but empty counts as absent"),
    request: call([
      ["Infuzu-API-Key", ""],
      ["Authorization", `Bearer ${secret("good")}`],
    ]),
    expect: { status: 200 },
  },
  {
    promise: "a malformed Bearer beside a good header is still several",
    quote: rule("any two or three present, even equal or invalid … before any lookup"),
    request: call([
      ["Infuzu-API-Key", secret("good")],
      ["Authorization", "Basic dXNlcjpwYXNz"],
    ]),
    expect: several,
  },
  {
    promise: "Bearer in the key's own header is part of no key",
    quote: page('headers = {"Infuzu-API-Key": api_key}'),
    request: call([["Infuzu-API-Key", `Bearer ${secret("good")}`]]),
    expect: { status: 401, json: errors(/\S/, /\S/) },
  },
  {
    promise: "trailing spaces around a key are the header's, not the key's",
    quote: page("Verify no trailing spaces in key"),
    request: call([["Infuzu-API-Key", `${secret("good")}   `]]),
    expect: { status: 200 },
  },
  {
    promise: "a token is no key here",
    quote: rule("standard and infuzu do not [accept tokens]"),
    request: call([["Authorization", "Bearer {token:good}"]]),
    expect: unknown,
  },
  {
    promise: "X-API-Key is no carrier here",
    quote: page("The Infuzu API supports three authentication methods."),
    request: call([["X-API-Key", secret("good")]]),
    expect: missing,
  },
  {
    promise: "HTTPS is required beyond this machine, and never by a redirect",
    quote: page("All API requests must use HTTPS."),
    request: call([
      ["Infuzu-API-Key", secret("good")],
      ["X-Forwarded-For", "198.51.100.78"],
      ["X-Forwarded-Proto", "http"],
    ]),
    expect: { ...answer(403, "https_required"), headers: { location: null } },
    needs: ["trusted-proxy"],
  },
  {
    promise: "the letter of the page: a header in another case is not there",
    quote: page("Headers are case-sensitive."),
    request: { method: "GET", path: "/gateway/infuzu-strict/x", headers: [["infuzu-api-key", secret("strict")]] },
    expect: missing,
    needs: ["raw-case"],
  },
  {
    promise: "the letter of the page: the header as written is there",
    quote: page("Headers are case-sensitive."),
    request: { method: "GET", path: "/gateway/infuzu-strict/x", headers: [["Infuzu-API-Key", secret("strict")]] },
    expect: { status: 200 },
    needs: ["raw-case"],
  },
  {
    promise: "the sample service answers",
    quote: page("response = create_chat_completion(messages=[...])"),
    request: {
      method: "POST",
      path: "/gateway/infuzu-sample/chat/completions",
      headers: [
        ["Infuzu-API-Key", secret("sample")],
        ["Content-Type", "application/json"],
      ],
      body: '{"messages":[{"role":"user","content":"Hello"}]}',
    },
    expect: { status: 200, json: having({}) },
    needs: ["upstream"],
  },
];

export const infuzuTable: Table = {
  dialect: "infuzu",
  rows: [
    ...carrierRows,
    ...severalRows,
    ...bearerRows,
    ...otherRows,
    ...gatewayRows({
      slug: "infuzu",
      carry: (key) => ["Infuzu-API-Key", key],
      anyError: errors(/^[a-z_]+$/, /\S/),
      missing,
      malformed: unknown,
      // A bare value with a space is malformed; the page words that for Bearer only, so that the code is open.
      extraSpaces: { status: 401, json: errors(/\S/, /\S/) },
      unknown,
      revoked,
      expired: revoked,
      several,
      forbidden: () => forbidden,
      planRestricted: forbidden,
      rateLimited: () => limited,
      quotaSpent: limited,
    }),
  ],
};
