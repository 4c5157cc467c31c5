// Promises to browsers: only listed origins, never credentials, and one place that decides.
import { describe, expect, test } from "vitest";
import { type Api, DEFAULT_SETTINGS } from "@/lib/core/catalogue";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import { infuzu } from "@/lib/core/dialects/infuzu";
import { headerValue, headerValues } from "@/lib/core/http";
import { allowsOrigin, preflightHeaders, readPreflight, withCorsHeaders } from "./cors";

const SHOP = "https://shop.example";

function api(origins: readonly string[], more: Partial<Api> = {}): Api {
  return {
    id: "6c9e9669-9670-4f85-9f16-8396c2206f7f",
    slug: "infuzu",
    name: "Infuzu",
    dialect: infuzu,
    upstream: "sample",
    hosts: [],
    endpoints: [],
    plans: {},
    settings: { ...DEFAULT_SETTINGS, cors: { origins, headers: ["X-Trace"] } },
    holdsForeignSecrets: false,
    ...more,
  };
}

describe("a preflight", () => {
  test("is OPTIONS with an origin and the method it asks for", () => {
    expect(
      readPreflight("OPTIONS", [
        ["Origin", SHOP],
        ["Access-Control-Request-Method", "POST"],
      ]),
    ).toEqual({ origin: SHOP, method: "POST" });
    expect(readPreflight("OPTIONS", [["Origin", SHOP]])).toBeNull();
    expect(
      readPreflight("GET", [
        ["Origin", SHOP],
        ["Access-Control-Request-Method", "POST"],
      ]),
    ).toBeNull();
  });

  test("is granted to listed origins only, compared as a whole", () => {
    expect(allowsOrigin(api([SHOP]), SHOP)).toBe(true);
    expect(allowsOrigin(api([SHOP]), "https://shop.example.evil.example")).toBe(false);
    expect(allowsOrigin(api([SHOP]), "http://shop.example")).toBe(false);
    expect(allowsOrigin(api([]), SHOP)).toBe(false);
    expect(allowsOrigin(api(["*"]), "https://any.example")).toBe(true);
  });

  test("may send the dialect's carriers, the tenant header and what the API adds; never credentials", () => {
    const lines = preflightHeaders(api([SHOP]), SHOP);
    expect(headerValue(lines, "access-control-allow-origin")).toBe(SHOP);
    expect(headerValue(lines, "access-control-allow-headers")).toBe(
      "Content-Type, Infuzu-API-Key, X-Infuzu-API-Key, Authorization, X-Trace",
    );
    expect(headerValues(lines, "access-control-allow-credentials")).toEqual([]);
    const tenant = preflightHeaders(api([SHOP], { dialect: fusionauth }), SHOP);
    expect(headerValue(tenant, "access-control-allow-headers")).toContain("X-FusionAuth-TenantId");
  });

  test("may use the methods that the API registers, each once", () => {
    const endpoints = ["/a", "/b"].map((path) => ({ path, methods: ["GET", "POST"], permission: null, cost: 1 }));
    expect(headerValue(preflightHeaders(api([SHOP], { endpoints }), SHOP), "access-control-allow-methods")).toBe("GET, POST");
  });
});

describe("an answer", () => {
  test("shows a listed origin the rate headers, Retry-After and the request id", () => {
    const lines = withCorsHeaders([["Content-Type", "text/plain"]], api([SHOP]), SHOP);
    expect(headerValue(lines, "access-control-allow-origin")).toBe(SHOP);
    const exposed = headerValue(lines, "access-control-expose-headers");
    for (const name of ["Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id"]) expect(exposed).toContain(name);
    expect(headerValue(lines, "vary")).toBe("Origin");
  });

  test("has the upstream's own CORS lines replaced where the API lists origins", () => {
    const lines = withCorsHeaders(
      [
        ["Access-Control-Allow-Origin", "*"],
        ["access-control-allow-credentials", "true"],
      ],
      api([SHOP]),
      "https://evil.example",
    );
    expect(lines).toEqual([["vary", "Origin"]]);
  });

  test("stays as it is where the API lists none", () => {
    const lines = [["Access-Control-Allow-Origin", "*"]] as const;
    expect(withCorsHeaders(lines, api([]), SHOP)).toBe(lines);
  });
});
