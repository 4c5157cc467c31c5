// Lists usage for the management API: sums by unit of time, and the sum of them all.
import { writeUsageCursor } from "@/lib/core/schemas/usage-cursor";
import { statusText, type UsageAnswer, type UsageQuery, type UsageRow } from "@/lib/core/schemas/usage-rows";
import { keptSince } from "@/lib/core/usage/retention";
import { type Segment, type Source, segmentsOf } from "@/lib/core/usage/segments";
import { Prisma } from "@/prisma/generated/client";
import { readSums, type SelectedSum } from "./read-sums";
import { selected, selectUsage, type UsageSelection } from "./usage-selection";
import { piecesOf, ROLLUP, TOTALS, within } from "./usage-sql";
import type { UsageWorld } from "./usage-world";

/** Sums on a page. */
export const USAGE_PAGE = 1000;

/**
 * A page of the selection. `ownTenantId`: the only tenant whose usage the caller may see, null = all of it is the caller's to see; what is
 * another tenant's reads as if it were not there.
 */
export async function listUsage(world: UsageWorld, query: UsageQuery, ownTenantId: string | null): Promise<UsageAnswer> {
  await world.usage.settle();
  if (ownTenantId !== null && query.tenantId !== null && query.tenantId !== ownTenantId) return { usage: [], total: 0 };
  const selection = await selectUsage(world, { ...query, tenantId: ownTenantId ?? query.tenantId });
  if (selection === null) return { usage: [], total: 0 };
  const nowMs = world.nowMs();
  const segments = segmentsOf(query.unit, query.startMs, query.endMs, keptSince(nowMs), nowMs);
  const sums = await readSums(world, selection, segments, query.after, USAGE_PAGE + 1);
  const shown = sums.slice(0, USAGE_PAGE);
  const last = shown.at(-1);
  const total = await totalOf(world, selection, segments);
  const usage = shown.map(viewSum);
  return sums.length > USAGE_PAGE && last !== undefined ? { usage, total, cursor: writeUsageCursor(query.unit, last) } : { usage, total };
}

function viewSum({ startMs, keyId, tenantId, api, endpoint, method, outcome, reason, status, count, bytes }: SelectedSum): UsageRow {
  const refusal = outcome === "denied" ? { reason } : {};
  return { start: startMs, keyId, tenantId, api, endpoint, method, outcome, ...refusal, status: statusText(status), count, bytes };
}

async function totalOf({ prisma }: Pick<UsageWorld, "prisma">, selection: UsageSelection, segments: readonly Segment[]): Promise<number> {
  let total = 0;
  for (const source of segments.flatMap(({ sources }) => sources)) {
    for (const sql of totalStatements(source, selection)) {
      const [row] = await prisma.$queryRaw<{ count: number | null }[]>`${sql}`;
      total += row?.count ?? 0;
    }
  }
  return total;
}

const SUM = Prisma.sql`SELECT sum(m."count")::float8 AS "count"`;

/** One key's sums are few. Those of all callers stand in the totals. Everything else is added up in pieces. */
function totalStatements(source: Source, selection: UsageSelection): Prisma.Sql[] {
  const { unit } = source;
  if (selection.seriesIds !== null) return [Prisma.sql`${SUM} FROM ${ROLLUP[unit]} m WHERE ${within(source)} AND ${selected(selection)}`];
  if (selection.tenantId === null && unit !== "minute") {
    const { apiId } = selection;
    const ofApi = apiId === null ? Prisma.sql`true` : Prisma.sql`g."apiId" = ${apiId}::uuid`;
    const groups = Prisma.sql`${TOTALS[unit]} m JOIN "UsageGroup" g ON g."id" = m."groupId"`;
    return piecesOf(source, 240).map((piece) => Prisma.sql`${SUM} FROM ${groups} WHERE ${within(piece)} AND ${ofApi}`);
  }
  const series = Prisma.sql`${ROLLUP[unit]} m JOIN "UsageSeries" s ON s."id" = m."seriesId"`;
  return piecesOf(source, PIECES[unit]).map((piece) => Prisma.sql`${SUM} FROM ${series} WHERE ${within(piece)} AND ${selected(selection)}`);
}

/** Units that are added up at a time. */
const PIECES = { minute: 30, hour: 6, day: 1 } as const;
