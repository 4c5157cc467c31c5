// Adds up latencies and tells their percentiles.
import type { LatencyView } from "@/lib/core/schemas/usage-view";
import { LATENCY_BUCKETS, latencyPercentile } from "@/lib/core/usage/latency";
import type { Prisma } from "@/prisma/generated/client";
import type { UsageWorld } from "./usage-world";

/** The percentiles over sums `m`: a FROM clause with its WHERE. Beyond the last bound there is no upper bound, so there it reads as that bound. */
export async function readLatency({ prisma }: Pick<UsageWorld, "prisma">, sums: Prisma.Sql): Promise<LatencyView> {
  const rows = await prisma.$queryRaw<{ bucket: number; count: number }[]>`
    SELECT b."bucket"::int AS "bucket", sum(b."count")::float8 AS "count"
    FROM (SELECT m."latency" FROM ${sums}) l, unnest(l."latency") WITH ORDINALITY AS b("count", "bucket") GROUP BY b."bucket"`;
  const counts = Array.from({ length: LATENCY_BUCKETS }, () => 0);
  for (const { bucket, count } of rows) counts[bucket - 1] = count;
  const at = (share: number) => finite(latencyPercentile(counts, share));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function finite(bound: number | null): number | null {
  return bound === Number.POSITIVE_INFINITY ? MOST_MS : bound;
}

/** Pages are JSON to the browser, which has no infinity. */
const MOST_MS = 30_000;
