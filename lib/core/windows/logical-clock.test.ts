// Logical time: forward with the clock, never back.
import { expect, test } from "vitest";
import { advance, createLogicalClock } from "./logical-clock";

test("follows the clock forwards, in whole milliseconds", () => {
  const clock = createLogicalClock();
  expect([advance(clock, 10.9), advance(clock, 11.1), advance(clock, 1e12)]).toEqual([10, 11, 1e12]);
});

test("goes on from where it was when the clock is set back", () => {
  const clock = createLogicalClock();
  advance(clock, 100_000);
  expect([advance(clock, 40_000), advance(clock, 40_500), advance(clock, 50_000)]).toEqual([100_000, 100_500, 110_000]);
  expect([advance(clock, 20_000), advance(clock, 20_001)]).toEqual([110_000, 110_001]);
});

test("a late reading counts as the last one and shifts nothing", () => {
  const clock = createLogicalClock();
  advance(clock, 5000);
  expect([advance(clock, 4000), advance(clock, 4999), advance(clock, 5001)]).toEqual([5000, 5000, 5001]);
});
