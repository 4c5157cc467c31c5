// A span is covered once, by sums that are still kept, and no unit is told twice.
import fc from "fast-check";
import { expect, test } from "vitest";
import { startOfUnit, UNIT_MS, USAGE_UNITS } from "./grains";
import { keptSince } from "./retention";
import { segmentsOf } from "./segments";

const NOW_MS = Date.parse("2026-11-25T12:34:56Z");
const KEPT = keptSince(NOW_MS);
const { minute, hour, day } = UNIT_MS;

test("minutes are complete since yesterday, hours for 30 days", () => {
  expect(new Date(KEPT.minuteMs).toISOString()).toBe("2026-11-24T00:00:00.000Z");
  expect(new Date(KEPT.hourMs).toISOString()).toBe("2026-10-26T00:00:00.000Z");
});

test("whole days up to now are read by day", () => {
  const fromMs = Date.parse("2026-10-27T00:00:00Z");
  const toMs = Date.parse("2026-11-26T00:00:00Z");
  expect(segmentsOf("day", fromMs, NOW_MS + 1, KEPT, NOW_MS)).toEqual([
    { fromMs, toMs, isWhole: true, sources: [{ unit: "day", fromMs, toMs }] },
  ]);
});

test("edges of today are cut by the minute, those of last week by the hour, older ones by the day", () => {
  const cut = (startMs: number) => segmentsOf("day", startMs, startMs + 3 * day, KEPT, NOW_MS).at(0)?.sources;
  const today = startOfUnit("day", NOW_MS);
  expect(cut(today + 5 * hour + 30 * minute + 7)).toEqual([
    { unit: "minute", fromMs: today + 5 * hour + 30 * minute, toMs: today + 6 * hour },
    { unit: "hour", fromMs: today + 6 * hour, toMs: today + day },
  ]);
  const lastWeek = today - 7 * day;
  expect(cut(lastWeek + 5 * hour + 30 * minute)).toEqual([{ unit: "hour", fromMs: lastWeek + 5 * hour, toMs: lastWeek + day }]);
  const lastYear = today - 365 * day;
  expect(cut(lastYear + 5 * hour)?.at(0)).toMatchObject({ unit: "day", fromMs: lastYear });
});

test("nothing before its start, nothing from its end on", () => {
  expect(segmentsOf("day", NOW_MS, NOW_MS, KEPT, NOW_MS)).toEqual([
    {
      fromMs: startOfUnit("day", NOW_MS),
      toMs: startOfUnit("day", NOW_MS) + day,
      isWhole: false,
      sources: [{ unit: "minute", fromMs: startOfUnit("minute", NOW_MS), toMs: startOfUnit("minute", NOW_MS) + minute }],
    },
  ]);
  expect(segmentsOf("hour", NOW_MS, NOW_MS - day, KEPT, NOW_MS)).toEqual([]);
});

test("for every span: sources lie one after the other without a gap, and each unit stands in one segment", () => {
  const instant = fc.integer({ min: NOW_MS - 400 * day, max: NOW_MS + day });
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 60 * day }), fc.constantFrom(...USAGE_UNITS), (startMs, lengthMs, unit) => {
      const endMs = startMs + lengthMs;
      const segments = segmentsOf(unit, startMs, endMs, KEPT, NOW_MS);
      const sources = segments.flatMap((segment) => segment.sources);
      expect(sources[0]!.fromMs).toBeLessThanOrEqual(startMs);
      expect(sources.at(-1)!.toMs).toBeGreaterThanOrEqual(Math.min(endMs, NOW_MS));
      for (const [index, source] of sources.entries()) {
        expect(source.fromMs).toBeLessThan(source.toMs);
        if (index > 0) expect(source.fromMs).toBe(sources[index - 1]!.toMs);
        expect(startOfUnit(source.unit, source.fromMs)).toBe(source.fromMs);
        expect(startOfUnit(source.unit, source.toMs)).toBe(source.toMs);
        if (source.unit === "minute" && unit !== "minute") expect(source.fromMs).toBeGreaterThanOrEqual(KEPT.minuteMs);
      }
      for (const [index, segment] of segments.entries()) {
        expect(startOfUnit(unit, segment.fromMs)).toBe(segment.fromMs);
        if (index > 0) expect(segment.fromMs).toBe(segments[index - 1]!.toMs);
      }
    }),
  );
});
