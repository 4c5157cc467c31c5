// Describes the use of one key, for its page.
import type { DecisionView, KeyUsageView, UsageTotals } from "@/lib/core/schemas/usage-view";
import { readDecisions } from "@/lib/core/usage/decision-lines";
import type { Outcome } from "@/lib/core/usage/outcome";
import { groupedBy, type OutcomeCount, pointsOf, topOf, totalsOf } from "@/lib/core/usage/points";
import { Prisma } from "@/prisma/generated/client";
import { lastDays } from "./list-key-sparklines";
import { listUsageNotes } from "./list-usage-notes";
import { readLatency } from "./read-latency";
import { readUsageRetention } from "./usage-settings";
import { START_MS, within } from "./usage-sql";
import type { UsageWorld } from "./usage-world";

const MOST_ENDPOINTS = 10;

/** The key with that UUID; null where there is none. */
export async function describeKeyUsage(world: UsageWorld, keyId: string): Promise<KeyUsageView | null> {
  await world.usage.settle();
  const { prisma } = world;
  const key = await prisma.key.findUnique({
    where: { id: keyId },
    select: { lastUsedAt: true, lastUsedFrom: true, lastUsedAgent: true },
  });
  if (key === null) return null;
  const span = lastDays(world.nowMs());
  const sums = Prisma.sql`"UsageDay" m JOIN "UsageSeries" s ON s."id" = m."seriesId" WHERE s."keyId" = ${keyId}::uuid AND ${within(span)}`;
  const counts = await prisma.$queryRaw<(OutcomeCount & { readonly bytes: number })[]>`
    SELECT ${START_MS} AS "startMs", s."outcome", sum(m."count")::float8 AS "count", sum(m."bytes")::float8 AS "bytes"
    FROM ${sums} GROUP BY m."at", s."outcome"`;
  return {
    days: pointsOf("day", span.fromMs, span.toMs, counts),
    totals: totalsOf(counts),
    bytes: counts.reduce((sum, { bytes }) => sum + bytes, 0),
    latency: await readLatency(world, sums),
    endpoints: await readEndpoints(world, sums),
    reasons: await readReasons(world, sums),
    lastUse: key.lastUsedAt === null ? null : { atMs: key.lastUsedAt.getTime(), address: key.lastUsedFrom, agent: key.lastUsedAgent },
    decisions: await listDecisions(world, keyId),
    notes: await listUsageNotes(world, { keyId }),
  };
}

interface EndpointRow {
  readonly endpoint: string;
  readonly method: string;
  readonly outcome: Outcome;
  readonly count: number;
}

async function readEndpoints({ prisma }: Pick<UsageWorld, "prisma">, sums: Prisma.Sql): Promise<KeyUsageView["endpoints"]> {
  const rows = await prisma.$queryRaw<EndpointRow[]>`
    SELECT s."endpoint", s."method", s."outcome", sum(m."count")::float8 AS "count" FROM ${sums} GROUP BY s."endpoint", s."method", s."outcome"`;
  const byEndpoint = groupedBy(rows, ({ endpoint, method }) => `${method} ${endpoint}`);
  const endpoints: (UsageTotals & { endpoint: string; method: string })[] = [];
  for (const some of byEndpoint.values()) {
    const [first] = some;
    if (first !== undefined) endpoints.push({ endpoint: first.endpoint, method: first.method, ...totalsOf(some) });
  }
  return topOf(endpoints, MOST_ENDPOINTS);
}

async function readReasons({ prisma }: Pick<UsageWorld, "prisma">, sums: Prisma.Sql): Promise<KeyUsageView["reasons"]> {
  return prisma.$queryRaw`
    SELECT s."reason", sum(m."count")::float8 AS "count" FROM ${sums} AND s."outcome" <> 'accepted'
    GROUP BY s."reason" HAVING sum(m."count") > 0 ORDER BY 2 DESC, 1`;
}

async function listDecisions(world: Pick<UsageWorld, "prisma">, keyId: string): Promise<DecisionView[]> {
  const { decisionsOfKey } = await readUsageRetention(world);
  const rows = await world.prisma.usageDecision.findMany({ where: { keyId }, orderBy: { lap: "asc" }, select: { entries: true } });
  const decisions = readDecisions(
    rows.map(({ entries }) => entries),
    decisionsOfKey,
  );
  return decisions.map((decision) => ({ ...decision, reason: decision.reason === "" ? null : decision.reason }));
}
