// The console's usage page over HTTP, signed in, on the embedded database: after 30 days of a hundred keys and of a hundred thousand.
import type { Pool } from "pg";
import { ROLLUPS, type Rollup, UsagePartitions } from "@/lib/adapters/postgres/usage-partitions";
import { rankUsage } from "@/lib/adapters/postgres/usage-rankings";
import { USAGE_SPANS } from "@/lib/core/usage/spans";
import { type Figure, figure } from "./figure";
import { storeKeys } from "./keys-page";
import { medianInTurn, openSignedIn } from "./signed-in";

const FEW = 100;
const MANY = 100_000;
const DAYS = 30;
const DAY_MS = 86_400_000;
/** A key was busy in so many hours of the 30 days, each key in others. */
const HOURS_OF_KEY = 10;
const PIECE = 2000;
const WARM_UP = 20;

const PAGES: Readonly<Record<string, string>> = {
  "the last 30 days": "/usage?span=30d",
  "the last 7 days": "/usage?span=7d",
  "the last 24 hours": "/usage?span=24h",
  "30 days of one API": "/usage?span=30d&api=busy",
};

/** Milliseconds the page takes with many keys, and how many times as long as with few, both measured in turn. */
export async function benchUsagePage(): Promise<Figure[]> {
  const few = await openSignedIn((pool) => storeUsage(pool, FEW));
  const many = await openSignedIn((pool) => storeUsage(pool, MANY));
  try {
    for (let round = 0; round < WARM_UP; round += 1) await Promise.all([few.pageMs("/usage"), many.pageMs("/usage")]);
    const figures: Figure[] = [];
    for (const [name, path] of Object.entries(PAGES)) {
      const [fewMs, manyMs] = await medianInTurn(
        () => few.pageMs(path),
        () => many.pageMs(path),
      );
      figures.push(
        figure(`${name}, ${FEW} keys`, fewMs, "ms"),
        figure(`${name}, ${MANY} keys`, manyMs, "ms"),
        figure(`${name}, ${MANY} ÷ ${FEW}`, manyMs / fewMs, "×", "≤ 2"),
      );
    }
    return figures;
  } finally {
    await Promise.all([few.stop(), many.stop()]);
  }
}

async function storeUsage(pool: Pool, keys: number): Promise<void> {
  await storeKeys(pool, keys);
  const nowMs = Date.now();
  const partitions = new UsagePartitions(pool);
  const days = Array.from({ length: DAYS + 1 }, (_, day) => nowMs - day * DAY_MS);
  for (const rollup of Object.keys(ROLLUPS) as Rollup[]) if (rollup !== "UsageMinute") await partitions.ensure(rollup, days);
  await storeTotals(pool);
  for (let start = 0; start < keys; start += PIECE) await storeSeries(pool, start, Math.min(start + PIECE, keys));
  await pool.query(`VACUUM ANALYZE "UsageSeries"`);
  // What upkeep does every few minutes; here nobody waits for the database meanwhile.
  const pace = { holder: "00000000-0000-4000-8000-000000000000", elapsedMs: () => performance.now(), pause: async () => true };
  for (const span of USAGE_SPANS) await rankUsage(pool, span, nowMs, pace);
}

/** Every API, outcome and hour; every tenth group is refused. */
async function storeTotals(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO "UsageGroup" ("identity", "apiId", "endpoint", "method", "outcome", "reason", "status")
     SELECT gen_random_uuid(), a."id", '/v' || n, 'GET', o."outcome", o."reason", o."status" FROM "Api" a, generate_series(1, 4) n,
       (VALUES ('accepted', '', 2), ('limited', 'rate_limited', 4), ('denied', 'revoked', 4)) AS o("outcome", "reason", "status")
     WHERE a."slug" IN ('busy', 'quiet')`,
  );
  for (const [rollup, unit] of [
    ["UsageTotalHour", "hour"],
    ["UsageTotalDay", "day"],
  ]) {
    await pool.query(
      `INSERT INTO "${rollup}" ("at", "groupId", "count", "units", "bytes", "latency")
       SELECT date_trunc('${unit}', now(), 'UTC') - n * interval '1 ${unit}', g."id", 1000 + n, 1000 + n, 100000, array_fill(40, ARRAY[25])
       FROM "UsageGroup" g, generate_series(0, ${unit === "hour" ? DAYS * 24 - 1 : DAYS - 1}) n`,
    );
  }
}

async function storeSeries(pool: Pool, from: number, to: number): Promise<void> {
  const between = [`key_${String(from).padStart(10, "0")}`, `key_${String(to - 1).padStart(10, "0")}`];
  await pool.query(
    `INSERT INTO "UsageSeries" ("identity", "apiId", "keyId", "caller", "tenantId", "endpoint", "method", "outcome", "reason", "status", "groupId")
     SELECT gen_random_uuid(), k."apiId", k."id", k."id"::text, k."tenantId", '/v1', 'GET', 'accepted', '', 2, g."id" FROM "Key" k
     JOIN "UsageGroup" g ON g."apiId" = k."apiId" AND g."endpoint" = '/v1' AND g."outcome" = 'accepted'
     WHERE k."publicId" BETWEEN $1 AND $2`,
    between,
  );
  await pool.query(
    `INSERT INTO "UsageKey" ("keyId", "lastAt") SELECT "id", now() FROM "Key" WHERE "publicId" BETWEEN $1 AND $2
     ON CONFLICT ("keyId") DO UPDATE SET "lastAt" = now()`,
    between,
  );
  for (const [rollup, unit] of [
    ["UsageHour", "hour"],
    ["UsageDay", "day"],
  ]) {
    await pool.query(
      `INSERT INTO "${rollup}" ("at", "seriesId", "count", "units", "bytes", "lastAt")
       SELECT DISTINCT ON (at, s."id") date_trunc('${unit}', now(), 'UTC') - at, s."id", 1 + s."id" % 1000, 1, 100, now()
       FROM "UsageSeries" s JOIN "Key" k ON k."id" = s."keyId", generate_series(0, ${HOURS_OF_KEY - 1}) n,
         LATERAL (SELECT ${unit === "hour" ? "(s.\"id\" * 7 + n * 71) % 720 * interval '1 hour'" : "(s.\"id\" + n * 3) % 30 * interval '1 day'"} AS at) moved
       WHERE k."publicId" BETWEEN $1 AND $2`,
      between,
    );
  }
}
