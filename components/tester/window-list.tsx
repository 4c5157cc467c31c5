// The windows and the quota of a key as they stand.
import type { WindowState } from "@/lib/core/windows/claim";

const NAMES: Readonly<Record<string, string>> = {
  second: "per second",
  minute: "per minute",
  hour: "per hour",
  day: "per day",
  "quota-day": "per calendar day",
  "quota-month": "per calendar month",
  "quota-total": "in all",
};

export function WindowList({ windows }: { readonly windows: readonly WindowState[] }) {
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {windows.map(({ name, limit, remaining, resetSeconds }) => (
        <li key={name} className="flex flex-wrap gap-x-4 gap-y-0.5 tabular-nums">
          <span className="min-w-40">
            {limit} {NAMES[name] ?? `per ${name}`}
          </span>
          <span className={remaining === 0 ? "font-medium text-bad" : undefined}>{remaining} left</span>
          {resetSeconds > 0 && <span className="text-ink-soft">{resetText(remaining, name, resetSeconds)}</span>}
        </li>
      ))}
    </ul>
  );
}

function resetText(remaining: number, name: string, seconds: number): string {
  return name.startsWith("quota-") ? `all back in ${seconds} s` : `${remaining === 0 ? "first" : "next"} unit back in ${seconds} s`;
}
