// What the list of keys shows of each key's use.
import type { KeySparkline } from "@/lib/core/schemas/usage-view";
import { startOfUnit, UNIT_MS } from "@/lib/core/usage/grains";
import { type OutcomeCount, pointsOf } from "@/lib/core/usage/points";
import { START_MS, within } from "./usage-sql";
import type { UsageWorld } from "./usage-world";

const DAYS = 30;

/** 30 UTC days of each key, today last; keys without requests have days without any. */
export async function listKeySparklines(world: UsageWorld, keyIds: readonly string[]): Promise<Map<string, KeySparkline>> {
  await world.usage.settle();
  const span = lastDays(world.nowMs());
  const rows = await world.prisma.$queryRaw<(OutcomeCount & { readonly keyId: string })[]>`
    SELECT s."keyId", ${START_MS} AS "startMs", s."outcome", sum(m."count")::float8 AS "count"
    FROM "UsageSeries" s JOIN "UsageDay" m ON m."seriesId" = s."id"
    WHERE s."keyId" = ANY(${[...keyIds]}::uuid[]) AND ${within(span)} GROUP BY s."keyId", m."at", s."outcome"`;
  const byKey = new Map<string, OutcomeCount[]>(keyIds.map((keyId) => [keyId, []]));
  for (const { keyId, ...count } of rows) byKey.get(keyId)?.push(count);
  return new Map([...byKey].map(([keyId, counts]) => [keyId, pointsOf("day", span.fromMs, span.toMs, counts)]));
}

/** The last 30 UTC days, today included. */
export function lastDays(nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const toMs = startOfUnit("day", nowMs) + UNIT_MS.day;
  return { fromMs: toMs - DAYS * UNIT_MS.day, toMs };
}
