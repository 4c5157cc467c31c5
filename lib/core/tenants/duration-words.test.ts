// A duration is said exactly, and in no unit that it has none of.
import { expect, it } from "vitest";
import { durationWords } from "./duration-words";

it.each([
  [1, "1 second"],
  [90, "1 minute 30 seconds"],
  [3600, "1 hour"],
  [2_592_000, "30 days"],
  [86_401, "1 day 1 second"],
])("%i seconds are %s", (seconds, words) => expect(durationWords(seconds)).toBe(words));
