// Hours and days are called by their UTC names, and an axis is never crowded.
import { describe, expect, it } from "vitest";
import { axisTicks, dayText, unitText } from "./unit-names";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOV_28 = Date.UTC(2026, 10, 28);

describe("names of units", () => {
  it.each([
    [0, "Thu 1 Jan", "Thu 1 Jan, 00:00"],
    [NOV_28 + 14 * HOUR_MS, "Sat 28 Nov", "Sat 28 Nov, 14:00"],
    [Date.UTC(2028, 1, 29, 23), "Tue 29 Feb", "Tue 29 Feb, 23:00"],
    [Date.UTC(1969, 11, 31, 5), "Wed 31 Dec", "Wed 31 Dec, 05:00"],
  ])("%i is %s, and as an hour %s", (atMs, day, hour) => {
    expect(unitText(atMs, "day")).toBe(day);
    expect(unitText(atMs, "hour")).toBe(hour);
    // The platform's calendar agrees.
    expect(new Date(atMs).toUTCString()).toContain(day.slice(0, 3));
  });

  it("an axis begins with its first unit, has few labels, and tells one day by the clock", () => {
    const days = Array.from({ length: 30 }, (_, index) => NOV_28 + (index - 29) * DAY_MS);
    expect(axisTicks(days, "day", 5)).toEqual([0, 6, 12, 18, 24].map((index) => ({ index, text: dayText(days[index]!) })));
    const hours = Array.from({ length: 24 }, (_, index) => NOV_28 + index * HOUR_MS);
    expect(axisTicks(hours, "hour", 4).map(({ text }) => text)).toEqual(["00:00", "06:00", "12:00", "18:00"]);
    const week = Array.from({ length: 168 }, (_, index) => NOV_28 + (index - 167 + 14) * HOUR_MS);
    expect(axisTicks(week, "hour", 4)).toEqual([
      { index: 9, text: "22 Nov" },
      { index: 57, text: "24 Nov" },
      { index: 105, text: "26 Nov" },
      { index: 153, text: "28 Nov" },
    ]);
    expect(axisTicks([], "day", 5)).toEqual([]);
  });
});
