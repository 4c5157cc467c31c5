// Promise: owners' rules for the life of keys decide what forms offer first and at most, and what no key is given.
import { describe, expect, it } from "vitest";
import { expiryChoices, extensionChoices, judgeLife, longestExpiryMs, readExpiry } from "./expiry";

const NOW = Date.parse("2026-11-25T12:00:00Z");
const offered = (usualKeyDays: number | null, longestKeyDays: number | null) =>
  expiryChoices({ usualKeyDays, longestKeyDays }).map(({ value }) => value);

describe("choices", () => {
  it.each([
    [90, null, ["90", "30", "365", "date", "never"]],
    [7, null, ["7", "30", "90", "365", "date", "never"]],
    [null, null, ["never", "30", "90", "365", "date"]],
    [90, 60, ["60", "30", "date"]],
    [null, 365, ["365", "30", "90", "date"]],
    [1, 1, ["1", "date"]],
  ])("usually %s, at most %s days: %j", (usual, longest, values) => {
    expect(offered(usual, longest)).toEqual(values);
  });

  it("a key that is to live on ends at some time", () => {
    expect(extensionChoices(null).map(({ value }) => value)).toEqual(["90", "30", "365", "date"]);
    expect(extensionChoices(30).map(({ value }) => value)).toEqual(["30", "date"]);
  });

  it("only what is offered is read", () => {
    const choices = expiryChoices({ usualKeyDays: 7, longestKeyDays: 30 });
    expect(readExpiry("7", "", NOW, choices)).toBe("2026-12-02T12:00:00Z");
    for (const choice of ["never", "365", "keep", "", "7.0"]) expect(readExpiry(choice, "", NOW, choices)).toBeUndefined();
  });
});

it.each([
  [null, null, null],
  ["2099-01-01T00:00:00Z", null, null],
  ["2026-12-25T12:00:00Z", 30, null],
  ["2026-12-25T23:59:59Z", 30, null],
  ["2026-12-26T00:00:00Z", 30, "Keys of this instance live 30 days at most."],
  [null, 1, "Keys of this instance live 1 day at most."],
])("until %s, where %s days are allowed: %s", (expiresAt, longestDays, refusal) => {
  expect(judgeLife(expiresAt === null ? null : Date.parse(expiresAt), longestDays, NOW)).toBe(refusal);
});

it("what lives too long is cut to the last instant that is allowed", () => {
  expect(new Date(longestExpiryMs(null, 30, NOW) ?? 0).toISOString()).toBe("2026-12-25T23:59:59.999Z");
  expect(longestExpiryMs(NOW + 1000, 30, NOW)).toBe(NOW + 1000);
  expect(longestExpiryMs(null, null, NOW)).toBeNull();
});
