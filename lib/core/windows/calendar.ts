// Calendar budgets in UTC: where a day or a month ends, and how much of its budget is spent.
import type { CalendarClaim } from "./claim";

const DAY_MS = 86_400_000;

/** Units spent until the period ends; in the next one the budget is whole again. */
export interface Budget {
  used: number;
  endsAtMs: number;
}

/** A day of the proleptic Gregorian calendar; `month` 1–12. */
interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** When the UTC day or month that contains `nowMs` began; a budget for life began at -Infinity. */
export function periodStartMs(period: CalendarClaim["period"], nowMs: number): number {
  if (period === "total") return Number.NEGATIVE_INFINITY;
  const dayNumber = Math.floor(nowMs / DAY_MS);
  return period === "day" ? dayNumber * DAY_MS : (dayNumber - civilDay(dayNumber).day + 1) * DAY_MS;
}

/** When the next UTC day or month begins; a budget for life never ends (Infinity). */
export function periodEndMs(period: CalendarClaim["period"], nowMs: number): number {
  if (period === "total") return Number.POSITIVE_INFINITY;
  const dayNumber = Math.floor(nowMs / DAY_MS);
  if (period === "day") return (dayNumber + 1) * DAY_MS;
  const { year, month, day } = civilDay(dayNumber);
  return (dayNumber - day + 1 + daysInMonth(year, month)) * DAY_MS;
}

/** Units of the budget that are spent in the period of `nowMs`. */
export function usedUnits(budget: Budget | null, nowMs: number): number {
  return budget === null || budget.endsAtMs <= nowMs ? 0 : budget.used;
}

/** The civil date of a day counted from 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days). */
export function civilDay(dayNumber: number): CivilDay {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  // Years begin in March here, so that the leap day is the last of its year.
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
