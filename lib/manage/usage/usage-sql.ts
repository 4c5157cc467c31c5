// The SQL that readers of usage share.

import { UNIT_MS, type UsageUnit } from "@/lib/core/usage/grains";
import type { Source } from "@/lib/core/usage/segments";
import { Prisma } from "@/prisma/generated/client";

/** Sums of each caller. */
export const ROLLUP = {
  minute: Prisma.sql`"UsageMinute"`,
  hour: Prisma.sql`"UsageHour"`,
  day: Prisma.sql`"UsageDay"`,
} as const satisfies Readonly<Record<UsageUnit, Prisma.Sql>>;

/** Sums of all callers together. */
export const TOTALS = {
  hour: Prisma.sql`"UsageTotalHour"`,
  day: Prisma.sql`"UsageTotalDay"`,
} as const;

/** An instant. */
export function instantSql(ms: number): Prisma.Sql {
  return Prisma.sql`${new Date(ms).toISOString()}::timestamptz`;
}

/** Sums `m` of a span. */
export function within({ fromMs, toMs }: Pick<Source, "fromMs" | "toMs">): Prisma.Sql {
  return Prisma.sql`m."at" >= ${instantSql(fromMs)} AND m."at" < ${instantSql(toMs)}`;
}

/** The start of the unit of sums `m`, in milliseconds. */
export const START_MS = Prisma.sql`(extract(epoch FROM m."at") * 1000)::float8`;

/** The source in pieces, none of which occupies the embedded database for longer than 50 ms or so. */
export function piecesOf({ unit, fromMs, toMs }: Source, unitsOfPiece: number): Source[] {
  const pieceMs = UNIT_MS[unit] * unitsOfPiece;
  const count = Math.ceil((toMs - fromMs) / pieceMs);
  return Array.from({ length: count }, (_, index) => {
    const startMs = fromMs + index * pieceMs;
    return { unit, fromMs: startMs, toMs: Math.min(toMs, startMs + pieceMs) };
  });
}
