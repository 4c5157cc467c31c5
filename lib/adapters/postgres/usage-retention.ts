// Removes usage that is too old, partition by partition.
import type { Pool } from "pg";
import { UNIT_MS } from "@/lib/core/usage/grains";
import type { UsageRetention } from "@/lib/core/usage/retention";
import { dropPartitionsBefore, type Rollup } from "./usage-partitions";

/** What is removed. @returns the names of the partitions */
export async function removeOldUsage(pool: Pool, { minuteHours, hourDays, dayDays }: UsageRetention, nowMs: number): Promise<string[]> {
  const minutesFrom = nowMs - minuteHours * UNIT_MS.hour;
  const hoursFrom = nowMs - hourDays * UNIT_MS.day;
  const daysFrom = nowMs - dayDays * UNIT_MS.day;
  const oldest: Readonly<Record<Rollup, number>> = {
    UsageMinute: minutesFrom,
    UsageHour: hoursFrom,
    UsageTotalHour: hoursFrom,
    UsageDay: daysFrom,
    UsageTotalDay: daysFrom,
  };
  const removed: string[] = [];
  for (const [rollup, fromMs] of Object.entries(oldest) as [Rollup, number][]) {
    removed.push(...(await dropPartitionsBefore(pool, rollup, fromMs)));
  }
  await pool.query(`DELETE FROM "UsageEvent" WHERE "at" < to_timestamp($1::float8 / 1000)`, [daysFrom]);
  return removed;
}
