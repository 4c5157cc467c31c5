import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, pageSecurityHeaders, readNonce } from "./page-security";

describe("a page", () => {
  const policy = contentSecurityPolicy("bm9uY2U=", "http");
  test.each([
    ["script-src", "'self' 'nonce-bm9uY2U=' 'strict-dynamic'"],
    ["style-src", "'self' 'nonce-bm9uY2U='"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["form-action", "'self'"],
    ["frame-ancestors", "'none'"],
  ])("allows %s %s and no more", (directive, sources) => {
    expect(policy.split("; ")).toContain(`${directive} ${sources}`);
  });
  test("allows no inline or evaluated code", () => {
    expect(policy).not.toContain("unsafe");
  });
  test.each<["http" | "https", boolean]>([
    ["http", false],
    ["https", true],
  ])("over %s: HSTS and upgraded requests: %s", (scheme, is) => {
    const headers = new Map(pageSecurityHeaders(contentSecurityPolicy("x", scheme), scheme));
    expect(headers.has("strict-transport-security")).toBe(is);
    expect(headers.get("content-security-policy")?.includes("upgrade-insecure-requests")).toBe(is);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});

test("a page finds the nonce of its view in its policy", () => {
  expect(readNonce(contentSecurityPolicy("bm9uY2U=", "http"))).toBe("bm9uY2U=");
  expect(readNonce("default-src 'self'")).toBeUndefined();
  expect(readNonce(null)).toBeUndefined();
});
