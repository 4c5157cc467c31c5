// A bootstrap file whose objects do not fit each other, or the instance, is refused at the JSON path of each fault.
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { standard } from "@/lib/core/dialects/standard";
import { checkReferences } from "./check-references";
import type { InstanceSnapshot, KnownApi } from "./instance-snapshot";
import { readBootstrap } from "./read-bootstrap";

const TENANT = "30663132-6464-6665-3032-326466613934";
const OTHER_TENANT = "00000000-0000-0000-0000-000000000002";

const known = (fields: Partial<KnownApi>): KnownApi => ({
  id: TENANT,
  dialect: standard,
  settings: {},
  hosts: [],
  planNames: new Set(["default"]),
  ...fields,
});

const SNAPSHOT: InstanceSnapshot = {
  apis: new Map([
    ["management", known({ dialect: fusionauth })],
    ["orders", known({ hosts: ["orders.test"], planNames: new Set(["default", "gold"]) })],
  ]),
  tenants: new Map([[TENANT, "Default"]]),
  memberEmails: new Set(),
};

const check = (document: object) => {
  const reading = readBootstrap(JSON.stringify(document));
  if ("problems" in reading) throw new Error(JSON.stringify(reading.problems));
  const fitting = checkReferences(reading.bootstrap, { snapshot: SNAPSHOT, publicHost: "keys.test", newId: () => OTHER_TENANT });
  return "problems" in fitting ? fitting.problems.map((problem) => `${problem.field}: ${problem.message}`) : [];
};

const api = (fields: object = {}) => ({ slug: "payments", dialect: "cryptofuse", ...fields });
const key = (fields: object = {}) => ({ id: "key_0000000001", api: "payments", name: "ci", ...fields });
const PUBLIC_JWK = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ format: "jwk" });
const jwk = (fields: object = {}) => ({ kid: "k1", alg: "ES256", publicJwk: PUBLIC_JWK, ...fields });

const REFUSED: readonly [document: object, problem: RegExp][] = [
  [{ apis: [api(), api()] }, /^apis\[1\]\.slug: is named twice in this file$/],
  [{ apis: [api({ slug: "service" })] }, /^apis\[0\]\.slug: is the instance's own/],
  [{ apis: [{ slug: "management", upstream: "http://a" }] }, /^apis\[0\]\.upstream: cannot be set: the management API is built in$/],
  [{ apis: [{ slug: "management", dialect: "standard" }] }, /^apis\[0\]\.dialect: must be fusionauth/],
  [{ apis: [{ slug: "payments" }] }, /^apis\[0\]\.dialect: must be one of fusion-ai, standard/],
  [{ apis: [api({ dialect: "keyfuse-service" })] }, /^apis\[0\]\.dialect: must be one of fusion-ai/],
  [{ apis: [api({ dialect: "constructor" })] }, /^apis\[0\]\.dialect: must be one of fusion-ai/],
  [{ apis: [{ slug: "payments", customDialect: { ...standard, name: "standard" } }] }, /^apis\[0\]\.customDialect\.name: is the name of a/],
  [{ apis: [api({ customDialect: { ...standard, name: "mine" } })] }, /^apis\[0\]\.dialect: must be the name of the customDialect/],
  [{ apis: [{ slug: "payments", customDialect: { ...standard, name: "mine", httpsOnly: 1 } }] }, /^apis\[0\]\.customDialect\.httpsOnly: /],
  [{ apis: [api({ hosts: ["keys.test"] })] }, /^apis\[0\]\.hosts\[0\]: is the host of KEYFUSE_URL/],
  [{ apis: [api({ hosts: ["orders.test"] })] }, /^apis\[0\]\.hosts\[0\]: belongs to the API orders$/],
  [{ apis: [api({ hosts: ["a.test", "A.test"] })] }, /^apis\[0\]\.hosts\[1\]: is named twice$/],
  [{ apis: [api({ hosts: ["a.test"] }), api({ slug: "b", hosts: ["a.test"] })] }, /^apis\[1\]\.hosts\[0\]: belongs to the API payments$/],
  [{ apis: [api({ plans: [{ name: "p" }, { name: "p" }] })] }, /^apis\[0\]\.plans\[1\]\.name: is named twice in this API$/],
  [
    {
      apis: [
        api({
          endpoints: [
            { path: "/a/{x}", methods: ["GET", "POST"] },
            { path: "/a/{y}", methods: ["HEAD"] },
          ],
        }),
      ],
    },
    /^apis\[0\]\.endpoints\[1\]: serves GET of a path whose GET stands above already$/,
  ],
  [
    { apis: [api({ dialect: "standard", endpoints: [{ path: "/a", methods: ["GET"], permission: "list" }] })] },
    /^apis\[0\]\.endpoints\[0\]\.permission: must be one of read, write, admin, webhook in the dialect standard$/,
  ],
  [
    { apis: [api({ dialect: "infuzu", trustedKeys: [jwk()] })] },
    /^apis\[0\]\.trustedKeys: means nothing: the dialect infuzu knows no tokens$/,
  ],
  [{ apis: [api({ issuers: ["i"], trustedKeys: [jwk(), jwk()] })] }, /^apis\[0\]\.trustedKeys\[1\]\.kid: is named twice in this API$/],
  [{ apis: [api({ issuers: ["i"], trustedKeys: [jwk({ alg: "RS256" })] })] }, /^apis\[0\]\.trustedKeys\[0\]\.publicJwk: A key for RS256/],
  [
    { apis: [api({ issuers: ["i"] })] },
    /^apis\[0\]\.issuers\[0\]: must be an https URL under which its keys can be found, or stand beside/,
  ],
  [{ apis: [api({ issuers: ["http://login.test"] })] }, /^apis\[0\]\.issuers\[0\]: must be an https URL/],
  [
    { apis: [api({ issuers: ["https://login.test", { issuer: "https://login.test" }] })] },
    /^apis\[0\]\.issuers\[1\]: is named twice in this API$/,
  ],
  [
    { apis: [api({ dialect: "infuzu", issuers: ["https://login.test"] })] },
    /^apis\[0\]\.issuers: means nothing: the dialect infuzu knows no tokens$/,
  ],
  [{ tenants: [{ id: OTHER_TENANT, name: "Default" }] }, new RegExp(`^tenants\\[0\\]\\.id: is not the id of the tenant .* ${TENANT}$`)],
  [
    {
      tenants: [
        { id: OTHER_TENANT, name: "A" },
        { id: OTHER_TENANT, name: "B" },
      ],
    },
    /^tenants\[1\]\.id: is named twice in this file$/,
  ],
  [{ tenants: [{ name: "A" }, { name: "A" }] }, /^tenants\[1\]\.name: is named twice in this file$/],
  [{ keys: [key()] }, /^keys\[0\]\.api: names no API$/],
  [{ keys: [key({ api: "service" })] }, /^keys\[0\]\.api: must not be service/],
  [{ keys: [key({ api: "orders", plan: "silver" })] }, /^keys\[0\]\.plan: names no plan of that API$/],
  [{ apis: [api({ plans: [{ name: "gold" }] })], keys: [key()] }, /^keys\[0\]\.plan: names no plan of that API$/],
  [{ keys: [key({ api: "orders", tenantId: OTHER_TENANT })] }, /^keys\[0\]\.tenantId: names no tenant$/],
  [{ keys: [key({ api: "orders", keyManager: true })] }, /^keys\[0\]\.keyManager: is for keys of the management API only$/],
  [{ keys: [key({ api: "orders", permissions: ["read", "list"] })] }, /^keys\[0\]\.permissions\[1\]: must be one of read, write/],
  [{ keys: [key({ api: "orders", secret: "short" })] }, /^keys\[0\]\.secret: A secret needs at least 8 characters\.$/],
  [{ keys: [key({ api: "orders", secret: "a secret with spaces" })] }, /^keys\[0\]\.secret: A secret cannot contain spaces\.$/],
  [{ keys: [key({ api: "orders" }), key({ api: "orders" })] }, /^keys\[1\]\.id: is named twice in this file$/],
  [
    { keys: [key({ api: "orders", id: undefined }), key({ api: "orders", id: undefined })] },
    /^keys\[1\]\.name: is named twice in this file$/,
  ],
  [{ keys: [key({ api: "orders" })], service: [{ id: "key_0000000001", name: "s" }] }, /^service\[0\]\.id: is named twice in this file$/],
  [
    { keys: [key({ api: "orders", secret: "one-secret" }), key({ id: "key_0000000002", api: "orders", secret: "one-secret" })] },
    /^keys\[1\]\.secret: is also the secret of another key of that API in this file$/,
  ],
  [{ users: [{ user: { email: "u@example.com" }, registrar: {} }] }, /^users\[0\]\.registrar: is a name that nobody documents$/],
  [{ users: [{ user: { email: "u@example.com" }, registration: {} }] }, /^users\[0\]\.registration\.applicationId: /],
  [{ users: [{ user: { email: "u@example.com" }, registrations: {} }] }, /^users\[0\]\.registrations: must be a list$/],
  [
    { users: [{ user: { email: "u@example.com" }, registrations: [{ applicationId: TENANT, rolls: [] }] }] },
    /^users\[0\]\.registrations\[0\]\.rolls: /,
  ],
  [{ groups: [{ group: { name: "g" }, roleIds: ["x"] }] }, /^groups\[0\]\.roleIds\[0\]: /],
  [{ groups: [{ group: { name: "g" }, members: [{ userId: "x" }] }] }, /^groups\[0\]\.members\[0\]\.userId: /],
  [{ groups: [{ name: "g", roleIds: [] }] }, /^groups\[0\]\.roleIds: There is no property of this name\.$/],
  [{ applications: [{ application: { name: "a" }, members: [] }] }, /^applications\[0\]\.members: is a name that nobody documents$/],
  [{ users: [{ user: { emial: "u@example.com" } }] }, /^users\[0\]\.user\.emial: There is no property of this name\.$/],
  [{ users: [{ email: "u@example.com", id: "7" }] }, /^users\[0\]\.id: must be a UUID$/],
  [{ users: [{ email: "u@example.com", tenantId: OTHER_TENANT }] }, /^users\[0\]\.tenantId: names no tenant$/],
  [{ users: [{ email: "u@example.com", data: { a: "\u0000" } }] }, /^users\[0\]: The body contains characters that cannot be stored\.$/],
  [{ tenants: [{ name: "B" }], groups: [{ name: "g" }] }, /^groups\[0\]\.tenantId: is missing: there is more than one tenant$/],
  [{ groups: [{ name: "g" }, { group: { name: "g" } }] }, /^groups\[1\]: stands twice in this file$/],
  [{ applications: [{ name: "a", roles: [{ name: 1 }] }] }, /^applications\[0\]\.roles\[0\]\.name: /],
  [{ service: [{ name: "s", permissions: ["read"] }] }, /^service\[0\]\.permissions\[0\]: must be one of keys:verify/],
];

describe("checkReferences", () => {
  test.each(REFUSED)("%j is refused at its path", (document, problem) => {
    expect(check(document)).toEqual([expect.stringMatching(problem)]);
  });

  const ACCEPTED: readonly object[] = [
    {},
    { apis: [api()], keys: [key()] },
    { apis: [{ slug: "orders", name: "Orders" }], keys: [key({ api: "orders", plan: "gold" })] },
    { apis: [{ slug: "management" }], keys: [key({ api: "management", keyManager: true, tenantId: TENANT })] },
    { apis: [{ slug: "orders", hosts: ["new.test"] }, api({ hosts: ["orders.test"] })] },
    { apis: [api({ issuers: ["https://login.test"], trustedKeys: [jwk()] })] },
    { apis: [{ slug: "chat", dialect: "fusion-ai", trustedKeys: [jwk()] }] },
    { apis: [api({ issuers: ["https://login.test", "http://127.0.0.1:9000", { issuer: "i", jwksUrl: "https://login.test/keys" }] })] },
    {
      tenants: [
        { id: TENANT, name: "Renamed" },
        { id: OTHER_TENANT, name: "Default" },
      ],
    },
    { tenants: [{ id: OTHER_TENANT, name: "B" }], keys: [key({ api: "orders", tenantId: OTHER_TENANT, permissions: ["*"] })] },
    { users: [{ user: { email: "u@example.com", password: "long enough" } }], groups: [{ name: "g" }], applications: [{ name: "a" }] },
    { apis: [api()], keys: [key({ secret: "one-secret" }), key({ id: "key_0000000002", api: "orders", secret: "one-secret" })] },
  ];

  test.each(ACCEPTED)("%j fits", (document) => {
    expect(check(document)).toEqual([]);
  });
});
