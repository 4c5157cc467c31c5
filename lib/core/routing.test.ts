import { describe, expect, test } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "./catalogue";
import { cryptofuse } from "./dialects/cryptofuse";
import { createRouter, hostName } from "./routing";

function api(slug: string, overrides: Partial<Api> = {}): Api {
  return {
    id: `id-${slug}`,
    slug,
    name: slug,
    dialect: cryptofuse,
    upstream: "http://127.0.0.1:9000",
    hosts: [],
    endpoints: [],
    plans: {},
    settings: DEFAULT_SETTINGS,
    holdsForeignSecrets: false,
    ...overrides,
  };
}

const catalogue = {
  version: 1,
  apis: [
    api("management", { upstream: null }),
    api("service", { upstream: null }),
    api("payments", { hosts: ["api.cryptofuse.test", "keys.example.com"] }),
    api("models"),
  ],
};
const router = createRouter(catalogue, new Set(["keys.example.com", "192.0.2.10"]));

function routed(host: string | null, path: string): string {
  const route = router(host, path);
  return route.kind === "api" ? `${route.api.slug} ${route.path}` : `${route.kind} ${route.path}`;
}

describe("on an API's own host", () => {
  test.each([
    ["api.cryptofuse.test", "/v0/payments", "payments /v0/payments"],
    ["API.CryptoFuse.test:8443", "/v0/payments", "payments /v0/payments"],
    ["api.cryptofuse.test.", "/", "payments /"],
    ["api.cryptofuse.test", "/api/user", "payments /api/user"],
    ["api.cryptofuse.test", "/v1/verify", "payments /v1/verify"],
    ["api.cryptofuse.test", "/oauth2/token", "payments /oauth2/token"],
    ["api.cryptofuse.test", "/.well-known/jwks.json", "payments /.well-known/jwks.json"],
    ["api.cryptofuse.test", "/gateway/models/x", "payments /gateway/models/x"],
    ["api.cryptofuse.test", "/_next/static/a.js", "payments /_next/static/a.js"],
  ])("every path of %s is that API's: %s → %s", (host, path, expected) => {
    expect(routed(host, path)).toBe(expected);
  });
});

describe("on the instance's own hosts", () => {
  test.each([
    ["/gateway/payments/v0/payments", "payments /v0/payments"],
    ["/gateway/models/", "models /"],
    ["/gateway/models", "models /"],
    ["/gateway/models/a%2fb", "models /a%2fb"],
    ["/gateway/nothing/v0", "nowhere /gateway/nothing/v0"],
    ["/gateway/management/api/user", "nowhere /gateway/management/api/user"],
    ["/gateway/service/v1/verify", "nowhere /gateway/service/v1/verify"],
    ["/gateway/", "nowhere /gateway/"],
    ["/gateway", "nowhere /gateway"],
    ["/v1/verify", "service /v1/verify"],
    ["/v1/verify/", "nowhere /v1/verify/"],
    ["/v1/other", "nowhere /v1/other"],
    ["/api/user", "management /api/user"],
    ["/api", "management /api"],
    ["/api/", "management /api/"],
    ["/api/user.rsc", "management /api/user.rsc"],
    ["/api/auth", "page /api/auth"],
    ["/api/auth/signin", "page /api/auth/signin"],
    ["/api/authority", "management /api/authority"],
    ["/oauth2/token", "management /oauth2/token"],
    ["/oauth2", "management /oauth2"],
    ["/oauth2x", "page /oauth2x"],
    ["/.well-known/jwks.json", "management /.well-known/jwks.json"],
    ["/.well-known/openid-configuration/30663132", "management /.well-known/openid-configuration/30663132"],
    ["/.well-known-x", "page /.well-known-x"],
    ["/apis", "page /apis"],
    ["/_next/data/build/api/user.json", "nowhere /_next/data/build/api/user.json"],
    ["/_next/static/a.js", "page /_next/static/a.js"],
    ["/", "page /"],
  ])("%s → %s", (path, expected) => {
    expect(routed("keys.example.com", path)).toBe(expected);
  });

  test.each(["/api/user", "/v1/verify", "/gateway/models", "/oauth2/token", "/.well-known/x"])(
    "an empty catalogue opens nothing at %s",
    (path) => {
      expect(createRouter({ version: 1, apis: [] }, new Set())("localhost", path).kind).toBe("nowhere");
    },
  );

  test("no API takes the instance's own host away", () => {
    expect(routed("keys.example.com", "/v0/payments")).toBe("page /v0/payments");
  });
});

describe("hosts", () => {
  test.each([
    "localhost",
    "LOCALHOST:3000",
    "console.localhost",
    "127.0.0.1:3000",
    "127.1.2.3",
    "[::1]:3000",
    "192.0.2.10:3000",
    "keys.example.com:443",
  ])("%s is this instance", (host) => {
    expect(routed(host, "/")).toBe("page /");
  });
  test.each([
    "evil.example",
    "keys.example.com.evil.example",
    "",
    "a b",
    "localhost@evil.example",
    "192.0.2.11",
    "http://localhost",
    "127.0.0.1.evil.example",
  ])("%j is misdirected", (host) => {
    expect(routed(host, "/api/user")).toBe("misdirected /api/user");
  });
  test("no host is misdirected", () => {
    expect(routed(null, "/")).toBe("misdirected /");
  });
  test.each([
    ["Example.COM:80", "example.com"],
    ["example.com.", "example.com"],
    ["[2001:DB8::1]:443", "2001:db8::1"],
    ["example.com:port", null],
    ["-example.com", null],
    ["a/b", null],
  ])("the name of %s is %s", (host, name) => {
    expect(hostName(host)).toBe(name);
  });
});
