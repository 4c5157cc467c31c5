// Windows and quotas of the limiter in words.
import type { WindowState } from "@/lib/core/windows/claim";

const PERIODS: Readonly<Record<string, string>> = {
  second: "per second",
  minute: "per minute",
  hour: "per hour",
  day: "per day",
  "quota-day": "per calendar day",
  "quota-month": "per calendar month",
  "quota-total": "in all",
};

/** What a window's limit counts: "per minute", "per calendar month"; a name that is not known stands as it is. */
export function periodWords(name: WindowState["name"]): string {
  return PERIODS[name] ?? `per ${name}`;
}

/** What comes back when the time is up: a quota begins anew as a whole, a window gives its units back one by one. */
export function resetWords({ name, remaining }: Pick<WindowState, "name" | "remaining">): string {
  if (name.startsWith("quota-")) return "all back in";
  return `${remaining === 0 ? "first" : "next"} unit back in`;
}
