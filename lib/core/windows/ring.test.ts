// The ring: what it remembers, how it grows, and that its 32-bit slots outlive any uptime.
import { describe, expect, test } from "vitest";
import { admitsFromMs, createRing, isIdle, LONGEST_PERIOD_SECONDS, nthSlotMs, slotsAfter, widen, writeUnits } from "./ring";

const DAY_MS = 86_400_000;

function ringFor(limit: number, periodSeconds: number, nowMs = 0) {
  const ring = createRing(nowMs);
  widen(ring, limit, periodSeconds);
  return ring;
}

test("units are found by their rank, newest first", () => {
  const ring = ringFor(100, 60);
  for (const atMs of [5, 7, 7, 9]) writeUnits(ring, 1, atMs);
  expect([1, 2, 3, 4, 5].map((nth) => nthSlotMs(ring, nth))).toEqual([9, 7, 7, 5, Number.NEGATIVE_INFINITY]);
});

test("units after an instant are counted, the instant itself excluded", () => {
  const ring = ringFor(100, 60);
  for (const atMs of [5, 7, 7, 9]) writeUnits(ring, 1, atMs);
  expect([4, 5, 6, 7, 8, 9].map((instantMs) => slotsAfter(ring, instantMs))).toEqual([4, 3, 3, 1, 1, 0]);
  expect(slotsAfter(createRing(0), 0)).toBe(0);
});

test("a window admits again when its (limit − cost + 1)-th most recent unit leaves", () => {
  const ring = ringFor(4, 60);
  for (const atMs of [10, 20, 30, 40]) writeUnits(ring, 1, atMs);
  expect([1, 2, 3, 4].map((cost) => admitsFromMs(ring, 4, 60_000, cost))).toEqual([60_010, 60_020, 60_030, 60_040]);
  expect(admitsFromMs(ring, 5, 60_000, 1)).toBe(Number.NEGATIVE_INFINITY);
});

describe("room", () => {
  test("starts at 16 slots, doubles with use, ends at the largest limit", () => {
    const ring = ringFor(100, 60);
    const lengths = new Set<number>();
    for (let unit = 0; unit < 300; unit++) {
      writeUnits(ring, 1, unit);
      lengths.add(ring.capacity);
    }
    expect([...lengths]).toEqual([16, 32, 64, 100]);
    expect([nthSlotMs(ring, 1), nthSlotMs(ring, 100)]).toEqual([299, 200]);
  });

  test("one costly take grows it in one step", () => {
    const ring = ringFor(1500, 60);
    writeUnits(ring, 1000, 0);
    expect(ring.capacity).toBe(1024);
    writeUnits(ring, 500, 1);
    expect(ring.capacity).toBe(1500);
    expect(slotsAfter(ring, -1)).toBe(1500);
  });

  test("units that left the longest window make room before it grows", () => {
    const ring = ringFor(100, 1);
    for (let unit = 0; unit < 1000; unit++) writeUnits(ring, 1, unit * 100);
    expect(ring.capacity).toBe(16);
  });

  test("a wider window keeps what the ring remembers", () => {
    const ring = ringFor(20, 60);
    for (let unit = 0; unit < 20; unit++) writeUnits(ring, 1, unit);
    widen(ring, 50, 60);
    for (let unit = 20; unit < 50; unit++) writeUnits(ring, 1, unit);
    expect(Array.from({ length: 50 }, (_, index) => nthSlotMs(ring, index + 1))).toEqual(
      Array.from({ length: 50 }, (_, index) => 49 - index),
    );
  });
});

describe("32-bit slots", () => {
  test("years of steady use lose and misplace no unit", () => {
    const ring = ringFor(40, LONGEST_PERIOD_SECONDS, 1_794_787_200_000);
    let atMs = 1_794_787_200_000;
    const taken: number[] = [];
    for (let day = 0; day < 3 * 365; day++, atMs += DAY_MS + 1) {
      writeUnits(ring, 1, atMs);
      taken.unshift(atMs);
      expect(slotsAfter(ring, atMs - LONGEST_PERIOD_SECONDS * 1000)).toBe(Math.min(day + 1, 31));
      expect(nthSlotMs(ring, Math.min(day + 1, 31))).toBe(taken[Math.min(day, 30)]);
    }
  });

  test("a full ring survives the move of its base", () => {
    const ring = ringFor(16, LONGEST_PERIOD_SECONDS);
    for (let unit = 0; unit < 16; unit++) writeUnits(ring, 1, 49 * DAY_MS + unit);
    writeUnits(ring, 1, 50 * DAY_MS);
    expect([nthSlotMs(ring, 1), nthSlotMs(ring, 2), nthSlotMs(ring, 16)]).toEqual([50 * DAY_MS, 49 * DAY_MS + 15, 49 * DAY_MS + 1]);
  });

  test("after a rest longer than a slot can say it starts anew", () => {
    const ring = ringFor(100, 60);
    writeUnits(ring, 3, 0);
    writeUnits(ring, 1, 400 * DAY_MS);
    expect(slotsAfter(ring, 400 * DAY_MS - 60_000)).toBe(1);
  });

  test("a period that would not fit is a fault", () => {
    expect(() => widen(createRing(0), 1, LONGEST_PERIOD_SECONDS + 1)).toThrow(RangeError);
  });
});

test("a ring is idle once its newest unit has left the longest window", () => {
  const ring = ringFor(100, 60);
  widen(ring, 10, 3600);
  expect(isIdle(ring, 0)).toBe(true);
  writeUnits(ring, 1, 1000);
  expect([isIdle(ring, 3_600_999), isIdle(ring, 3_601_000)]).toEqual([false, true]);
});
