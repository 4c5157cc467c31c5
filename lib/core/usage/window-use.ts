// How full the windows and the quota of a key are, by the sums of its use. The sums know minutes and hours of the clock only, so this is
// never more than what the limiter counts.
import type { Plan } from "@/lib/core/catalogue";
import { windowName } from "@/lib/core/windows/claim";
import type { WindowUse } from "./notes";

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

/** Units that a key took. */
export interface UnitsTaken {
  /** In each of the last 60 minutes, the oldest first. */
  readonly minutes: readonly number[];
  /** In each of the last 24 hours, the oldest first. */
  readonly hours: readonly number[];
  /** In the present period of its quota; null = it has none. */
  readonly inQuota: number | null;
}

/** Windows of a minute to a day, and the quota. Shorter and longer windows cannot be told from these sums. */
export function windowUses({ windows, quota }: Pick<Plan, "windows" | "quota">, taken: UnitsTaken): WindowUse[] {
  const uses: WindowUse[] = [];
  for (const { limit, seconds } of windows) {
    const used = usedIn(seconds, taken);
    if (used !== null) uses.push({ window: windowName(seconds), used, limit });
  }
  if (quota !== null && taken.inQuota !== null) uses.push({ window: `quota-${quota.period}`, used: taken.inQuota, limit: quota.limit });
  return uses;
}

function usedIn(seconds: number, { minutes, hours }: UnitsTaken): number | null {
  if (seconds < MINUTE_SECONDS || seconds > DAY_SECONDS) return null;
  return seconds <= HOUR_SECONDS
    ? mostOf(minutes, Math.floor(seconds / MINUTE_SECONDS))
    : mostOf(hours, Math.floor(seconds / HOUR_SECONDS));
}

/** The largest sum of so many neighbours. */
function mostOf(units: readonly number[], width: number): number {
  let sum = 0;
  let most = 0;
  for (const [index, taken] of units.entries()) {
    sum += taken - (index >= width ? (units[index - width] ?? 0) : 0);
    most = Math.max(most, sum);
  }
  return most;
}
