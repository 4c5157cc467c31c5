// Windows and quotas of the limiter in words.
import type { WindowState } from "@/lib/core/windows/claim";
import { spanText } from "./usage-words";

const PERIODS: Readonly<Record<string, string>> = {
  second: "per second",
  minute: "per minute",
  hour: "per hour",
  day: "per day",
  "quota-day": "per calendar day",
  "quota-month": "per calendar month",
  "quota-total": "in all",
};

/** Who counts together in a window, by what its name begins with. */
const SHARERS: Readonly<Record<string, string>> = {
  account: "all keys of its account together",
  tenant: "all keys of its tenant together",
  api: "all keys of the API together",
};

/** What a window's limit counts: "per minute", "per 15 min", "per hour, all keys of its account together". */
export function periodWords(name: WindowState["name"]): string {
  const [, sharer = "", own = name] = /^(account|tenant|api)-(.+)$/.exec(name) ?? [];
  const [, seconds] = /^(\d+)s$/.exec(own) ?? [];
  const period = PERIODS[own] ?? `per ${seconds === undefined ? own : spanText(Number(seconds))}`;
  const together = SHARERS[sharer];
  return together === undefined ? period : `${period}, ${together}`;
}

/** What comes back when the time is up: a quota begins anew as a whole, a window gives its units back one by one. */
export function resetWords({ name, remaining }: Pick<WindowState, "name" | "remaining">): string {
  if (name.startsWith("quota-")) return "all back in";
  return `${remaining === 0 ? "first" : "next"} unit back in`;
}
