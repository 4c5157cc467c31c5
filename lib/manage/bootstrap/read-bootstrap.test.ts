// A bad bootstrap file names the JSON path of every fault and repeats none of its values; a good one is read as documented.
import { describe, expect, test } from "vitest";
import { jsonPath, readBootstrap } from "./read-bootstrap";

const read = (document: unknown) => readBootstrap(JSON.stringify(document));

const paths = (document: unknown) => {
  const reading = read(document);
  return "problems" in reading ? reading.problems.map((problem) => `${problem.field}: ${problem.message}`) : [];
};

const bootstrapOf = (document: unknown) => {
  const reading = read(document);
  if ("problems" in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.bootstrap;
};

const api = (fields: object) => ({ apis: [{ slug: "payments", dialect: "cryptofuse", ...fields }] });
const key = (fields: object) => ({ keys: [{ id: "key_0000000001", api: "payments", name: "ci", ...fields }] });

const REFUSED: readonly [document: unknown, problem: RegExp][] = [
  [[], /^\$: must be an object$/],
  [{ key: [] }, /^key: is a name that nobody documents$/],
  [{ keys: {} }, /^keys: must be a list$/],
  [{ keys: [null] }, /^keys\[0\]: must be an object$/],
  [{ owner: { email: "x", name: "O", password: "fifteen letters!" } }, /^owner\.email: must be an e-mail address$/],
  [{ owner: { email: "o@example.com", name: "O", password: "short" } }, /^owner\.password: needs at least 15 characters$/],
  [{ tenants: [{ id: "1", name: "T" }] }, /^tenants\[0\]\.id: This is not a UUID/],
  [{ tenants: [{ name: "a\u0000b" }] }, /^tenants\[0\]\.name: must be one line/],
  [{ tenants: [{ name: "\ud800" }] }, /^tenants\[0\]\.name: must be one line/],
  [api({ slug: "Pay Ments" }), /^apis\[0\]\.slug: must be 1 to 63 lower-case letters/],
  [api({ upstream: "ftp://x" }), /^apis\[0\]\.upstream: must be an http\(s\) URL/],
  [api({ upstream: "http://user:pw@x" }), /^apis\[0\]\.upstream: must be an http\(s\) URL/],
  [api({ hosts: ["https://a"] }), /^apis\[0\]\.hosts\[0\]: must be a host name/],
  [api({ hosts: ["a.test:443"] }), /^apis\[0\]\.hosts\[0\]: must be a host name/],
  [api({ endpoints: [{ path: "v0", methods: ["GET"] }] }), /^apis\[0\]\.endpoints\[0\]\.path: must start with a slash$/],
  [api({ endpoints: [{ path: "/a/../b", methods: ["GET"] }] }), /^apis\[0\]\.endpoints\[0\]\.path: The path contains a dot segment/],
  [api({ endpoints: [{ path: "/a/x{id}", methods: ["GET"] }] }), /^apis\[0\]\.endpoints\[0\]\.path: may name parameters as whole/],
  [api({ endpoints: [{ path: "/a", methods: [] }] }), /^apis\[0\]\.endpoints\[0\]\.methods: must name at least one method$/],
  [api({ endpoints: [{ path: "/a", methods: ["FETCH"] }] }), /^apis\[0\]\.endpoints\[0\]\.methods\[0\]: must be one of GET, /],
  [api({ endpoints: [{ path: "/a", methods: ["GET"], cost: 0 }] }), /^apis\[0\]\.endpoints\[0\]\.cost: must be a whole number from 1/],
  [api({ plans: [{ name: "p", windows: [{ limit: 1.5, seconds: 60 }] }] }), /^apis\[0\]\.plans\[0\]\.windows\[0\]\.limit: must be a whole/],
  [
    api({
      plans: [
        {
          name: "p",
          windows: [
            { limit: 1, seconds: 60 },
            { limit: 2, seconds: 60 },
          ],
        },
      ],
    }),
    /^apis\[0\]\.plans\[0\]\.windows: names the same period twice$/,
  ],
  [
    api({ plans: [{ name: "p", quota: { limit: 5, period: "week" } }] }),
    /^apis\[0\]\.plans\[0\]\.quota\.period: must be day, month or total$/,
  ],
  [api({ plans: [{ name: "p", endpoints: [] }] }), /^apis\[0\]\.plans\[0\]\.endpoints: must name an endpoint/],
  [api({ plans: [{ name: "p", endpoints: ["x"] }] }), /^apis\[0\]\.plans\[0\]\.endpoints\[0\]: must start with a slash$/],
  [api({ plans: [{ name: "p", endpoints: { "/a": ["FETCH"] } }] }), /^apis\[0\]\.plans\[0\]\.endpoints\["\/a"\]\[0\]: must be one of GET/],
  [api({ trustedKeys: [{ kid: "k", alg: "none", publicJwk: {} }] }), /^apis\[0\]\.trustedKeys\[0\]\.alg: must be one of RS256/],
  [
    api({ issuers: [{ issuer: "i" }] }),
    /^apis\[0\]\.issuers\[0\]\.jwksUrl: needs the address of its keys \(jwksUrl\), unless the issuer is an https URL/,
  ],
  [api({ issuers: [{ issuer: "i", jwksUrl: "http://keys.test" }] }), /^apis\[0\]\.issuers\[0\]\.jwksUrl: must be an https URL/],
  [api({ issuers: [{ issuer: "https://i", algorithms: ["HS256"] }] }), /^apis\[0\]\.issuers\[0\]\.algorithms\[0\]: must be one of RS256/],
  [api({ issuers: [{ issuer: "https://i", audiences: [] }] }), /^apis\[0\]\.issuers\[0\]\.audiences: is a name that nobody documents$/],
  [api({ cors: { origins: ["*"] } }), /^apis\[0\]\.cors\.origins\[0\]: must be an origin/],
  [api({ cors: { credentials: true } }), /^apis\[0\]\.cors\.credentials: is a name that nobody documents$/],
  [api({ upstreamHeaders: { "a b": "x" } }), /^apis\[0\]\.upstreamHeaders\["a b"\]: must be a header name$/],
  [
    api({ upstreamHeaders: { "Transfer-Encoding": "chunked" } }),
    /^apis\[0\]\.upstreamHeaders\["Transfer-Encoding"\]: belongs to the connection/,
  ],
  [api({ upstreamHeaders: { "x-a": "a\r\nb: c" } }), /^apis\[0\]\.upstreamHeaders\["x-a"\]: must be visible ASCII/],
  [api({ upstreamTimeoutSeconds: 0 }), /^apis\[0\]\.upstreamTimeoutSeconds: must be a whole number from 1/],
  [key({ id: "1" }), /^keys\[0\]\.id: must be key_ and 10 digits$/],
  [key({ secret: 12345678 }), /^keys\[0\]\.secret: must be a text$/],
  [key({ permissions: "read" }), /^keys\[0\]\.permissions: must be a list$/],
  [key({ endpoints: { "/a": [] } }), /^keys\[0\]\.endpoints\["\/a"\]: must name at least one method$/],
  [key({ expiresAt: "2027-01-31" }), /^keys\[0\]\.expiresAt: must be an instant/],
  [key({ ipAllowList: ["10.0.0.0/33"] }), /^keys\[0\]\.ipAllowList\[0\]: must be an address or a CIDR block/],
  [key({ metadata: [] }), /^keys\[0\]\.metadata: must be an object$/],
  [key({ metadata: { deep: "a\u0000" } }), /^keys\[0\]\.metadata: must hold storable text/],
  [key({ metadata: { long: "x".repeat(20_000) } }), /^keys\[0\]\.metadata: has at most 16384 characters/],
  [key({ keymanager: true }), /^keys\[0\]\.keymanager: is a name that nobody documents$/],
  [{ service: [{ name: "b", api: "payments" }] }, /^service\[0\]\.api: is a name that nobody documents$/],
];

describe("readBootstrap", () => {
  test.each(REFUSED)("%j is refused at its path", (document, problem) => {
    expect(paths(document)).toEqual([expect.stringMatching(problem)]);
  });

  test("text that is not JSON is refused without quoting any of it", () => {
    const reading = readBootstrap('{"keys": [{"secret": "super-secret-key" oops]}');
    expect(reading).toEqual({ problems: [{ field: "$", code: "invalid", message: "is not valid JSON" }] });
  });

  test("every fault of a file is named, not only the first", () => {
    expect(paths({ owner: {}, extra: 1 })).toEqual([
      "owner.email: must be an e-mail address",
      "owner.name: is missing",
      "owner.password: is missing",
      "extra: is a name that nobody documents",
    ]);
  });

  test("no problem repeats a value of the file", () => {
    const text = JSON.stringify(paths(key({ secret: { super: "super-secret-key" }, permissions: "super-secret-key" })));
    expect(text).not.toContain("super-secret-key");
  });

  test("the documented example is read; fields left out stay undefined", () => {
    const bootstrap = bootstrapOf({
      tenants: [{ id: "30663132-6464-6665-3032-326466613934", name: "Default" }],
      ...api({ endpoints: [{ path: "/v0/payments/{id}", methods: ["get", "HEAD", "DELETE"], permission: "write" }] }),
      ...key({ secret: "given-or-generated", tenantId: null, expiresAt: "2027-01-31T12:00:00+02:00" }),
    });
    expect(bootstrap.apis[0]).toMatchObject({ endpoints: [{ methods: ["GET", "DELETE"] }] });
    expect(bootstrap.keys[0]).toMatchObject({ tenantId: null, expiresAt: new Date("2027-01-31T10:00:00Z") });
    expect(bootstrap.keys[0]?.permissions).toBeUndefined();
    expect(bootstrap.service).toEqual([]);
  });

  test.each([
    [null, null],
    [{}, null],
    [["/a"], { "/a": ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] }],
    [{ "/a": ["GET"] }, { "/a": ["GET"] }],
  ])("a plan's endpoints %j are read as %j", (written, read) => {
    expect(bootstrapOf(api({ plans: [{ name: "p", endpoints: written }] })).apis[0]?.plans?.[0]?.endpoints).toEqual(read);
  });
});

test("jsonPath writes names bare where JavaScript would, and quoted elsewhere", () => {
  expect(jsonPath(["keys", 0, "endpoints", "/a b", 1])).toBe('keys[0].endpoints["/a b"][1]');
  expect(jsonPath([])).toBe("$");
});
