import { expect, test } from "vitest";
import { isRevokedBy, issuedAtSeconds, revocableBy, revocationAt } from "./revocation";
import type { VerifiedToken } from "./token-profile";

const NOW_MS = 1_767_225_600_500;

test("a token issued up to the revocation is hit, one issued after it is not, to the second", () => {
  const revocation = revocationAt("user", "u", NOW_MS);
  for (const issuedAtMs of [null, NOW_MS - 60_000, NOW_MS - 500, NOW_MS]) expect(isRevokedBy({ issuedAtMs }, revocation)).toBe(true);
  const nextMs = issuedAtSeconds(NOW_MS + 1, revocation.issuedUntilMs) * 1000;
  expect(nextMs).toBe(NOW_MS + 500);
  expect(isRevokedBy({ issuedAtMs: nextMs }, revocation)).toBe(false);
});

test("without a revocation, or long after it, a token names the second in which it was issued", () => {
  expect(issuedAtSeconds(NOW_MS, null)).toBe(1_767_225_600);
  expect(issuedAtSeconds(NOW_MS, NOW_MS - 10_000)).toBe(1_767_225_600);
});

test("a token or session that ended hits whatever was or will be issued under its name", () => {
  for (const kind of ["token", "session"] as const) {
    const revocation = revocationAt(kind, "x", NOW_MS);
    expect(isRevokedBy({ issuedAtMs: revocation.expiresAtMs - 1000 }, revocation)).toBe(true);
  }
});

test("a token can be hit by itself, its session, user, key, application and tenant", () => {
  const token: VerifiedToken = {
    issuer: "acme.com",
    subject: "user_u1",
    tokenId: "t1",
    issuedAtMs: 0,
    expiresAtMs: 1,
    permissions: [],
    claims: { sid: "s1", applicationId: "a1", tid: "n1", kfd: { id: "k1" } },
  };
  expect(revocableBy(token)).toEqual([
    ["token", "t1"],
    ["session", "s1"],
    ["user", "u1"],
    ["key", "k1"],
    ["application", "a1"],
    ["tenant", "n1"],
  ]);
  expect(revocableBy({ ...token, tokenId: null, subject: "u2", claims: { client_id: "c1", kfd: "k1", sid: 1 } })).toEqual([
    ["user", "u2"],
    ["application", "c1"],
  ]);
  const exchanged = { ...token, tokenId: "t3", claims: { anc: ["t1", "t2"] } };
  expect(revocableBy(exchanged)).toEqual(expect.arrayContaining(["t1", "t2", "t3"].map((id) => ["token", id])));
});
