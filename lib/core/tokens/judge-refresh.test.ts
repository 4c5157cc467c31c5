import { expect, test } from "vitest";
import { judgeRefresh, refreshExpiryMs } from "./judge-refresh";

const SESSION = { startedAtMs: 1_000_000, expiresAtMs: 2_000_000, endedAtMs: null, spentAtMs: null };
const SPENT = { ...SESSION, spentAtMs: 1_500_000 };

test.each([
  ["good", SESSION, 0, 1_000_000],
  ["good", SESSION, 0, 1_999_999],
  ["over", SESSION, 0, 2_000_000],
  ["over", { ...SESSION, endedAtMs: 1_200_000 }, 0, 1_300_000],
  ["reused", SPENT, 0, 1_500_000],
  ["reused", SPENT, 0, 1_999_999],
  ["reused", SPENT, 0, 1_499_000],
  ["good", SPENT, 10, 1_499_000],
  ["good", SPENT, 10, 1_509_999],
  ["reused", SPENT, 10, 1_510_000],
  ["over", { ...SPENT, endedAtMs: 1_500_001 }, 10, 1_500_002],
  ["over", SPENT, 10_000, 2_000_000],
] as const)("%s: %j with a grace of %i s at %i", (verdict, presented, graceSeconds, nowMs) => {
  expect(judgeRefresh(presented, { graceSeconds }, nowMs)).toBe(verdict);
});

const SETTINGS = { lifeSeconds: 100, isOneTime: true, graceSeconds: 0, longestSeconds: null };

test.each([
  ["fixed", null, 0, null, 100_000],
  ["fixed", null, 50_000, 100_000, 100_000],
  ["fixed", 60, 0, null, 60_000],
  ["sliding", null, 50_000, 100_000, 150_000],
  ["sliding", 120, 50_000, 100_000, 120_000],
] as const)("%s, at most %s s: used at %i, ending at %s so far, it ends at %i", (expiration, longestSeconds, usedAtMs, current, ends) => {
  expect(refreshExpiryMs({ ...SETTINGS, expiration, longestSeconds }, { startedAtMs: 0, usedAtMs, current })).toBe(ends);
});
