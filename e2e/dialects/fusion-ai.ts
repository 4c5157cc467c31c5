// What the Fusion AI authentication page requires, row by row.
import { gatewayRows } from "./gateway-rows";
import { type Answered, type Call, type Expected, having, page, type Row, rule, type Table } from "./row";
import { KNOWN_ANSWER, secretOf, withWrongChecksum } from "./secrets";
import { HOSTS } from "./world";

const error = (type: Expected, code: Expected, message: Expected): Expected => ({ error: { message, type, code, param: null } });
const unauthorized = (code: string, message: RegExp = /\S/): Answered => ({
  status: 401,
  json: error("authentication_error", code, message),
  headers: { "www-authenticate": /^Bearer\b/ },
});
const forbidden = (code: string): Answered => ({ status: 403, json: error(/\S/, code, /\S/) });

// The page's three hints; a message names the one that helps.
const PREFIX_HINT = /starts with "sk-fusion-"/;
const FORMAT_HINT = /Check the Authorization header format: "Bearer sk-fusion-\.\.\."/;
const SPACES_HINT = /Ensure no extra spaces or characters in the key/;

const missing = unauthorized("missing_api_key", FORMAT_HINT);
const invalid = unauthorized("invalid_api_key");
const malformed = unauthorized("invalid_api_key", FORMAT_HINT);

const secret = (name: string) => secretOf("fusion", name);
const call = (authorization: string | null, path = "/chat", method = "POST"): Call => ({
  method,
  path: `/gateway/fusion${path}`,
  headers: [
    ...(authorization === null ? [] : [["Authorization", authorization] as const]),
    ...(method === "POST" ? [["Content-Type", "application/json"] as const] : []),
  ],
  ...(method === "POST" ? { body: '{"prompt":"Hello, world!","provider":"neuroswitch"}' } : {}),
});
const bearer = (name: string, path?: string, method?: string) => call(`Bearer ${secret(name)}`, path, method);

const pageRows: Row[] = [
  {
    promise: "the page's own call: POST https://api.mcp4.ai/chat",
    quote: page("curl -X POST https://api.mcp4.ai/chat"),
    request: { ...bearer("chat"), path: "/chat", host: HOSTS.fusion },
    expect: { status: 200 },
    needs: ["own-host"],
  },
  {
    promise: "the upstream gets the page's body as it was sent",
    quote: page('"prompt": "Hello, world!", "provider": "neuroswitch"'),
    request: bearer("chat"),
    expect: {
      status: 200,
      json: having({ echo: having({ method: "POST", target: "/chat", body: '{"prompt":"Hello, world!","provider":"neuroswitch"}' }) }),
    },
    needs: ["upstream"],
  },
  {
    promise: "the sample service answers the page's call",
    quote: page("curl -X POST https://api.mcp4.ai/chat"),
    request: { ...call(`Bearer ${secret("sample")}`), path: "/gateway/fusion-sample/chat" },
    expect: { status: 200, json: having({}) },
    needs: ["upstream"],
  },
  {
    promise: "the scheme's name is case-insensitive",
    quote: rule("Scheme names are case-insensitive (bearer works)"),
    request: call(`bearer ${secret("chat")}`),
    expect: { status: 200 },
  },
  {
    promise: "the scheme's name in capitals",
    quote: rule("Scheme names are case-insensitive (bearer works)"),
    request: call(`BEARER ${secret("chat")}`),
    expect: { status: 200 },
  },
  {
    promise: "the known answer of the key format passes where it is a key",
    quote: page('56 characters total, always starts with "sk-fusion-"'),
    request: call(`Bearer ${KNOWN_ANSWER}`),
    expect: { status: 200 },
  },
  {
    promise: "the known answer with another checksum is refused",
    quote: page('56 characters total, always starts with "sk-fusion-"'),
    request: call(`Bearer ${withWrongChecksum(KNOWN_ANSWER)}`),
    expect: invalid,
  },
  {
    promise: "a key that does not start with the prefix is told so",
    quote: page('Verify your API key starts with "sk-fusion-"'),
    request: call(`Bearer ${secret("chat").slice("sk-fusion-".length)}`),
    expect: unauthorized("invalid_api_key", PREFIX_HINT),
  },
  {
    promise: "the example key of the page is no key",
    quote: page("sk-fusion-your-api-key-here"),
    request: call("Bearer sk-fusion-your-api-key-here"),
    expect: invalid,
  },
  {
    promise: "the abridged key of the page is no key",
    quote: page("sk-fusion-1234567890abcdef..."),
    request: call("Bearer sk-fusion-1234567890abcdef..."),
    expect: invalid,
  },
  {
    promise: "the bare key without its scheme",
    quote: page('Check the Authorization header format: "Bearer sk-fusion-..."'),
    request: call(secret("chat")),
    expect: malformed,
  },
  {
    promise: "another scheme",
    quote: page('Check the Authorization header format: "Bearer sk-fusion-..."'),
    request: call(`Basic ${Buffer.from(`user:${secret("chat")}`).toString("base64")}`),
    expect: malformed,
  },
  { promise: "another scheme with a good key", quote: rule("malformed"), request: call(`Token ${secret("chat")}`), expect: malformed },
  { promise: "the scheme alone", quote: rule("Bearer alone is malformed"), request: call("Bearer"), expect: malformed },
  { promise: "the scheme twice", quote: rule("malformed"), request: call(`Bearer Bearer ${secret("chat")}`), expect: invalid },
  { promise: "the scheme glued to the key", quote: rule("malformed"), request: call(`Bearer${secret("chat")}`), expect: malformed },
  { promise: "a colon after the scheme", quote: rule("malformed"), request: call(`Bearer: ${secret("chat")}`), expect: malformed },
  {
    promise: "two spaces after the scheme",
    quote: page("Ensure no extra spaces or characters in the key"),
    request: call(`Bearer  ${secret("chat")}`),
    expect: unauthorized("invalid_api_key", SPACES_HINT),
  },
  {
    promise: "a tab after the scheme",
    quote: page("Ensure no extra spaces or characters in the key"),
    request: call(`Bearer\t${secret("chat")}`),
    expect: invalid,
  },
  {
    promise: "a key in quotation marks",
    quote: page("Ensure no extra spaces or characters in the key"),
    request: call(`Bearer "${secret("chat")}"`),
    expect: invalid,
  },
  {
    promise: "X-API-Key is no carrier here",
    quote: rule("Carrier: Authorization: Bearer <key> or <JWT>"),
    request: { ...call(null), headers: [["X-API-Key", secret("chat")]] },
    expect: missing,
  },
];

const permissionRows: Row[] = (
  [
    ["chat", "/chat", "POST"],
    ["models", "/models", "GET"],
    ["account", "/account", "GET"],
  ] as const
).flatMap(([permission, path, method]): Row[] =>
  ["chat", "models", "account"].map((holder) => ({
    promise: `a key with ${holder} on ${path}`,
    quote: rule("/chat, /models, /account need the scope of that name"),
    request: bearer(holder, path, method),
    expect: holder === permission ? { status: 200 } : forbidden("insufficient_permissions"),
  })),
);

const token = (name: string, path?: string, method?: string) => call(`Bearer {token:${name}}`, path, method);
const goodToken = (name: string, promise: string, quote: Row["quote"], path?: string, method?: string): Row => ({
  promise,
  quote,
  request: token(name, path, method),
  expect: { status: 200 },
});
const badToken = (name: string, promise: string, expected: Answered = invalid): Row => ({
  promise: `a token ${promise}`,
  quote: rule("Refused with 401"),
  request: token(name),
  expect: expected,
});

const tokenRows: Row[] = [
  goodToken("good", "a token", page('"sub": "user_12345", "iss": "fusion-ai", "aud": "api.mcp4.ai"')),
  goodToken("pageHeader", "a token with the page's header, without a kid", page('"alg": "RS256", "typ": "JWT"')),
  goodToken("scopeText", "a token whose scope is a text", rule("scope [may be] a space-separated string"), "/models", "GET"),
  goodToken("audienceList", "a token whose audience is a list", rule("aud may be an array that contains the value")),
  goodToken("customClaims", "a token with custom claims", page("Custom claims and permissions")),
  goodToken("chatOnly", "a token with the one scope that is needed", rule("/chat … need the scope of that name")),
  goodToken(
    "modelsOnly",
    "a token with another scope where that is needed",
    rule("/models … need the scope of that name"),
    "/models",
    "GET",
  ),
  {
    promise: "a token tells the upstream its subject",
    quote: rule("it gets the caller in headers"),
    request: token("good"),
    expect: {
      status: 200,
      json: having({ echo: having({ headers: having({ "x-keyfuse-subject": "user_12345", "x-keyfuse-scope": "chat models account" }) }) }),
    },
    needs: ["upstream"],
  },
  badToken("modelsOnly", "without the scope that is needed", forbidden("insufficient_permissions")),
  badToken("noScope", "without scopes", forbidden("insufficient_permissions")),
  badToken("emptyScope", "with an empty list of scopes", forbidden("insufficient_permissions")),
  badToken("scopeOfOtherCase", "whose scope is written in another case", forbidden("insufficient_permissions")),
  {
    promise: "a token where the plan has none",
    quote: rule("JWT use is a plan feature ⇒ else 403 plan_restricted"),
    request: { ...token("good"), path: "/gateway/fusion-keys-only/chat" },
    expect: forbidden("plan_restricted"),
  },
  {
    promise: "a token beside a key",
    quote: rule("Two of the dialect's carriers are several credentials"),
    request: {
      ...token("good"),
      headers: [
        ["Authorization", "Bearer {token:good}"],
        ["Authorization", `Bearer ${secret("chat")}`],
      ],
    },
    expect: { status: 400, json: error(/\S/, "multiple_credentials", /\S/) },
    needs: ["raw-lines"],
  },
  {
    promise: "a good token at an API that does not trust its key",
    quote: rule("unknown kid"),
    request: { ...token("good"), path: "/gateway/fusion-open/chat" },
    expect: invalid,
  },
  badToken("algNone", "with alg none"),
  badToken("algNoneOddCase", "with alg nOnE"),
  badToken("algNoneWithSignature", "with alg none and a signature"),
  badToken("hs256UnderPublicPem", "signed HS256 with the public key as PEM"),
  badToken("hs256UnderPublicDer", "signed HS256 with the public key as DER"),
  badToken("hs256UnderPublicPemWithoutKid", "signed HS256 with the public key, without a kid"),
  badToken("rs512", "with an algorithm that is not pinned to its kid"),
  badToken("otherKey", "signed by another key under a trusted kid"),
  badToken("otherKeyWithoutKid", "signed by another key, without a kid"),
  badToken("wrongIssuer", "of another issuer"),
  badToken("noIssuer", "without an issuer"),
  badToken("issuerList", "whose issuer is a list"),
  badToken("wrongAudience", "for another audience"),
  badToken("noAudience", "without an audience"),
  badToken("emptyAudience", "for nobody"),
  badToken("expired", "that expired an hour ago"),
  badToken("pageTimes", "with the times of the page's example"),
  badToken("justBeyondLeeway", "that expired 61 seconds ago"),
  badToken("noExpiry", "without an expiry"),
  badToken("expiryAsText", "whose expiry is a text"),
  badToken("notYetValid", "that is not yet valid"),
  badToken("noSubject", "without a subject"),
  badToken("unknownKid", "with an unknown kid"),
  badToken("emptyKid", "with an empty kid"),
  badToken("otherType", "of another type"),
  badToken("embeddedJwk", "that brings its own key"),
  badToken("embeddedJwkBesideGoodSignature", "that brings a key beside a good signature"),
  badToken("jku", "that names a key set"),
  badToken("x5u", "that names a certificate"),
  badToken("x5c", "that brings a certificate"),
  badToken("unknownCrit", "with an unknown critical extension"),
  badToken("emptyCrit", "with an empty list of critical extensions"),
  badToken("tampered", "with changed claims"),
  badToken("withoutSignature", "without a signature"),
  badToken("nonCanonical", "in non-canonical base64url"),
  badToken("padded", "with padding"),
  badToken("twoParts", "of two parts"),
  badToken("fourParts", "of four parts"),
  badToken("claimsAreAList", "whose claims are a list"),
  badToken("headerIsText", "whose header is a text"),
  badToken("twiceTheIssuer", "that names its issuer twice"),
];

export const fusionAiTable: Table = {
  dialect: "fusion-ai",
  rows: [
    ...pageRows,
    ...permissionRows,
    ...tokenRows,
    ...gatewayRows({
      slug: "fusion",
      carry: (key) => ["Authorization", `Bearer ${key}`],
      anyError: error(/\S/, /\S/, /\S/),
      missing,
      malformed,
      extraSpaces: unauthorized("invalid_api_key", SPACES_HINT),
      unknown: invalid,
      revoked: invalid,
      expired: invalid,
      several: { status: 400, json: error(/\S/, "multiple_credentials", /\S/) },
      forbidden: () => forbidden("insufficient_permissions"),
      planRestricted: forbidden("plan_restricted"),
      rateLimited: () => ({ status: 429, json: error(/\S/, "rate_limit_exceeded", /\S/) }),
      quotaSpent: forbidden("plan_restricted"),
    }),
  ],
};
