// A session ends with what is stored of it, with its version, with its life, with idleness, and with nothing to say for itself.
import { describe, expect, it } from "vitest";
import { isSessionCurrent, readSessionClaims, type StoredSession, tokenLifeSeconds } from "./session";

const NOW = 1_790_000_000_000;
const CLAIMS = { sessionId: "s", memberId: "m", version: 3, signedInAtMs: NOW };
const LIMITS = { idleMinutes: 120, sessionHours: 12 };
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe("sessions", () => {
  it.each<[string, Partial<StoredSession> | null, number, boolean]>([
    ["at once", {}, NOW, true],
    ["just before the end of its life", {}, NOW + 12 * HOUR_MS - 1000, true],
    ["at the end of its life", {}, NOW + 12 * HOUR_MS, false],
    ["idle for just under two hours", { lastSeenAtMs: NOW + HOUR_MS }, NOW + 3 * HOUR_MS - 1, true],
    ["idle for two hours", { lastSeenAtMs: NOW + HOUR_MS }, NOW + 3 * HOUR_MS, false],
    ["with a version that was raised", { memberVersion: 4 }, NOW, false],
    ["with a version from a restored past", { memberVersion: 2 }, NOW, false],
    ["of a member who was disabled", { isMemberDisabled: true }, NOW, false],
    ["of somebody else", { memberId: "n" }, NOW, false],
    ["of which nothing is stored any more", null, NOW, false],
    ["signed in tomorrow", {}, NOW - 1, false],
  ])("a session %s", (_when, changed, nowMs, isCurrent) => {
    const stored = changed && { memberId: "m", memberVersion: 3, isMemberDisabled: false, lastSeenAtMs: nowMs, ...changed };
    expect(isSessionCurrent(CLAIMS, stored, LIMITS, nowMs)).toBe(isCurrent);
  });

  it("a token lives until the session is idle too long, and not beyond its life", () => {
    expect(tokenLifeSeconds(CLAIMS, LIMITS, NOW)).toBe(7200);
    expect(tokenLifeSeconds(CLAIMS, { ...LIMITS, idleMinutes: 5 }, NOW + MINUTE_MS)).toBe(300);
    expect(tokenLifeSeconds(CLAIMS, LIMITS, NOW + 11 * HOUR_MS)).toBe(3600);
    expect(tokenLifeSeconds(CLAIMS, { ...LIMITS, sessionHours: 1 }, NOW + HOUR_MS)).toBe(0);
  });

  it.each([
    [{}],
    [{ sub: "m", sid: "s" }],
    [{ sub: "m", version: 1, signedInAtMs: NOW }],
    [{ sub: 1, sid: "s", version: 1, signedInAtMs: NOW }],
    [{ sub: "m", sid: "s", version: "1", signedInAtMs: NOW }],
    [{ sub: "m", sid: "s", version: 1, signedInAtMs: Number.NaN }],
    [{ sub: "m", sid: "s", version: 1.5, signedInAtMs: NOW }],
  ])("claims that are not whole are none: %j", (payload) => {
    expect(readSessionClaims(payload)).toBeNull();
  });

  it("whole claims are read", () => {
    expect(readSessionClaims({ sub: "m", sid: "s", version: 3, signedInAtMs: NOW, iat: 1 })).toEqual(CLAIMS);
  });
});
