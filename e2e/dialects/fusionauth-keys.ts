// API keys of the FusionAuth dialect: carriers, refusals, endpoint grants and limits.

import {
  absent,
  authorization,
  byEmail,
  byId,
  cookie,
  general,
  get,
  newGroup,
  newUser,
  several,
  tenant,
  unauthorized,
  user,
} from "./fusionauth-words";
import { having, page, type Row, rule } from "./row";
import { MANAGEMENT_SECRETS as KEY } from "./secrets";
import { APPLE_USER, DEFAULT_TENANT, PIPER_USER } from "./world";
import { PIED_PIPER } from "./world-keys";

export const keyRows: Row[] = [
  {
    promise: "the page's key in the page's header",
    quote: page("Authorization: 2524a832-c1c6-4894-9125-41a9ea84e013"),
    request: byId(APPLE_USER, authorization("2524a832-c1c6-4894-9125-41a9ea84e013")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a key is any string",
    quote: page("the API key is simply a string, so you may call it super-secret-key if you’d like"),
    request: byId(APPLE_USER, authorization("super-secret-key")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a key of 43 characters",
    quote: page("Authorization: oa06-d9uxCHTorBOkVdh_QzsX_iEEYARGv8udnMMLJ8"),
    request: byId(PIPER_USER, authorization("oa06-d9uxCHTorBOkVdh_QzsX_iEEYARGv8udnMMLJ8")),
    expect: user(PIPER_USER),
  },
  {
    promise: "a header name in another case",
    quote: rule("Header names are case-insensitive (RFC 9110)"),
    request: byId(APPLE_USER, ["authorization", KEY.global]),
    expect: user(APPLE_USER),
  },
  ...(
    [
      ["no credential", []],
      ["an empty header", [authorization("")]],
      ["a key nobody has", [authorization("00000000-0000-4000-8000-000000000000")]],
      ["a key in another letter case", [authorization(KEY.word.toUpperCase())]],
      ["a key cut short", [authorization(KEY.global.slice(0, -1))]],
      ["a key with one character more", [authorization(`${KEY.global}0`)]],
      ["an API key as Bearer", [authorization(`Bearer ${KEY.global}`)]],
      ["an API key under the JWT scheme", [authorization(`JWT ${KEY.global}`)]],
      ["an API key as Basic", [authorization(`Basic ${Buffer.from(`${KEY.global}:`).toString("base64")}`)]],
      ["the scheme alone", [authorization("Bearer")]],
      ["two keys joined by a space", [authorization(`${KEY.global} ${KEY.word}`)]],
      ["a key in a header of another dialect", [["X-API-Key", KEY.global]]],
      ["a key in a cookie", [cookie(`access_token=${KEY.global}; Authorization=${KEY.global}`)]],
      ["a key in Proxy-Authorization", [["Proxy-Authorization", KEY.global]]],
      ["a key of another API", [authorization("sk-fusion-your-api-key-here")]],
      ["a revoked key", [authorization(KEY.revoked)]],
      ["an expired key", [authorization(KEY.expired)]],
      ["a key from an address that its list does not hold", [authorization(KEY.fenced)]],
    ] as const
  ).map(
    ([promise, headers]): Row => ({
      promise: `${promise} → 401 without a body`,
      quote: page("by default all APIs will return an 401 Unauthorized response"),
      request: byId(APPLE_USER, ...headers),
      expect: unauthorized,
    }),
  ),
  {
    promise: "a key in the query",
    quote: rule("A key in the URL (query or path) is not a credential: 401"),
    request: get(`/api/user/${APPLE_USER}?Authorization=${KEY.global}&apiKey=${KEY.global}`),
    expect: unauthorized,
  },
  {
    promise: "HEAD without a credential",
    quote: rule("HEAD counts as GET"),
    request: { ...byId(APPLE_USER), method: "HEAD" },
    expect: unauthorized,
  },
  {
    promise: "HEAD with a good key",
    quote: rule("HEAD counts as GET"),
    request: { ...byId(APPLE_USER, authorization(KEY.global)), method: "HEAD" },
    expect: { status: 200, empty: true },
  },
];

export const severalRows: Row[] = (
  [
    ["a good line, then a bad one", [authorization(KEY.global), authorization("nobody")], ["raw-lines"]],
    ["a bad line, then a good one", [authorization("nobody"), authorization(KEY.global)], ["raw-lines"]],
    ["a key and a token in two lines", [authorization(KEY.global), authorization("Bearer {token:apple}")], ["raw-lines"]],
    ["two keys joined by a comma", [authorization(`${KEY.global}, ${KEY.word}`)], []],
    ["a token in the header and one in the cookie", [authorization("Bearer {token:apple}"), cookie("access_token={token:piper}")], []],
    ["two token cookies", [cookie("access_token={token:apple}; access_token={token:piper}")], []],
  ] as const
).map(([promise, headers, needs]) => ({
  promise: `${promise} are several`,
  quote: rule("Two of them, one of them twice, or a comma-joined value = several (400): generalErrors [MultipleCredentials]"),
  request: byId(APPLE_USER, ...headers),
  expect: several,
  needs: [...needs],
}));

export const grantRows: Row[] = [
  ...(
    [
      ["GET of the granted endpoint", byEmail(authorization(KEY.getUsers), tenant(DEFAULT_TENANT)), user(APPLE_USER)],
      ["GET of the granted endpoint with an id", byId(APPLE_USER, authorization(KEY.getUsers)), user(APPLE_USER)],
      ["GET of the search below it", get("/api/user/search?queryString=shared", authorization(KEY.getUsers)), unauthorized],
      ["POST of the granted endpoint", newUser("x@example.com", authorization(KEY.getUsers), tenant(PIED_PIPER)), unauthorized],
      ["POST of another endpoint", newGroup("X", authorization(KEY.getUsers), tenant(PIED_PIPER)), unauthorized],
      ["GET of a path that only starts alike", get("/api/users", authorization(KEY.getUsers)), null],
      ["GET with a key for POST", byId(APPLE_USER, authorization(KEY.postUsers)), unauthorized],
      ["GET of users with a key for groups", byId(APPLE_USER, authorization(KEY.postGroups)), unauthorized],
    ] as const
  ).map(
    ([promise, request, expect]): Row => ({
      promise: `a key limited to an endpoint and a method: ${promise}`,
      quote: page("you would limit the API key to the GET method on the /api/user API"),
      request,
      expect: expect ?? absent,
    }),
  ),
  {
    promise: "a key for POST makes a user",
    quote: page("you can think of these four HTTP methods as being retrieve, create, update and delete"),
    request: newUser("made@example.com", authorization(KEY.postUsers), tenant(PIED_PIPER)),
    expect: { status: 200, json: having({ user: having({ email: "made@example.com" }) }) },
  },
  {
    promise: "a key for groups makes a group",
    quote: page("Select one or more endpoints this API key will be authorized to access."),
    request: newGroup("Makers", authorization(KEY.postGroups), tenant(PIED_PIPER)),
    expect: { status: 200, json: having({ group: having({ name: "Makers" }) }) },
  },
  {
    promise: "a key with no endpoints selected opens the search",
    quote: page("Selecting no endpoints will authorize this key to all API endpoints."),
    request: get(`/api/user/search?ids=${APPLE_USER}`, authorization(KEY.global), tenant(DEFAULT_TENANT)),
    expect: { status: 200, json: having({ users: [having({ id: APPLE_USER })], total: 1 }) },
  },
];

export const limitRows: Row[] = [
  {
    promise: "the request above a window's limit",
    quote: rule("429 = rate_limit_exceeded in the dialect's envelope ([RateLimitExceeded])"),
    before: [{ request: byId(APPLE_USER, authorization(KEY.windowed)), times: 2, status: 200 }],
    request: byId(APPLE_USER, authorization(KEY.windowed)),
    expect: { ...general(429, "[RateLimitExceeded]"), headers: { "retry-after": /^([1-9]|[1-5]\d|60)$/ } },
  },
  {
    promise: "the request above a plan's quota",
    quote: rule("429 and spent quota = rate_limit_exceeded, with Retry-After to the reset"),
    before: [{ request: byId(APPLE_USER, authorization(KEY.quota)), times: 1, status: 200 }],
    request: byId(APPLE_USER, authorization(KEY.quota)),
    expect: general(429, "[RateLimitExceeded]"),
  },
];
