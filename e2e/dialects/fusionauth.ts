// What the FusionAuth authentication page requires of the management API, row by row.
import { type Answered, type Call, type Expected, having, page, type Row, rule, type Table } from "./row";
import { MANAGEMENT_SECRETS as KEY } from "./secrets";
import { APPLE_USER, DEFAULT_TENANT, PIED_PIPER, PIPER_USER, SHARED_EMAIL } from "./world";

type HeaderLine = Call["headers"][number];

/** A 401 of this dialect: nothing but the status. */
const unauthorized: Answered = { status: 401, empty: true };
const absent: Answered = { status: 404, empty: true };
const general = (status: number, code: Expected, message: Expected = /\S/): Answered => ({
  status,
  json: { generalErrors: [{ code, message }] },
});
const several = general(400, "[MultipleCredentials]");
const tenantRequired = general(
  400,
  "[TenantIdRequired]",
  "A Tenant Id is required to complete this request. To complete this request, you may assign a Tenant to your API key, or add the X-FusionAuth-TenantId HTTP request header with the Tenant Id.",
);
const unknownTenant: Answered = {
  status: 400,
  json: having({ fieldErrors: having({ tenantId: [having({ code: /^\[.+\]/, message: /\S/ })] }) }),
};
const user = (id: string): Answered => ({ status: 200, json: having({ user: having({ id, email: SHARED_EMAIL }) }) });

const RANDOM_ID = "5f0d0b5e-9a3c-4f7b-8b1d-0c6a2e4d8f10";
const OTHER_TENANT = "11111111-2222-4333-8444-555555555555";

const authorization = (value: string): HeaderLine => ["Authorization", value];
const tenant = (id: string): HeaderLine => ["X-FusionAuth-TenantId", id];
const cookie = (value: string): HeaderLine => ["Cookie", value];
const get = (path: string, ...headers: readonly HeaderLine[]): Call => ({ method: "GET", path, headers });
const post = (path: string, body: unknown, ...headers: readonly HeaderLine[]): Call => ({
  method: "POST",
  path,
  headers: [["Content-Type", "application/json"], ...headers],
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const byId = (id: string, ...headers: readonly HeaderLine[]) => get(`/api/user/${id}`, ...headers);
const byEmail = (...headers: readonly HeaderLine[]) => get(`/api/user?email=${encodeURIComponent(SHARED_EMAIL)}`, ...headers);
const newGroup = (name: string, ...headers: readonly HeaderLine[]) => post("/api/group", { group: { name } }, ...headers);
const newUser = (email: string, ...headers: readonly HeaderLine[]) =>
  post("/api/user", { user: { email, password: "correct horse battery" } }, ...headers);

const keyRows: Row[] = [
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

const severalRows: Row[] = (
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

const self = (...headers: readonly HeaderLine[]) => get("/api/user", ...headers);
const tokenRows: Row[] = [
  {
    promise: "a token as Bearer answers its own user",
    quote: page("an example of the HTTP Authorization header using the Bearer schema"),
    request: self(authorization("Bearer {token:apple}")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token under the older JWT scheme",
    quote: page("Prior to version 1.12.0 only the JWT schema was available."),
    request: self(authorization("JWT {token:apple}")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token in the cookie",
    quote: page("GET /api/user HTTP/1.1 Cookie: access_token="),
    request: self(cookie("access_token={token:apple}")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token among other cookies",
    quote: page("Cookie: access_token="),
    request: self(cookie("theme=dark; access_token={token:apple}; session=1")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a token of a user of the other tenant",
    quote: page("a JWT is obtained from the Login API"),
    request: self(authorization("Bearer {token:piper}")),
    expect: user(PIPER_USER),
  },
  {
    promise: "a token signed HS256, as the page's sample, where that kid's key is symmetric",
    quote: page("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"),
    request: self(authorization("Bearer {token:appleHs256}")),
    expect: user(APPLE_USER),
  },
  ...(
    [
      ["the page's sample token", authorization(`Bearer ${pageSample()}`)],
      ["the page's sample token in the cookie", cookie(`access_token=${pageSample()}`)],
      ["an expired token", authorization("Bearer {token:appleExpired}")],
      ["a token of an unknown issuer", authorization("Bearer {token:applePast}")],
      ["a token signed by another issuer's key", authorization("Bearer {token:appleByOtherIssuersKey}")],
      ["a token signed HS256 under another secret", authorization("Bearer {token:appleHs256UnderWrongSecret}")],
      ["a token with alg none", authorization("Bearer {token:appleAlgNone}")],
      ["a token of another API's issuer", authorization("Bearer {token:good}")],
      ["a token without its scheme", authorization("{token:apple}")],
      ["a token after two spaces", authorization("Bearer  {token:apple}")],
      ["the erratum Bearer header", ["Bearer", "{token:apple}"]],
      ["a token in a cookie of another name", cookie("Access_Token={token:apple}")],
      ["an empty token cookie", cookie("access_token=")],
    ] as const
  ).map(
    ([promise, header]): Row => ({
      promise: `${promise} → 401 without a body`,
      quote: rule("A secured endpoint without a good credential ⇒ 401 with an empty body"),
      request: self(header),
      expect: unauthorized,
    }),
  ),
  {
    promise: "a token of a user who does not exist",
    quote: rule("by-id operations 404 empty"),
    request: self(authorization("Bearer {token:nobody}")),
    expect: absent,
  },
  {
    promise: "a token in the query",
    quote: rule("A key in the URL is not a credential"),
    request: get("/api/user?access_token={token:apple}"),
    expect: unauthorized,
  },
  {
    promise: "a token opens no endpoint that is for keys",
    quote: page("FusionAuth APIs are primarily secured using API keys, a few APIs may optionally take a JWT"),
    request: newGroup("By token", authorization("Bearer {token:apple}")),
    expect: unauthorized,
  },
  {
    promise: "a token opens no other user",
    quote: rule("GET /api/user with a JWT (the token's own user)"),
    request: byId(PIPER_USER, authorization("Bearer {token:apple}")),
    expect: unauthorized,
  },
  {
    promise: "a key beats the cookie: without a selector it asks for one",
    quote: page("If a cookie is provided on a request that accepts an API key or an JWT, the API key will be preferred."),
    request: self(authorization(KEY.global), cookie("access_token={token:apple}")),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "a good key beside a bad cookie",
    quote: page("the API key will be preferred"),
    request: byId(APPLE_USER, authorization(KEY.global), cookie("access_token=nonsense")),
    expect: user(APPLE_USER),
  },
  {
    promise: "a bad key beside a good cookie: no fall-back",
    quote: rule("a bad API key beside a good cookie is 401, no fall-back"),
    request: self(authorization("nobody-has-this"), cookie("access_token={token:apple}")),
    expect: unauthorized,
  },
  {
    promise: "a bad key beside a good cookie, in the other order",
    quote: rule("a bad API key beside a good cookie is 401, no fall-back"),
    request: self(cookie("access_token={token:apple}"), authorization("nobody-has-this")),
    expect: unauthorized,
  },
];

const tenantRows: Row[] = [
  {
    promise: "the page's call with the tenant in a header",
    quote: page("-H 'X-FusionAuth-TenantId: 6c9e9669-9670-4f85-9f16-8396c2206f7f'"),
    request: newGroup("Admin", authorization("bf69486b-4733-4470-a592-f1bfce7af580"), tenant("6c9e9669-9670-4f85-9f16-8396c2206f7f")),
    expect: { status: 200, json: having({ group: having({ name: "Admin", tenantId: PIED_PIPER }) }) },
  },
  {
    promise: "the page's call with a key of the tenant",
    quote: page("using the tenant-scoped API key"),
    request: newGroup("Admins", authorization("oa06-d9uxCHTorBOkVdh_QzsX_iEEYARGv8udnMMLJ8")),
    expect: { status: 200, json: having({ group: having({ name: "Admins", tenantId: PIED_PIPER }) }) },
  },
  {
    promise: "the tenant header in lower case",
    quote: rule("header names are case-insensitive"),
    request: byEmail(authorization(KEY.global), ["x-fusionauth-tenantid", PIED_PIPER]),
    expect: user(PIPER_USER),
  },
  ...(
    [
      ["a user by e-mail", byEmail(authorization(KEY.global))],
      ["a new user", newUser("new@example.com", authorization(KEY.global))],
      ["a new group", newGroup("Nowhere", authorization(KEY.global))],
      ["a user by e-mail, with an empty tenant header", byEmail(authorization(KEY.global), tenant(""))],
    ] as const
  ).map(
    ([promise, request]): Row => ({
      promise: `${promise} is ambiguous without a tenant`,
      quote: page("you will receive a 400 response code with the following response body"),
      request,
      expect: tenantRequired,
    }),
  ),
  {
    promise: "a user by id needs no tenant",
    quote: page("the Tenant Id is not required because the User Id is unique across all tenants"),
    request: byId(PIPER_USER, authorization(KEY.global)),
    expect: user(PIPER_USER),
  },
  {
    promise: "the e-mail within one tenant",
    quote: page("an email address is not unique across all tenants"),
    request: byEmail(authorization(KEY.global), tenant(DEFAULT_TENANT)),
    expect: user(APPLE_USER),
  },
  {
    promise: "the e-mail by a tenant's key",
    quote: page("you will only be able to operate on users, applications, and groups in the selected tenant"),
    request: byEmail(authorization(KEY.piedPiper)),
    expect: user(PIPER_USER),
  },
  {
    promise: "the e-mail by a tenant's key with its own tenant named",
    quote: page("you will only be able to operate on users, applications, and groups in the selected tenant"),
    request: byEmail(authorization(KEY.piedPiper), tenant(PIED_PIPER)),
    expect: user(PIPER_USER),
  },
  ...(
    [
      ["another tenant's user by id, the tenant in the header", byId(APPLE_USER, authorization(KEY.global), tenant(PIED_PIPER))],
      ["another tenant's user by id, with a tenant's key", byId(APPLE_USER, authorization(KEY.piedPiper))],
      ["nobody's id, with a tenant's key", byId(RANDOM_ID, authorization(KEY.piedPiper))],
      ["nobody's id, with a global key", byId(RANDOM_ID, authorization(KEY.global))],
      ["a header that contradicts the key's tenant, by id", byId(PIPER_USER, authorization(KEY.piedPiper), tenant(DEFAULT_TENANT))],
      ["a header that contradicts the key's tenant, by foreign id", byId(APPLE_USER, authorization(KEY.piedPiper), tenant(DEFAULT_TENANT))],
    ] as const
  ).map(
    ([promise, request]): Row => ({
      promise: `${promise} → 404 without a body`,
      quote: page("the API will return an error indicating the object could not be found by returning a 404 status code"),
      request,
      expect: absent,
    }),
  ),
  {
    promise: "a header that contradicts the key's tenant, on create",
    quote: rule("A header that contradicts the key's tenant ⇒ 404 by id, 400 on create"),
    request: newGroup("Contradiction", authorization(KEY.piedPiper), tenant(DEFAULT_TENANT)),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "an unknown tenant",
    quote: rule("Unknown or malformed tenant id ⇒ 400 fieldErrors.tenantId"),
    request: byEmail(authorization(KEY.global), tenant(OTHER_TENANT)),
    expect: unknownTenant,
  },
  {
    promise: "a malformed tenant",
    quote: rule("Unknown or malformed tenant id ⇒ 400 fieldErrors.tenantId"),
    request: byEmail(authorization(KEY.global), tenant("pied-piper")),
    expect: unknownTenant,
  },
  {
    promise: "an unknown tenant without a good key",
    quote: rule("lookup → … → tenant"),
    request: byEmail(authorization("nobody-has-this"), tenant(OTHER_TENANT)),
    expect: unauthorized,
  },
  {
    promise: "two lines of the tenant header",
    quote: rule("two lines of a credential or tenant header → refused 400"),
    request: byEmail(authorization(KEY.global), tenant(PIED_PIPER), tenant(DEFAULT_TENANT)),
    expect: { status: 400, json: having({}) },
    needs: ["raw-lines"],
  },
  {
    promise: "another tenant's user is absent from searches",
    quote: rule("Another tenant's object ⇒ 404 … and absent from searches"),
    request: get(`/api/user/search?ids=${APPLE_USER}&ids=${PIPER_USER}`, authorization(KEY.piedPiper)),
    expect: { status: 200, json: having({ users: [having({ id: PIPER_USER })], total: 1 }) },
  },
];

const oneTenantRows: Row[] = (
  [
    ["a user by e-mail", byEmail(authorization(KEY.global)), user(APPLE_USER)],
    [
      "a new group",
      newGroup("Sole", authorization(KEY.global)),
      { status: 200, json: having({ group: having({ name: "Sole", tenantId: DEFAULT_TENANT }) }) },
    ],
    [
      "a new user",
      newUser("sole@example.com", authorization(KEY.global)),
      { status: 200, json: having({ user: having({ email: "sole@example.com" }) }) },
    ],
    ["a user by id", byId(APPLE_USER, authorization(KEY.global)), user(APPLE_USER)],
    ["the only tenant named", byEmail(authorization(KEY.global), tenant(DEFAULT_TENANT)), user(APPLE_USER)],
    ["an unknown tenant named", byEmail(authorization(KEY.global), tenant(OTHER_TENANT)), unknownTenant],
    ["a token", self(authorization("Bearer {token:apple}")), user(APPLE_USER)],
    ["no credential", byEmail(), unauthorized],
  ] as const
).map(([promise, request, expect]) => ({
  promise: `with one tenant: ${promise}`,
  quote: page("once more than one tenant exists, you may no longer retrieve a user by email address without specifying the Tenant Id"),
  request,
  expect,
  tenants: 1,
}));

const grantRows: Row[] = [
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

const openAndUnknownRows: Row[] = [
  ...(
    [
      ["without a credential", []],
      ["with a bad key", [authorization("nobody-has-this")]],
      ["with an expired token", [authorization("Bearer {token:appleExpired}")]],
      ["with a tenant that does not exist", [tenant(OTHER_TENANT)]],
    ] as const
  ).map(
    ([promise, headers]): Row => ({
      promise: `an open endpoint ${promise}`,
      quote: page("you are not required to provide an Authorization header as part of the request"),
      request: get("/api/health", ...headers),
      expect: { status: 200 },
    }),
  ),
  {
    promise: "an unknown endpoint without a credential",
    quote: rule("Unknown /api/…: 401 empty without a good credential, else 404 empty"),
    request: get("/api/nothing-here"),
    expect: unauthorized,
  },
  {
    promise: "an unknown endpoint with a good key",
    quote: rule("Unknown /api/…: 401 empty without a good credential, else 404 empty"),
    request: get("/api/nothing-here", authorization(KEY.global)),
    expect: absent,
  },
  {
    promise: "the root of the API without a credential",
    quote: rule("Unknown /api/…: 401 empty without a good credential"),
    request: get("/api"),
    expect: unauthorized,
  },
  {
    promise: "a method that an endpoint does not serve",
    quote: rule("405 (+ Allow)"),
    request: { method: "DELETE", path: "/api/user/search", headers: [authorization(KEY.global)] },
    expect: { status: 405, json: having({ generalErrors: [having({})] }), headers: { allow: /GET/ } },
  },
  {
    promise: "a method that an endpoint does not serve, without a credential",
    quote: rule("authentication comes first"),
    request: { method: "DELETE", path: "/api/user/search", headers: [] },
    expect: unauthorized,
  },
  {
    promise: "a trailing slash",
    quote: rule("A trailing slash is another path (404), never a redirect"),
    request: get(`/api/user/${APPLE_USER}/`, authorization(KEY.global)),
    expect: { ...absent, headers: { location: null } },
  },
  ...(["/api/%75ser", "/api%2fuser", "/api/user%00", "/api/../api/user", "/api/%ff", "/api//user", "/api/user%2f..%2fuser"] as const).map(
    (path): Row => ({
      promise: `${path} has two readings`,
      quote: rule("a path whose raw form differs from its canonical form → refused 400 in the API's dialect"),
      request: get(path, authorization(KEY.global)),
      expect: { status: 400, json: having({}) },
      needs: ["raw-target"],
    }),
  ),
];

const bodyRows: Row[] = [
  {
    promise: "a body that is no JSON",
    quote: rule("Errors elsewhere: generalErrors, fieldErrors, always application/json"),
    request: post("/api/group", '{"group":', authorization(KEY.piedPiper)),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "a body that is no JSON, without a credential",
    quote: rule("Authentication comes before body validation"),
    request: post("/api/group", '{"group":'),
    expect: unauthorized,
  },
  {
    promise: "a body without the object",
    quote: rule("fieldErrors"),
    request: post("/api/group", {}, authorization(KEY.piedPiper)),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "a blank name",
    quote: rule("fieldErrors:{field:[{code,message}]}"),
    request: newGroup("", authorization(KEY.piedPiper)),
    expect: { status: 400, json: having({ fieldErrors: having({ "group.name": [having({ code: /\[blank\]/, message: /\S/ })] }) }) },
  },
  {
    promise: "a name that nobody documents",
    quote: rule("only names that the vendor does not document are 400"),
    request: post("/api/group", { group: { name: "Odd", colour: "red" } }, authorization(KEY.piedPiper)),
    expect: { status: 400, json: having({}) },
  },
  {
    promise: "read-only fields of a view are ignored on input",
    quote: rule("read-only fields of a view are ignored on input (clients GET, edit, PUT back)"),
    request: post("/api/group", { group: { name: "Back again", insertInstant: 1, lastUpdateInstant: 2 } }, authorization(KEY.piedPiper)),
    expect: { status: 200, json: having({ group: having({ name: "Back again" }) }) },
  },
  {
    promise: "a field that is not the caller's to set changes nothing",
    quote: rule("Fields that are not the caller's to set change nothing"),
    request: post("/api/group", { group: { name: "Moved", tenantId: DEFAULT_TENANT } }, authorization(KEY.piedPiper)),
    expect: { status: 200, json: having({ group: having({ name: "Moved", tenantId: PIED_PIPER }) }) },
  },
  {
    promise: "an e-mail that the tenant has already",
    quote: rule("E-mail is unique per tenant only"),
    request: newUser(SHARED_EMAIL, authorization(KEY.piedPiper)),
    expect: { status: 400, json: having({ fieldErrors: having({ "user.email": [having({ code: /duplicate/, message: /\S/ })] }) }) },
  },
  {
    promise: "passwords are never returned",
    quote: rule("passwords never returned"),
    request: newUser("quiet@example.com", authorization(KEY.piedPiper)),
    expect: { status: 200, json: { user: having({ email: "quiet@example.com", active: true }) } },
  },
  {
    promise: "a body over 1 MiB",
    quote: rule("Own endpoints read at most 1 MiB (413 beyond)"),
    request: newGroup("x".repeat(1_100_000), authorization(KEY.piedPiper)),
    expect: { status: 413, json: having({ generalErrors: [having({})] }) },
  },
  {
    promise: "a body over 1 MiB without a credential",
    quote: rule("Authentication comes before body validation"),
    request: newGroup("x".repeat(1_100_000)),
    expect: unauthorized,
  },
];

const limitRows: Row[] = [
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

/** The token that the vendor prints: long expired, signed by nobody whom this instance trusts. */
function pageSample(): string {
  return "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJleHAiOjE0ODUxNDA5ODQsImlhdCI6MTQ4NTEzNzM4NCwiaXNzIjoiYWNtZS5jb20iLCJzdWIiOiIyOWFjMGMxOC0wYjRhLTQyY2YtODJmYy0wM2Q1NzAzMThhMWQiLCJhcHBsaWNhdGlvbklkIjoiNzkxMDM3MzQtOTdhYi00ZDFhLWFmMzctZTAwNmQwNWQyOTUyIiwicm9sZXMiOltdfQ.Mp0Pcwsz5VECK11Kf2ZZNF_SMKu5CgBeLN9ZOP04kZo";
}

export const fusionauthTable: Table = {
  dialect: "fusionauth",
  rows: [
    ...keyRows,
    ...severalRows,
    ...tokenRows,
    ...tenantRows,
    ...oneTenantRows,
    ...grantRows,
    ...openAndUnknownRows,
    ...bodyRows,
    ...limitRows,
  ],
};
