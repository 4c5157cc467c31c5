// Promises of the throttle of failed authentication: whose failures are one, and which refusals are failures.
import { describe, expect, test } from "vitest";
import { failureClaim, isFailedAuthentication } from "./failed-authentication";

describe("failureClaim", () => {
  test.each([
    ["198.51.100.7", "198.51.100.7"],
    ["::ffff:198.51.100.7", "::ffff:198.51.100.7"],
  ])("%s is counted by itself", (peer, name) => {
    expect(failureClaim(peer, 300)).toEqual({ kind: "sliding", subject: `auth-failures:${name}`, limit: 300, periodSeconds: 60 });
  });
  test("all addresses of an IPv6 /64 are one, and those of another are not", () => {
    const subject = (peer: string) => failureClaim(peer, 300)?.subject;
    expect(subject("2001:db8:1:2::1")).toBe(subject("2001:db8:1:2:ffff::9"));
    expect(subject("2001:db8:1:2::1")).not.toBe(subject("2001:db8:1:3::1"));
  });
  test.each(["127.0.0.1", "127.9.9.9", "::1"])("%s is never throttled", (peer) => {
    expect(failureClaim(peer, 300)).toBeNull();
  });
  test("0 switches it off", () => {
    expect(failureClaim("198.51.100.7", 0)).toBeNull();
  });
});

describe("isFailedAuthentication", () => {
  test.each(["missing", "unknown", "bad_checksum", "revoked", "expired", "invalid_token"] as const)("%s is one", (code) => {
    expect(isFailedAuthentication(code)).toBe(true);
  });
  test.each(["missing_permission", "rate_limited", "https_required", "not_found", "wrong_tenant"] as const)("%s is none", (code) => {
    expect(isFailedAuthentication(code)).toBe(false);
  });
});
