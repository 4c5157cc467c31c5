// What the hours and days of a chart are called: in UTC, worded the same for everybody.
import { civilDate } from "@/lib/core/instant";

/** A unit of time that a chart counts by. */
export type ChartUnit = "hour" | "day";

const DAY_MS = 86_400_000;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
/** The first day of the epoch was a Thursday. */
const WEEKDAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"] as const;

/** `28 Nov`. */
export function dayText(startMs: number): string {
  const { month, day } = civilDate(Math.floor(startMs / DAY_MS));
  return `${day} ${MONTHS[month - 1]}`;
}

/** `Sat 28 Nov` for a day, `Sat 28 Nov, 14:00` for an hour. */
export function unitText(startMs: number, unit: ChartUnit): string {
  const dayNumber = Math.floor(startMs / DAY_MS);
  const day = `${WEEKDAYS[((dayNumber % 7) + 7) % 7]} ${dayText(startMs)}`;
  return unit === "day" ? day : `${day}, ${clockText(startMs)}`;
}

/** `14:00`. */
function clockText(startMs: number): string {
  const minutes = Math.floor((startMs - Math.floor(startMs / DAY_MS) * DAY_MS) / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Where a time axis is labelled. */
export interface AxisTick {
  /** Of the unit that it names. */
  readonly index: number;
  readonly text: string;
}

/** At most `most` labels at even distances, the first unit's first; hours of less than two days are told by the clock. */
export function axisTicks(starts: readonly number[], unit: ChartUnit, most: number): AxisTick[] {
  const step = tickStep(starts.length, unit, most);
  const isByClock = unit === "hour" && starts.length <= 48;
  const ticks: AxisTick[] = [];
  for (let index = 0; index < starts.length; index += step) {
    const startMs = starts[index] ?? 0;
    ticks.push({ index, text: isByClock ? clockText(startMs) : dayText(startMs) });
  }
  return ticks;
}

/** Many hours are labelled by whole days. */
function tickStep(count: number, unit: ChartUnit, most: number): number {
  const step = Math.max(1, Math.ceil(count / most));
  return unit === "hour" && count > 48 ? Math.ceil(step / 24) * 24 : step;
}
