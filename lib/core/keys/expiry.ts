// When a key ends: the choices of the forms, the instant that each of them means, and how long owners let keys live.
import { instantText } from "@/lib/core/instant";

/** What owners decided about the life of keys (the security settings), in whole days. */
export interface ExpiryRules {
  /** null = as long as their makers want. */
  readonly longestKeyDays: number | null;
  /** What forms offer first; null = no end. */
  readonly usualKeyDays: number | null;
}

/** One choice of a form. */
export interface ExpiryChoice {
  readonly value: string;
  readonly label: string;
}

/** In a form that changes a key: its end stays what it is. */
export const KEEPS_EXPIRY = "keep";

const DAYS_OFFERED: readonly number[] = [30, 90, 365];
const ON_A_DATE: ExpiryChoice = { value: "date", label: "On a date" };
const NEVER: ExpiryChoice = { value: "never", label: "Never" };
const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The choices for a new key that the rules leave, the usual one first. */
export function expiryChoices({ longestKeyDays, usualKeyDays }: ExpiryRules): readonly ExpiryChoice[] {
  const most = longestKeyDays ?? Number.POSITIVE_INFINITY;
  // Where owners have no limit and no usual life, keys have no end; where they have a limit, that is the longest life there is.
  const usual = Math.min(usualKeyDays ?? Number.POSITIVE_INFINITY, most);
  const days = [...new Set([...(Number.isFinite(usual) ? [usual] : []), ...DAYS_OFFERED.filter((count) => count <= most)])];
  const never = longestKeyDays === null ? [NEVER] : [];
  return Number.isFinite(usual) ? [...days.map(choiceOf), ON_A_DATE, ...never] : [...never, ...days.map(choiceOf), ON_A_DATE];
}

/** The choices for a key that is to live on: it ends at some time. */
export function extensionChoices(longestKeyDays: number | null): readonly ExpiryChoice[] {
  return expiryChoices({ longestKeyDays, usualKeyDays: 90 }).filter((choice) => choice !== NEVER);
}

/** The instant (RFC 3339, UTC), null = never, undefined = the choice names none, or is none of those. A date lasts to its end. */
export function readExpiry(choice: string, date: string, nowMs: number, choices: readonly ExpiryChoice[]): string | null | undefined {
  if (!choices.some(({ value }) => value === choice)) return undefined;
  if (choice === NEVER.value) return null;
  if (choice === ON_A_DATE.value) return DATE.test(date) ? `${date}T23:59:59Z` : undefined;
  return instantText(nowMs + Number(choice) * DAY_MS);
}

/**
 * Why a key that is made or extended now must not live until that instant (null = for ever), or null. `longestDays`: what owners allow,
 * null = as long as its maker wants. The last day that is allowed counts to its end.
 */
export function judgeLife(expiresAtMs: number | null, longestDays: number | null, nowMs: number): string | null {
  if (longestExpiryMs(expiresAtMs, longestDays, nowMs) === expiresAtMs || longestDays === null) return null;
  return `Keys of this instance live ${daysWords(longestDays)} at most.`;
}

/** That instant, or the last one that owners allow where it is earlier. null = for ever. */
export function longestExpiryMs(expiresAtMs: number | null, longestDays: number | null, nowMs: number): number | null {
  if (longestDays === null) return expiresAtMs;
  const lastMs = (Math.floor(nowMs / DAY_MS) + longestDays + 1) * DAY_MS - 1;
  return expiresAtMs === null ? lastMs : Math.min(expiresAtMs, lastMs);
}

/** What the field of an expiry says of it; null = there is nothing to say. */
export function longestWords(longestDays: number | null): string | null {
  return longestDays === null ? null : `Owners of this instance let keys live ${daysWords(longestDays)} at most.`;
}

function choiceOf(days: number): ExpiryChoice {
  return { value: String(days), label: `In ${daysWords(days)}` };
}

function daysWords(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
