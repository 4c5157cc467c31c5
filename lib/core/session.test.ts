// A session ends with its version, with its life, and with nothing to say for itself.
import { describe, expect, it } from "vitest";
import { isSessionCurrent, readSessionClaims, SESSION_LIFE_SECONDS, tokenLifeSeconds } from "./session";

const NOW = 1_790_000_000_000;
const CLAIMS = { memberId: "m", version: 3, signedInAtMs: NOW };
const HOUR_MS = 3_600_000;

describe("sessions", () => {
  it.each([
    ["at once", 3, NOW, true],
    ["just before the end of its life", 3, NOW + 12 * HOUR_MS - 1000, true],
    ["at the end of its life", 3, NOW + 12 * HOUR_MS, false],
    ["with a version that was raised", 4, NOW, false],
    ["with a version from a restored past", 2, NOW, false],
    ["of a member who is gone", null, NOW, false],
    ["signed in tomorrow", 3, NOW - 1, false],
  ])("a session %s", (_when, version, nowMs, isCurrent) => {
    expect(isSessionCurrent(CLAIMS, version, nowMs)).toBe(isCurrent);
  });

  it("a token lives for two hours, and not beyond twelve hours after the sign-in", () => {
    expect(tokenLifeSeconds(CLAIMS, NOW)).toBe(7200);
    expect(tokenLifeSeconds(CLAIMS, NOW + 11 * HOUR_MS)).toBe(3600);
    expect(tokenLifeSeconds(CLAIMS, NOW + SESSION_LIFE_SECONDS * 1000)).toBe(0);
  });

  it.each([
    [{}],
    [{ sub: "m" }],
    [{ sub: 1, version: 1, signedInAtMs: NOW }],
    [{ sub: "m", version: "1", signedInAtMs: NOW }],
    [{ sub: "m", version: 1, signedInAtMs: Number.NaN }],
    [{ sub: "m", version: 1.5, signedInAtMs: NOW }],
  ])("claims that are not whole are none: %j", (payload) => {
    expect(readSessionClaims(payload)).toBeNull();
  });

  it("whole claims are read", () => {
    expect(readSessionClaims({ sub: "m", version: 3, signedInAtMs: NOW, iat: 1 })).toEqual(CLAIMS);
  });
});
