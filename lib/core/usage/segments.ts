// Which roll-up answers which part of a span of time, so that a selection holds what happened in it and nothing else.
import { startOfUnit, UNIT_MS, type UsageUnit } from "./grains";

/** A part of a span, read from the sums of one unit. */
export interface Source {
  readonly unit: UsageUnit;
  /** Inclusive. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** Consecutive units that are told by the same sums; `sources` of a unit that is only partly in the span are finer than the unit. */
export interface Segment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly isWhole: boolean;
  readonly sources: readonly Source[];
}

/** From which instants on finer sums are complete. */
export interface KeptSince {
  readonly minuteMs: number;
  readonly hourMs: number;
}

/**
 * The segments of a span by a unit, in order. Edges are exact to the finest unit that is still kept: the start is rounded down and the end
 * up to it. Nothing happened after `nowMs`, so a unit that is cut off there only is whole.
 */
export function segmentsOf(unit: UsageUnit, startMs: number, endMs: number, kept: KeptSince, nowMs: number): Segment[] {
  const fromMs = startOfUnit(finest(startMs, unit, kept), startMs);
  const endUnit = endMs > nowMs ? unit : finest(endMs, unit, kept);
  const toMs = endOfUnit(endUnit, endMs);
  if (fromMs >= toMs) return [];
  const firstWholeMs = endOfUnit(unit, fromMs);
  const lastWholeMs = startOfUnit(unit, toMs);
  if (firstWholeMs > lastWholeMs) return [partial(unit, fromMs, toMs)];
  const segments: Segment[] = [];
  if (fromMs < firstWholeMs) segments.push(partial(unit, fromMs, firstWholeMs));
  if (firstWholeMs < lastWholeMs) {
    segments.push({
      fromMs: firstWholeMs,
      toMs: lastWholeMs,
      isWhole: true,
      sources: [{ unit, fromMs: firstWholeMs, toMs: lastWholeMs }],
    });
  }
  if (lastWholeMs < toMs) segments.push(partial(unit, lastWholeMs, toMs));
  return segments;
}

/** Part of one unit, or of the two that meet in it. */
function partial(unit: UsageUnit, fromMs: number, toMs: number): Segment {
  return { fromMs: startOfUnit(unit, fromMs), toMs: endOfUnit(unit, toMs), isWhole: false, sources: sourcesOf(fromMs, toMs) };
}

/** Whole hours by hour, what is left before and after them by minute. */
function sourcesOf(fromMs: number, toMs: number): Source[] {
  const firstHourMs = endOfUnit("hour", fromMs);
  const lastHourMs = startOfUnit("hour", toMs);
  if (firstHourMs > lastHourMs) return [{ unit: "minute", fromMs, toMs }];
  const sources: Source[] = [
    { unit: "minute", fromMs, toMs: firstHourMs },
    { unit: "hour", fromMs: firstHourMs, toMs: lastHourMs },
    { unit: "minute", fromMs: lastHourMs, toMs },
  ];
  return sources.filter((source) => source.fromMs < source.toMs);
}

function finest(atMs: number, unit: UsageUnit, kept: KeptSince): UsageUnit {
  if (unit === "minute" || atMs >= kept.minuteMs) return "minute";
  return unit === "hour" || atMs >= kept.hourMs ? "hour" : "day";
}

/** The next start of a unit, or the instant itself where it is one. */
function endOfUnit(unit: UsageUnit, atMs: number): number {
  return startOfUnit(unit, atMs + UNIT_MS[unit] - 1);
}
