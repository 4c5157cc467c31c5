// Looks at the keys that were used lately, piece by piece, and writes notes about what stands out.
import type { Pool } from "pg";
import type { Plan } from "@/lib/core/catalogue";
import { startOfUnit, UNIT_MS } from "@/lib/core/usage/grains";
import { assessActivity } from "@/lib/core/usage/notes";
import { windowUses } from "@/lib/core/usage/window-use";
import { periodStartMs } from "@/lib/core/windows/calendar";
import { addEvents, type NewEvent } from "./usage-events";
import type { Pace } from "./usage-rankings";

/** Keys of a piece: well below 50 ms on the embedded database. */
const PIECE = 100;
const NIL = "00000000-0000-0000-0000-000000000000";

/** Writes notes about keys that were used since that instant. @returns whether all of them were looked at */
export async function noteActivity(pool: Pool, sinceMs: number, nowMs: number, pace: Pace): Promise<boolean> {
  for (let after: string | null = NIL; after !== null; ) {
    const keys: UsedKey[] = await readUsedKeys(pool, after, sinceMs);
    if (keys.length > 0) await addEvents(pool, await assessKeys(pool, keys, nowMs));
    after = keys.length < PIECE ? null : (keys.at(-1)?.keyId ?? null);
    if (!(await pace.pause())) return false;
  }
  return true;
}

interface UsedKey {
  readonly keyId: string;
  readonly windows: Plan["windows"];
  readonly quota: Plan["quota"];
}

async function readUsedKeys(pool: Pool, after: string, sinceMs: number): Promise<UsedKey[]> {
  const { rows } = await pool.query<UsedKey>(
    `SELECT u."keyId", p."windows", p."quota" FROM "UsageKey" u JOIN "Key" k ON k."id" = u."keyId"
     JOIN "Plan" p ON p."apiId" = k."apiId" AND p."name" = k."planName"
     WHERE u."keyId" > $1 AND u."lastAt" >= to_timestamp($2::float8 / 1000) ORDER BY u."keyId" LIMIT $3`,
    [after, sinceMs, PIECE],
  );
  return rows;
}

async function assessKeys(pool: Pool, keys: readonly UsedKey[], nowMs: number): Promise<NewEvent[]> {
  const ids = keys.map(({ keyId }) => keyId);
  const minutesFrom = startOfUnit("minute", nowMs) - 59 * UNIT_MS.minute;
  const hoursFrom = startOfUnit("hour", nowMs) - 23 * UNIT_MS.hour;
  const minutes = byKey(await readSums(pool, "UsageMinute", ids, minutesFrom));
  const hours = byKey(await readSums(pool, "UsageHour", ids, hoursFrom));
  const quotas = await readQuotas(pool, keys, nowMs);
  return keys.flatMap(({ keyId, windows, quota }) => {
    const ofMinutes = minutes.get(keyId) ?? [];
    const activity = {
      asked: ofMinutes.reduce((sum, { count }) => sum + count, 0),
      refused: ofMinutes.reduce((sum, { denied }) => sum + denied, 0),
      windows: windowUses(
        { windows, quota },
        {
          minutes: unitsBy("minute", minutesFrom, 60, ofMinutes),
          hours: unitsBy("hour", hoursFrom, 24, hours.get(keyId) ?? []),
          inQuota: quotas.get(keyId) ?? null,
        },
      ),
    };
    return assessActivity(activity).map((note) => ({ ...note, keyId, atMs: nowMs }));
  });
}

interface Sum {
  readonly keyId: string;
  readonly startMs: number;
  readonly count: number;
  readonly denied: number;
  readonly units: number;
}

async function readSums(pool: Pool, rollup: "UsageMinute" | "UsageHour", ids: readonly string[], fromMs: number): Promise<Sum[]> {
  const { rows } = await pool.query<Sum>(
    `SELECT s."keyId", (extract(epoch FROM m."at") * 1000)::float8 AS "startMs", sum(m."count")::float8 AS "count",
       COALESCE(sum(m."count") FILTER (WHERE s."outcome" = 'denied'), 0)::float8 AS "denied", sum(m."units")::float8 AS "units"
     FROM "UsageSeries" s JOIN "${rollup}" m ON m."seriesId" = s."id"
     WHERE s."keyId" = ANY($1::uuid[]) AND m."at" >= to_timestamp($2::float8 / 1000) GROUP BY s."keyId", m."at"`,
    [ids, fromMs],
  );
  return rows;
}

/** Units of the present period of each key's quota. */
async function readQuotas(pool: Pool, keys: readonly UsedKey[], nowMs: number): Promise<Map<string, number>> {
  const limited = keys.filter(({ quota }) => quota !== null);
  if (limited.length === 0) return new Map();
  const starts = limited.map(({ quota }) => Math.max(0, periodStartMs(quota?.period ?? "day", nowMs)));
  const { rows } = await pool.query<{ keyId: string; units: number }>(
    `SELECT q."keyId", COALESCE(sum(m."units"), 0)::float8 AS "units" FROM unnest($1::uuid[], $2::float8[]) AS q("keyId", "fromMs")
     JOIN "UsageSeries" s ON s."keyId" = q."keyId" JOIN "UsageDay" m ON m."seriesId" = s."id" AND m."at" >= to_timestamp(q."fromMs" / 1000)
     GROUP BY q."keyId"`,
    [limited.map(({ keyId }) => keyId), starts],
  );
  return new Map(rows.map(({ keyId, units }) => [keyId, units]));
}

function byKey(sums: readonly Sum[]): Map<string, Sum[]> {
  const groups = new Map<string, Sum[]>();
  for (const sum of sums) groups.set(sum.keyId, [...(groups.get(sum.keyId) ?? []), sum]);
  return groups;
}

function unitsBy(unit: "minute" | "hour", fromMs: number, count: number, sums: readonly Sum[]): number[] {
  const units = Array.from({ length: count }, () => 0);
  for (const { startMs, units: taken } of sums) {
    const index = (startMs - fromMs) / UNIT_MS[unit];
    if (index >= 0 && index < count) units[index] = (units[index] ?? 0) + taken;
  }
  return units;
}
