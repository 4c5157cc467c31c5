// Rotation: for how long an old secret lives on beside the new one, and what its key's page says of the two.
/** Why a secret is replaced: because it is time, or because somebody else may know it. */
export const ROTATION_REASONS = ["routine", "leaked"] as const;

export type RotationReason = (typeof ROTATION_REASONS)[number];

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** The longest time, in seconds, for which an old secret may live on. */
export const LONGEST_OVERLAP_SECONDS = 30 * DAY_SECONDS;

/** Overlaps to choose from, in seconds. */
export const OVERLAPS = [0, HOUR_SECONDS, DAY_SECONDS, 7 * DAY_SECONDS, LONGEST_OVERLAP_SECONDS] as const;

/** What is chosen first. */
export const USUAL_OVERLAP: Readonly<Record<RotationReason, number>> = { routine: DAY_SECONDS, leaked: 0 };

/** How long an old secret may have to be silent before it ends by itself, in seconds. */
export const SILENCES = [HOUR_SECONDS, DAY_SECONDS, 7 * DAY_SECONDS] as const;

/** Those that are shorter than an overlap: longer ones would change nothing. */
export function silencesWithin(overlapSeconds: number): readonly number[] {
  return SILENCES.filter((seconds) => seconds < overlapSeconds);
}

/** More living versions than people can keep apart. */
export const MOST_LIVING_SECRETS = 5;

/** `1 hour`, `7 days`, `90 seconds`: in the largest unit that it fills exactly. A day is 24 hours, as people say it of overlaps. */
export function spanWords(seconds: number): string {
  if (seconds > DAY_SECONDS && seconds % DAY_SECONDS === 0) return `${seconds / DAY_SECONDS} days`;
  if (seconds >= HOUR_SECONDS && seconds % HOUR_SECONDS === 0) return counted(seconds / HOUR_SECONDS, "hour");
  if (seconds >= 60 && seconds % 60 === 0) return counted(seconds / 60, "minute");
  return counted(seconds, "second");
}

/** Who still calls with an old secret. */
export interface SecretCalls {
  /** Admitted requests of the last hour. */
  readonly count: number;
  /** Where they came from, the busiest first and not every one; those of unknown origin in none. */
  readonly ranges: readonly string[];
  /** Of all, also of those that are not named. */
  readonly rangeCount: number;
}

/** Of a secret that nobody called with. */
export const NO_CALLS: SecretCalls = { count: 0, ranges: [], rangeCount: 0 };

const MOST_RANGES = 3;

/** One sentence about an old secret: `Called 12 times in the last hour, from 10.0.0.0/24.` */
export function callsWords({ count, ranges, rangeCount }: SecretCalls): string {
  if (count === 0) return "Not called in the last hour.";
  const named = ranges.slice(0, MOST_RANGES);
  const rest = rangeCount - named.length;
  if (rest > 0) named.push(`${rest} more ${rest === 1 ? "range" : "ranges"}`);
  const times = count === 1 ? "once" : `${count} times`;
  return `Called ${times} in the last hour${named.length === 0 ? "" : `, from ${listed(named)}`}.`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
