import { describe, expect, it } from "vitest";
import { periodWords, resetWords } from "./window-words";

describe("a window in words", () => {
  it.each([
    ["minute", "per minute"],
    ["900s", "per 15 min"],
    ["quota-month", "per calendar month"],
    ["quota-total", "in all"],
    ["account-hour", "per hour, all keys of its account together"],
    ["tenant-30s", "per 30 s, all keys of its tenant together"],
    ["api-day", "per day, all keys of the API together"],
    ["fortnight", "per fortnight"],
  ])("%s is counted %s", (name, words) => expect(periodWords(name)).toBe(words));

  it.each([
    ["minute", 0, "first unit back in"],
    ["minute", 3, "next unit back in"],
    ["quota-day", 0, "all back in"],
  ])("%s with %i left: %s", (name, remaining, words) => expect(resetWords({ name, remaining })).toBe(words));
});
