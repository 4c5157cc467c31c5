// Promises of reminders: each threshold is a reason once it has passed, none for keys made to live shorter, and the last one says it all.
import { describe, expect, it } from "vitest";
import { type KeyLife, renewalLabel, renewalsOf, renewalWords, worthTelling } from "./renewal";

const DAY_MS = 86_400_000;
const NOW = 1_700_000_000_000;
const life = (made: number, expires: number | null, secret = made): KeyLife => ({
  createdAtMs: NOW - made * DAY_MS,
  expiresAtMs: expires === null ? null : NOW + expires * DAY_MS,
  secretMadeAtMs: NOW - secret * DAY_MS,
});

it.each([
  ["young, for ever", life(89.9, null), [], []],
  ["90 days old", life(90, null), ["age"], ["age"]],
  ["rotated since", life(200, null, 1), [], []],
  ["15 days left", life(60, 15), [], []],
  ["14 days left", life(60, 14), ["expiry-14"], ["expiry-14"]],
  ["3 days left", life(60, 3), ["expiry-14", "expiry-3"], ["expiry-3"]],
  ["an hour left", life(60, 1 / 24), ["expiry-14", "expiry-3", "expiry-1"], ["expiry-1"]],
  ["old, and a day left", life(91, 1), ["age", "expiry-14", "expiry-3", "expiry-1"], ["age", "expiry-1"]],
  ["made for a week", life(0, 7), [], []],
  ["made for a week, 2 days left", life(5, 2), ["expiry-3"], ["expiry-3"]],
  ["expired", life(100, 0), [], []],
])("%s", (_name, key, passed, told) => {
  const renewals = renewalsOf(key, NOW);
  expect(renewals.map(({ kind }) => kind)).toEqual(passed);
  expect(worthTelling(renewals).map(({ kind }) => kind)).toEqual(told);
});

describe("words", () => {
  it.each([
    ["age", NOW - 93.5 * DAY_MS, "its secret is 93 days old", "Secret 93 days old"],
    ["expiry-14", NOW + 13.2 * DAY_MS, "it expires within 14 days", "Expires in 14 days"],
    ["expiry-1", NOW + 0.4 * DAY_MS, "it expires within a day", "Expires within a day"],
  ] as const)("%s", (kind, aboutMs, words, label) => {
    expect(renewalWords({ kind, aboutMs }, NOW)).toBe(words);
    expect(renewalLabel({ kind, aboutMs }, NOW)).toBe(label);
  });
});
