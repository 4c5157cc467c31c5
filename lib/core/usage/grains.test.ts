// Sums of coarser units hold all of the finer ones, once.
import fc from "fast-check";
import { expect, test } from "vitest";
import { addBuckets, startOfUnit, sumByUnit, UNIT_MS, USAGE_UNITS, type UsageSum } from "./grains";

const DAY_MS = Date.parse("2026-11-25T00:00:00Z");

test("units begin on the clock's minutes, hours and UTC days", () => {
  const atMs = DAY_MS + 5 * UNIT_MS.hour + 7 * UNIT_MS.minute + 9;
  expect(USAGE_UNITS.map((unit) => startOfUnit(unit, atMs) - DAY_MS)).toEqual([5 * UNIT_MS.hour + 7 * UNIT_MS.minute, 5 * UNIT_MS.hour, 0]);
  for (const unit of USAGE_UNITS) expect(startOfUnit(unit, DAY_MS)).toBe(DAY_MS);
});

const sums = fc.array(
  fc.record({
    startMs: fc.integer({ min: 0, max: 3000 }).map((minute) => DAY_MS + minute * UNIT_MS.minute),
    id: fc.integer({ min: 1, max: 4 }),
    count: fc.integer({ min: -3, max: 9 }),
    units: fc.nat(50),
    bytes: fc.nat(5000),
    lastAtMs: fc.nat(1e9),
    latency: fc.array(fc.nat(3), { maxLength: 4 }),
  }),
  { maxLength: 60 },
);

test("nothing is lost or doubled, one row to a unit and series, in the order of both", () => {
  const whole = (some: readonly UsageSum[], name: "count" | "units" | "bytes") => some.reduce((sum, row) => sum + row[name], 0);
  const buckets = (some: readonly UsageSum[]) => some.reduce((sum: readonly number[], { latency }) => addBuckets(sum, latency), []);
  fc.assert(
    fc.property(sums, fc.constantFrom(...USAGE_UNITS), (some, unit) => {
      const rows = sumByUnit(some, unit);
      for (const name of ["count", "units", "bytes"] as const) expect(whole(rows, name)).toBe(whole(some, name));
      expect(buckets(rows)).toEqual(buckets(some));
      expect(Math.max(0, ...rows.map(({ lastAtMs }) => lastAtMs))).toBe(Math.max(0, ...some.map(({ lastAtMs }) => lastAtMs)));
      const places = rows.map(({ startMs, id }) => startMs * 10 + id);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      for (const { startMs } of rows) expect(startOfUnit(unit, startMs)).toBe(startMs);
    }),
  );
});

test("buckets are added one by one, and empty ones at the end left out", () => {
  expect(addBuckets([1, 2], [0, 1, 3, 0])).toEqual([1, 3, 3]);
  expect(addBuckets([1], [-1])).toEqual([]);
});
