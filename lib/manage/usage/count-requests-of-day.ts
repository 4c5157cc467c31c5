// Counts what a key did in the last day: who is about to end it should know.
import { UNIT_MS } from "@/lib/core/usage/grains";
import type { UsageWorld } from "./usage-world";

/** Admitted requests of the key with that UUID in the last 24 hours, by hours. */
export async function countRequestsOfDay(world: UsageWorld, keyId: string): Promise<number> {
  await world.usage.settle();
  const since = new Date(world.nowMs() - UNIT_MS.day).toISOString();
  const [sum] = await world.prisma.$queryRaw<{ readonly count: number | null }[]>`
    SELECT sum(m."count")::float8 AS "count" FROM "UsageSeries" s JOIN "UsageHour" m ON m."seriesId" = s."id"
    WHERE s."keyId" = ${keyId}::uuid AND s."outcome" = 'accepted' AND m."at" > ${since}::timestamptz`;
  return sum?.count ?? 0;
}
