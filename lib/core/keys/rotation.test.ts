// Promises of what people read about rotations: spans in the unit they think in, callers of an old secret in one sentence.
import { expect, it } from "vitest";
import { callsWords, silencesWithin, spanWords } from "./rotation";

it.each([
  [0, "0 seconds"],
  [1, "1 second"],
  [90, "90 seconds"],
  [60, "1 minute"],
  [3600, "1 hour"],
  [5400, "90 minutes"],
  [86_400, "24 hours"],
  [604_800, "7 days"],
  [2_592_000, "30 days"],
])("%i seconds are %s", (seconds, words) => {
  expect(spanWords(seconds)).toBe(words);
});

it.each([
  [0, [], "Not called in the last hour."],
  [1, ["10.0.0.0/24"], "Called once in the last hour, from 10.0.0.0/24."],
  [12, [], "Called 12 times in the last hour."],
  [12, ["10.0.0.0/24", "2001:db8::/48"], "Called 12 times in the last hour, from 10.0.0.0/24 and 2001:db8::/48."],
  [9, ["a", "b", "c", "d"], "Called 9 times in the last hour, from a, b, c and 1 more range."],
  [9, ["a", "b", "c", "d", "e"], "Called 9 times in the last hour, from a, b, c and 2 more ranges."],
])("%i calls from %j", (count, ranges, words) => {
  expect(callsWords({ count, ranges, rangeCount: ranges.length })).toBe(words);
});

it("counts also the ranges that are not among those it is given", () => {
  expect(callsWords({ count: 5000, ranges: ["a", "b", "c", "d"], rangeCount: 700 })).toBe(
    "Called 5000 times in the last hour, from a, b, c and 697 more ranges.",
  );
});

it.each([
  [0, []],
  [3600, []],
  [86_400, [3600]],
  [30 * 86_400, [3600, 86_400, 7 * 86_400]],
])("an overlap of %i seconds leaves silences that end it earlier: %j", (overlap, silences) => {
  expect(silencesWithin(overlap)).toEqual(silences);
});
