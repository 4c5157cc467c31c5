// Reads the sums of a selection page by page, in the order of time.
import type { UsagePlace } from "@/lib/core/schemas/usage-cursor";
import { UNIT_MS } from "@/lib/core/usage/grains";
import type { Segment, Source } from "@/lib/core/usage/segments";
import type { SumFacts } from "@/lib/core/usage/sum-lines";
import { Prisma } from "@/prisma/generated/client";
import { selected, type UsageSelection } from "./usage-selection";
import { instantSql, ROLLUP, START_MS, within } from "./usage-sql";
import type { UsageWorld } from "./usage-world";

/** One sum with what it is counted by. */
export interface SelectedSum extends SumFacts {
  /** Of its series. */
  readonly id: number;
}

/** At most `most` sums after that place. */
export async function readSums(
  world: Pick<UsageWorld, "prisma">,
  selection: UsageSelection,
  segments: readonly Segment[],
  after: UsagePlace | null,
  most: number,
): Promise<SelectedSum[]> {
  const sums: SelectedSum[] = [];
  for (const slice of segments.flatMap((segment) => slicesOf(segment, after))) {
    if (sums.length >= most) break;
    sums.push(...(await readSlice(world, selection, slice, after, most - sums.length)));
  }
  return sums;
}

/**
 * What is left of a segment in slices that get longer. The database knows little about sums of the last hour and would rather sort all that
 * are left than read the first of them in order; so it is given few.
 */
function slicesOf(segment: Segment, after: UsagePlace | null): Segment[] {
  const [source] = segment.sources;
  const fromMs = Math.max(segment.fromMs, after?.startMs ?? segment.fromMs);
  if (fromMs >= segment.toMs) return [];
  if (!segment.isWhole || source === undefined) return [segment];
  const slices: Segment[] = [];
  for (let startMs = fromMs, lengthMs = UNIT_MS[source.unit]; startMs < segment.toMs; startMs += lengthMs, lengthMs *= 2) {
    const slice = { fromMs: startMs, toMs: Math.min(segment.toMs, startMs + lengthMs) };
    slices.push({ ...slice, isWhole: true, sources: [{ ...slice, unit: source.unit }] });
  }
  return slices;
}

function readSlice(
  { prisma }: Pick<UsageWorld, "prisma">,
  selection: UsageSelection,
  slice: Segment,
  after: UsagePlace | null,
  most: number,
): Promise<SelectedSum[]> {
  return prisma.$queryRaw<SelectedSum[]>`
    SELECT ${START_MS} AS "startMs", m."seriesId" AS "id", k."publicId" AS "keyId", s."tenantId", COALESCE(a."slug", '') AS "api",
      s."endpoint", s."method", s."outcome", s."reason", s."status",
      m."count"::float8 AS "count", m."units"::float8 AS "units", m."bytes"::float8 AS "bytes"
    FROM ${sumsOf(slice, selection)} m JOIN "UsageSeries" s ON s."id" = m."seriesId"
    LEFT JOIN "Key" k ON k."id" = s."keyId" LEFT JOIN "Api" a ON a."id" = s."apiId"
    WHERE m."count" <> 0 AND ${bounds(slice)} AND ${selected(selection)} AND ${afterPlace(after)}
    ORDER BY m."at", m."seriesId" LIMIT ${most}`;
}

/** A unit that is only partly in the span is added up from finer sums. */
function sumsOf(segment: Segment, selection: UsageSelection): Prisma.Sql {
  const [first] = segment.sources;
  if (segment.isWhole && first !== undefined) return ROLLUP[first.unit];
  const ofSeries = selection.seriesIds === null ? Prisma.sql`true` : Prisma.sql`m."seriesId" = ANY(${[...selection.seriesIds]}::int[])`;
  const parts = segment.sources.map(
    (source: Source) =>
      Prisma.sql`SELECT m."seriesId", m."count", m."units", m."bytes" FROM ${ROLLUP[source.unit]} m WHERE ${within(source)} AND ${ofSeries}`,
  );
  return Prisma.sql`(SELECT ${instantSql(segment.fromMs)} AS "at", p."seriesId", sum(p."count") AS "count", sum(p."units") AS "units",
    sum(p."bytes") AS "bytes" FROM (${Prisma.join(parts, " UNION ALL ")}) p GROUP BY p."seriesId")`;
}

function bounds(segment: Segment): Prisma.Sql {
  return segment.isWhole ? within(segment) : Prisma.sql`true`;
}

function afterPlace(after: UsagePlace | null): Prisma.Sql {
  return after === null ? Prisma.sql`true` : Prisma.sql`(m."at", m."seriesId") > (${instantSql(after.startMs)}, ${after.id}::int)`;
}
