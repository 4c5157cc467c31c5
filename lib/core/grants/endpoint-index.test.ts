// Promises of the endpoint index and of grants on it.
import { describe, expect, test } from "vitest";
import type { Endpoint, EndpointGrants } from "@/lib/core/catalogue";
import { indexEndpoints } from "./endpoint-index";
import { allowedMethods, endpointFor, hasPermission, opens } from "./permits";

const endpoint = (path: string, methods: string[], permission: string | null = null): Endpoint => ({ path, methods, permission, cost: 1 });
const INDEX = indexEndpoints([
  endpoint("/api/user", ["GET", "POST"]),
  endpoint("/api/user/{userId}", ["GET"], "read"),
  endpoint("/api/user/{id}", ["DELETE"], "write"),
  endpoint("/api/user/search", ["GET"]),
  endpoint("/api/user/{userId}/{applicationId}", ["GET"]),
  endpoint("/", ["GET"]),
]);

describe("find", () => {
  test.each([
    ["/api/user", "/api/user"],
    ["/api/user/42", "/api/user/{userId}"],
    ["/api/user/search", "/api/user/search"],
    ["/api/user/a/b", "/api/user/{userId}/{applicationId}"],
    ["/api/user/search/b", "/api/user/{userId}/{applicationId}"],
    ["/", "/"],
    ["/api/user/", null],
    ["/api/users", null],
    ["/api", null],
    ["/api/user/a/b/c", null],
    ["/API/user", null],
  ])("%s → %s", (path, template) => {
    expect(INDEX.find(path)?.template ?? null).toBe(template);
  });

  test("templates that differ in parameter names alone are one, with all their methods", () => {
    const found = INDEX.find("/api/user/42");
    expect(found && allowedMethods(found)).toBe("DELETE, GET, HEAD");
    expect(found && endpointFor(found, "HEAD")?.permission).toBe("read");
    expect(found && endpointFor(found, "DELETE")?.permission).toBe("write");
    expect(found && endpointFor(found, "PUT")).toBeNull();
  });
});

describe("opens", () => {
  const GRANT: EndpointGrants = { "/api/user": ["GET"] };
  test.each([
    [GRANT, "/api/user", "GET", true],
    [GRANT, "/api/user", "HEAD", true],
    [GRANT, "/api/user", "POST", false],
    [GRANT, "/api/user/42", "GET", true],
    [GRANT, "/api/user/a/b", "GET", true],
    [GRANT, "/api/user/search", "GET", false],
    [{ "/api/user/{any}": ["GET"] }, "/api/user/42", "GET", true],
    [{ "/api/user/{any}": ["GET"] }, "/api/user", "GET", false],
    [{}, "/api/user/search", "DELETE", true],
    [{ "/api/user": [] }, "/api/user", "GET", false],
  ] as [EndpointGrants, string, string, boolean][])("%j on %s %s → %s", (grants, path, method, expected) => {
    const found = INDEX.find(path);
    expect(found && opens(grants, found, method)).toBe(expected);
  });
});

describe("hasPermission", () => {
  test.each([
    [["*"], "write", null, true],
    [["read"], "write", null, false],
    [["read"], null, null, true],
    [["admin"], "webhook", "admin", true],
    [["admin"], "webhook", null, false],
    [[], "read", "admin", false],
  ] as [string[], string | null, string | null, boolean][])("%j for %s (opening: %s) → %s", (granted, needed, opening, expected) => {
    expect(hasPermission(granted, needed, opening)).toBe(expected);
  });
});
