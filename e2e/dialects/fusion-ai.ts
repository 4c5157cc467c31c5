// What the Fusion AI authentication page requires, row by row.
import { tokenRows } from "./fusion-ai-tokens";
import {
  bearer,
  call,
  error,
  forbidden,
  invalid,
  malformed,
  missing,
  PREFIX_HINT,
  SPACES_HINT,
  secret,
  unauthorized,
} from "./fusion-ai-words";
import { gatewayRows } from "./gateway-rows";
import { having, page, type Row, rule, type Table } from "./row";
import { KNOWN_ANSWER, withWrongChecksum } from "./secrets";
import { HOSTS } from "./world";

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
