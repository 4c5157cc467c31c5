// The management API apart from credentials: open and unknown endpoints, paths and bodies.

import { absent, authorization, get, newGroup, newUser, OTHER_TENANT, post, tenant, unauthorized } from "./fusionauth-words";
import { having, page, type Row, rule } from "./row";
import { MANAGEMENT_SECRETS as KEY } from "./secrets";
import { APPLE_USER, DEFAULT_TENANT, SHARED_EMAIL } from "./world";
import { PIED_PIPER } from "./world-keys";

export const openAndUnknownRows: Row[] = [
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
  ...(["/oauth2/nothing-here", "/.well-known/nothing-here", "/oauth2"] as const).flatMap((path) =>
    (
      [
        ["without a credential", []],
        ["with a client's authentication", [authorization("Basic a2V5OnNlY3JldA==")]],
        ["with two lines of it", [authorization("Basic a2V5OnNlY3JldA=="), authorization("Basic a2V5OnNlY3JldA==")]],
      ] as const
    ).map(
      ([promise, headers]): Row => ({
        promise: `${path} ${promise}`,
        quote: rule("OAuth's endpoints and public documents are open: what is none of them is 404"),
        request: get(path, ...headers),
        expect: absent,
        needs: ["management"],
      }),
    ),
  ),
  {
    promise: "a method that an endpoint does not serve",
    quote: rule("405 (+ Allow)"),
    request: { method: "DELETE", path: "/api/user/search", headers: [authorization(KEY.global)] },
    expect: { status: 405, json: having({ generalErrors: [having({})] }), headers: { allow: /GET/ } },
    needs: ["any-method"],
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
    needs: ["raw-target"],
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

export const bodyRows: Row[] = [
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
