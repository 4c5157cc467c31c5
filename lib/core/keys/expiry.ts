// When a key ends: the choices of the form, and the instant that each of them means.
import { instantText } from "@/lib/core/instant";

/** The first one is offered first. */
export const EXPIRY_CHOICES = [
  { value: "90", label: "In 90 days" },
  { value: "30", label: "In 30 days" },
  { value: "365", label: "In 365 days" },
  { value: "date", label: "On a date" },
  { value: "never", label: "Never" },
] as const;

const DAY_MS = 86_400_000;
const DATE = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The instant (RFC 3339, UTC), null = never, undefined = the choice names none. A date lasts to its end. */
export function readExpiry(choice: string, date: string, nowMs: number): string | null | undefined {
  if (choice === "never") return null;
  if (choice === "date") return DATE.test(date) ? `${date}T23:59:59Z` : undefined;
  const days = EXPIRY_CHOICES.some(({ value }) => value === choice) ? Number(choice) : Number.NaN;
  return Number.isInteger(days) ? instantText(nowMs + days * DAY_MS) : undefined;
}
