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

/**
 * At most about `most` labels at even distances. A day's hours are told by the clock, the first hour first; hours of several days by the
 * days that begin among them.
 */
export function axisTicks(starts: readonly number[], unit: ChartUnit, most: number): AxisTick[] {
  const isByDay = unit === "hour" && starts.length > 48;
  const places = isByDay ? starts.flatMap((startMs, index) => (startMs % DAY_MS === 0 ? [index] : [])) : [...starts.keys()];
  const step = Math.max(1, Math.ceil(places.length / most));
  return places
    .filter((_, position) => position % step === 0)
    .map((index) => ({ index, text: unit === "hour" && !isByDay ? clockText(starts[index] ?? 0) : dayText(starts[index] ?? 0) }));
}
