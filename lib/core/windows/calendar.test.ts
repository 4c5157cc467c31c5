// Calendar arithmetic against the platform's own calendar.
import fc from "fast-check";
import { expect, test } from "vitest";
import { civilDay, periodEndMs, periodStartMs, usedUnits } from "./calendar";

const DAY_MS = 86_400_000;
const anyInstantMs = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2500, 0, 1) });

test("every civil day from 1890 to 2110 agrees with Date", () => {
  const wrong: number[] = [];
  for (let dayNumber = -29_220; dayNumber < 51_135; dayNumber++) {
    const { year, month, day } = civilDay(dayNumber);
    if (Date.UTC(year, month - 1, day) !== dayNumber * DAY_MS) wrong.push(dayNumber);
  }
  expect(wrong).toEqual([]);
});

test("a day runs from midnight to midnight UTC", () => {
  fc.assert(
    fc.property(anyInstantMs, (nowMs) => {
      expect(periodStartMs("day", nowMs)).toBe(new Date(nowMs).setUTCHours(0, 0, 0, 0));
      expect(periodEndMs("day", nowMs)).toBe(new Date(nowMs).setUTCHours(24, 0, 0, 0));
    }),
  );
});

test("a month runs from its first to the next first, leap years included", () => {
  fc.assert(
    fc.property(anyInstantMs, (nowMs) => {
      const date = new Date(nowMs);
      expect(periodStartMs("month", nowMs)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1));
      expect(periodEndMs("month", nowMs)).toBe(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
    }),
  );
  expect(periodEndMs("month", Date.UTC(2028, 1, 29, 23, 59, 59, 999))).toBe(Date.UTC(2028, 2, 1));
  expect(periodEndMs("month", Date.UTC(2100, 1, 28, 23, 59, 59, 999))).toBe(Date.UTC(2100, 2, 1));
});

test("a budget for life neither begins nor ends", () => {
  expect([periodStartMs("total", 0), periodEndMs("total", 0)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test("a budget is whole again at the instant its period ends", () => {
  const budget = { used: 3, endsAtMs: 1000 };
  expect([usedUnits(budget, 999), usedUnits(budget, 1000), usedUnits(null, 0)]).toEqual([3, 0, 0]);
});
