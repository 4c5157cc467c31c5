// When somebody should be reminded of a key: its secret has grown old, or it will expire soon.

/** What a reminder is about, and how a row of it is called. */
export const REMINDER_KINDS = ["age", "expiry-14", "expiry-3", "expiry-1"] as const;

export type ReminderKind = (typeof REMINDER_KINDS)[number];

/** Days after which a secret is old. */
export const OLD_AFTER_DAYS = 90;

/** Days before an expiry at which somebody is reminded, the earliest first. */
export const EXPIRY_DAYS = [14, 3, 1] as const;

const DAY_MS = 86_400_000;

/** The life of a key, in milliseconds since the epoch. */
export interface KeyLife {
  readonly createdAtMs: number;
  /** null = for ever. */
  readonly expiresAtMs: number | null;
  /** When its current secret was made. */
  readonly secretMadeAtMs: number;
}

/** A reason to remind. */
export interface Renewal {
  readonly kind: ReminderKind;
  /** When the secret was made, or when the key expires: with another one the reason is another one. */
  readonly aboutMs: number;
}

/**
 * What there is to be reminded of, every threshold that has passed. A key that was made to live shorter than a threshold has none of it;
 * one that has expired has nothing any more.
 */
export function renewalsOf({ createdAtMs, expiresAtMs, secretMadeAtMs }: KeyLife, nowMs: number): Renewal[] {
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return [];
  const age: Renewal[] = nowMs - secretMadeAtMs >= OLD_AFTER_DAYS * DAY_MS ? [{ kind: "age", aboutMs: secretMadeAtMs }] : [];
  if (expiresAtMs === null) return age;
  const passed = EXPIRY_DAYS.filter((days) => expiresAtMs - nowMs <= days * DAY_MS && expiresAtMs - createdAtMs > days * DAY_MS);
  return [...age, ...passed.map((days): Renewal => ({ kind: `expiry-${days}`, aboutMs: expiresAtMs }))];
}

/** Those that people are told of: of several thresholds of an expiry the last one says it all. */
export function worthTelling(renewals: readonly Renewal[]): Renewal[] {
  const expiry = renewals.findLast(({ kind }) => kind !== "age");
  return renewals.filter((renewal) => renewal.kind === "age" || renewal === expiry);
}

/** One clause about a key: `its secret is 93 days old`, `it expires within 3 days`. */
export function renewalWords(renewal: Renewal, nowMs: number): string {
  const days = daysOf(renewal, nowMs);
  if (renewal.kind === "age") return `its secret is ${days} days old`;
  return `it expires within ${days <= 1 ? "a day" : `${days} days`}`;
}

/** The same where there is little room: `Secret 93 days old`, `Expires in 3 days`. */
export function renewalLabel(renewal: Renewal, nowMs: number): string {
  const days = daysOf(renewal, nowMs);
  if (renewal.kind === "age") return `Secret ${days} days old`;
  return days <= 1 ? "Expires within a day" : `Expires in ${days} days`;
}

/** Whole days that an age has passed, and days begun that an expiry is away. */
function daysOf({ kind, aboutMs }: Renewal, nowMs: number): number {
  return kind === "age" ? Math.floor((nowMs - aboutMs) / DAY_MS) : Math.ceil((aboutMs - nowMs) / DAY_MS);
}
