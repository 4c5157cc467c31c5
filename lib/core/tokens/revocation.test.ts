import { expect, test } from "vitest";
import { isRevokedBy, issueInstantMs, revocableBy, revocationAt } from "./revocation";
import type { VerifiedToken } from "./token-profile";

const NOW_MS = 1_767_225_600_500;

test("a token issued up to the revocation is hit, one issued after it is not, to the millisecond", () => {
  const revocation = revocationAt("user", "u", NOW_MS);
  for (const issuedAtMs of [null, NOW_MS - 60_000, NOW_MS - 500, NOW_MS]) expect(isRevokedBy({ issuedAtMs }, revocation)).toBe(true);
  expect(issueInstantMs(NOW_MS, revocation.issuedUntilMs)).toBe(NOW_MS + 1);
  expect(isRevokedBy({ issuedAtMs: NOW_MS + 1 }, revocation)).toBe(false);
});

test("of a token of ours the exact instant counts, not its second", () => {
  const revocation = revocationAt("user", "u", NOW_MS);
  const issued = (exactMs: number | null) => ({ issuedAtMs: NOW_MS - 500, own: { key: null, issuedAtMs: exactMs } });
  expect(isRevokedBy(issued(NOW_MS + 1), revocation)).toBe(false);
  for (const exactMs of [NOW_MS, NOW_MS - 1, null]) expect(isRevokedBy(issued(exactMs), revocation)).toBe(true);
});

test("without a revocation, or after it, a token names the instant in which it is issued", () => {
  expect(issueInstantMs(NOW_MS, null)).toBe(NOW_MS);
  expect(issueInstantMs(NOW_MS, NOW_MS - 10_000)).toBe(NOW_MS);
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
