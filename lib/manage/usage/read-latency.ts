// Adds up latencies and tells their percentiles.
import type { LatencyView } from "@/lib/core/schemas/usage-view";
import { LATENCY_BUCKETS, latencyPercentile } from "@/lib/core/usage/latency";
import { Prisma } from "@/prisma/generated/client";
import type { UsageWorld } from "./usage-world";

/** One sum to a bucket: half the work of taking the arrays apart. */
const BUCKET_SUMS = Prisma.join(
  Array.from(
    { length: LATENCY_BUCKETS },
    (_, index) => Prisma.sql`COALESCE(sum(m."latency"[${Prisma.raw(String(index + 1))}]), 0)::float8`,
  ),
);

/** The percentiles over sums `m`: a FROM clause with its WHERE. Beyond the last bound there is no upper bound, so there it reads as that bound. */
export async function readLatency({ prisma }: Pick<UsageWorld, "prisma">, sums: Prisma.Sql): Promise<LatencyView> {
  const [row] = await prisma.$queryRaw<
    { counts: number[] }[]
  >`SELECT ARRAY[${BUCKET_SUMS}] AS "counts" FROM ${sums} AND m."latency" <> '{}'`;
  const at = (share: number) => finite(latencyPercentile(row?.counts ?? [], share));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function finite(bound: number | null): number | null {
  return bound === Number.POSITIVE_INFINITY ? MOST_MS : bound;
}

/** Pages are JSON to the browser, which has no infinity. */
const MOST_MS = 30_000;
