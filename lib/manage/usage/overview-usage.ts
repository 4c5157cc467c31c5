// The usage of all keys together, for admins. Costs the same however many keys there are: sums of all callers stand by themselves, and
// rankings of keys and tenants are read as they were last added up.
import { ORGANISATION } from "@/lib/core/key-record";
import type { UsageOverview, UsageRank } from "@/lib/core/schemas/usage-view";
import type { Outcome } from "@/lib/core/usage/outcome";
import { groupedBy, type OutcomeCount, pointsOf, topOf, totalsOf } from "@/lib/core/usage/points";
import { spanOf, type UsageSpan, wholeUnit } from "@/lib/core/usage/spans";
import { findSpikes } from "@/lib/core/usage/spikes";
import { Prisma } from "@/prisma/generated/client";
import { readLatency } from "./read-latency";
import { readRanking } from "./read-ranking";
import { START_MS, TOTALS, within } from "./usage-sql";
import type { UsageWorld } from "./usage-world";

const MOST_RANKS = 20;

/** What the page looks at. */
export interface OverviewSelection {
  readonly span: UsageSpan;
  /** Slug; null = all APIs. */
  readonly api: string | null;
}

interface GroupRow {
  readonly api: string;
  readonly apiName: string;
  readonly endpoint: string;
  readonly method: string;
  readonly outcome: Outcome;
  readonly count: number;
}

/** The overview; an API that does not exist reads like one without requests. */
export async function overviewUsage(world: UsageWorld, { span, api }: OverviewSelection): Promise<UsageOverview> {
  await world.usage.settle();
  const { unit, fromMs, toMs } = spanOf(span, world.nowMs());
  const apiId = api === null ? null : await findApiId(world, api);
  const sumsBy = (by: keyof typeof TOTALS) => Prisma.sql`${TOTALS[by]} m JOIN "UsageGroup" g ON g."id" = m."groupId"
    LEFT JOIN "Api" a ON a."id" = g."apiId"
    WHERE ${within({ fromMs, toMs })} AND ${apiId === null ? Prisma.sql`true` : Prisma.sql`g."apiId" = ${apiId}::uuid`}`;
  const counts = await readCounts(world, sumsBy(unit));
  // A span of whole days has a day's sums, however finely it is drawn.
  const sums = sumsBy(wholeUnit(span));
  const groups = await readGroups(world, sums);
  const points = pointsOf(unit, fromMs, toMs, counts);
  const reasonOf = reasonsByUnit(counts);
  const ranking = await readRanking(world, span, apiId);
  return {
    unit,
    points,
    totals: totalsOf(counts),
    latency: await readLatency(world, sums),
    byApi: rank(groups, ({ api: slug, apiName }) => ({ id: slug, name: apiName })),
    byKey: ranking.keys,
    byTenant: ranking.tenants,
    byOwner: ranking.owners.map((rank) => (rank.id === ORGANISATION ? { ...rank, name: "The organisation" } : rank)),
    byEndpoint: rank(groups, ({ api: slug, endpoint, method }) => ({
      id: `${slug} ${method} ${endpoint}`.trim(),
      name: `${method} ${endpoint}`.trim(),
    })),
    reasons: reasonsOf(counts),
    spikes: findSpikes(points).map((spike) => ({ ...spike, reason: reasonOf.get(spike.startMs) ?? "" })),
    rankedAtMs: ranking.rankedAtMs,
  };
}

/** The nil UUID: no API has it. */
const NO_API = "00000000-0000-0000-0000-000000000000";

async function findApiId({ prisma }: Pick<UsageWorld, "prisma">, slug: string): Promise<string> {
  return (await prisma.api.findUnique({ where: { slug }, select: { id: true } }))?.id ?? NO_API;
}

type Count = OutcomeCount & { readonly reason: string };

function readCounts({ prisma }: Pick<UsageWorld, "prisma">, sums: Prisma.Sql): Promise<Count[]> {
  return prisma.$queryRaw<Count[]>`
    SELECT ${START_MS} AS "startMs", g."outcome", g."reason", sum(m."count")::float8 AS "count" FROM ${sums}
    GROUP BY m."at", g."outcome", g."reason"`;
}

function readGroups({ prisma }: Pick<UsageWorld, "prisma">, sums: Prisma.Sql): Promise<GroupRow[]> {
  return prisma.$queryRaw<GroupRow[]>`
    SELECT COALESCE(a."slug", '') AS "api", COALESCE(a."name", '') AS "apiName", g."endpoint", g."method", g."outcome",
      sum(m."count")::float8 AS "count"
    FROM ${sums} GROUP BY a."slug", a."name", g."endpoint", g."method", g."outcome"`;
}

function rank(groups: readonly GroupRow[], nameOf: (group: GroupRow) => Pick<UsageRank, "id" | "name">): UsageRank[] {
  const ranks: UsageRank[] = [];
  for (const some of groupedBy(groups, (group) => nameOf(group).id).values()) {
    const [first] = some;
    if (first !== undefined) ranks.push({ ...nameOf(first), ...totalsOf(some) });
  }
  return topOf(ranks, MOST_RANKS);
}

function reasonsOf(counts: readonly Count[]): UsageOverview["reasons"] {
  const sums = new Map<string, number>();
  for (const { outcome, reason, count } of counts) {
    if (outcome !== "accepted") sums.set(reason, (sums.get(reason) ?? 0) + count);
  }
  return [...sums]
    .map(([reason, count]) => ({ reason, count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** The most frequent reason of each unit's refusals. */
function reasonsByUnit(counts: readonly Count[]): Map<number, string> {
  const byUnit = groupedBy(counts, ({ startMs }) => startMs);
  return new Map([...byUnit].map(([startMs, some]) => [startMs, reasonsOf(some)[0]?.reason ?? ""]));
}
