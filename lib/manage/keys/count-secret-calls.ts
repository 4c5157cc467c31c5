// Counts who still calls with the old secrets of a key.
import type { SecretCalls } from "@/lib/core/keys/rotation";
import type { World } from "@/lib/manage/world";
import type { Pause } from "@/lib/ports/pause";

const HOUR_MS = 3_600_000;

/** More of them are counted, and not named. */
const MOST_RANGES = 10;

interface RangeRow {
  readonly secretId: string;
  readonly range: string;
  readonly total: number;
  readonly ranges: number;
}

/** By the versions' UUIDs: admitted requests of the last hour, and the ranges they came from. A version that nobody called with is left out. */
export async function countSecretCalls(
  { prisma, nowMs }: Pick<World, "prisma" | "nowMs">,
  secretIds: readonly string[],
): Promise<ReadonlyMap<string, SecretCalls>> {
  if (secretIds.length === 0) return new Map();
  const since = new Date(nowMs() - HOUR_MS).toISOString();
  const rows = await prisma.$queryRaw<RangeRow[]>`
    SELECT "secretId", "range", "total", "ranges" FROM (
      SELECT "secretId", "range", (sum(sum("count")) OVER one)::float8 AS "total", (count(*) FILTER (WHERE "range" <> '') OVER one)::int AS "ranges",
        row_number() OVER (PARTITION BY "secretId" ORDER BY sum("count") DESC, "range") AS "place"
      FROM "KeySecretUse" WHERE "secretId" = ANY(${[...secretIds]}::uuid[]) AND "at" > ${since}::timestamptz
      GROUP BY "secretId", "range" WINDOW one AS (PARTITION BY "secretId")
    ) AS counted WHERE "place" <= ${MOST_RANGES} ORDER BY "secretId", "place"`;
  const calls = new Map<string, SecretCalls>();
  for (const { secretId, range, total, ranges: rangeCount } of rows) {
    const ranges = calls.get(secretId)?.ranges ?? [];
    calls.set(secretId, { count: total, rangeCount, ranges: range === "" ? ranges : [...ranges, range] });
  }
  return calls;
}

/** So many rows are removed in less than 50 ms on the embedded database. */
const PIECE = 1000;

/** Forgets what no page asks for any more. @returns whether all of it is gone */
export async function forgetOldSecretCalls({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">, pause: Pause): Promise<boolean> {
  const before = new Date(nowMs() - 2 * HOUR_MS).toISOString();
  for (;;) {
    const removed = await prisma.$executeRaw`
      DELETE FROM "KeySecretUse" WHERE ctid = ANY(ARRAY(SELECT ctid FROM "KeySecretUse" WHERE "at" < ${before}::timestamptz LIMIT ${PIECE}))`;
    if (removed < PIECE) return true;
    if (!(await pause())) return false;
  }
}
