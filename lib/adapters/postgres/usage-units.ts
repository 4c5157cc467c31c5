// Units that were taken, as windows and quotas are rebuilt from them after a restart.
import type { Pool } from "pg";
import { startOfUnit, UNIT_MS } from "@/lib/core/usage/grains";
import type { MinuteUnits } from "@/lib/ports/usage-ports";
import type { Rollup } from "./usage-partitions";

/** A span that is read from one roll-up, so much of it at a time that a piece takes the database less than 50 ms. */
interface Span {
  readonly rollup: Rollup;
  readonly fromMs: number;
  readonly toMs: number;
  readonly pieceMs: number;
}

interface UnitsRow {
  readonly apiId: string;
  readonly caller: string;
  readonly tenantId: string | null;
  readonly units: string;
  readonly lastAt: Date;
}

/**
 * Piece by piece, oldest first. Units of a minute are told with the minute's last admission, so that no window is given more than it has.
 * Minutes are kept for a day at least (RETENTION_BOUNDS); what lies before yesterday is told by day, likewise with its last admission.
 */
export async function* readUnits(pool: Pool, sinceMs: number, nowMs: number): AsyncGenerator<readonly MinuteUnits[]> {
  for (const span of spansOf(Math.max(sinceMs, await firstDay(pool)), nowMs)) {
    for (let fromMs = span.fromMs; fromMs < span.toMs; fromMs += span.pieceMs) {
      const rows = await readPiece(pool, span.rollup, fromMs, Math.min(span.toMs, fromMs + span.pieceMs));
      if (rows.length > 0) yield rows;
    }
  }
}

function spansOf(sinceMs: number, nowMs: number): Span[] {
  const { minute, hour, day } = UNIT_MS;
  const minutesFromMs = startOfUnit("day", nowMs) - day;
  // Clocks of other processes may be ahead of this one's.
  const endMs = nowMs + hour;
  const firstWholeDayMs = Math.min(minutesFromMs, startOfUnit("day", sinceMs + day - 1));
  const spans: Span[] = [
    { rollup: "UsageHour", fromMs: startOfUnit("hour", sinceMs), toMs: firstWholeDayMs, pieceMs: 6 * hour },
    { rollup: "UsageDay", fromMs: firstWholeDayMs, toMs: minutesFromMs, pieceMs: day },
    { rollup: "UsageMinute", fromMs: Math.max(minutesFromMs, startOfUnit("minute", sinceMs)), toMs: endMs, pieceMs: 30 * minute },
  ];
  return spans.filter(({ fromMs, toMs }) => fromMs < toMs);
}

async function firstDay(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ at: Date | null }>(`SELECT min("at") AS "at" FROM "UsageDay"`);
  return rows[0]?.at?.getTime() ?? Number.NEGATIVE_INFINITY;
}

async function readPiece(pool: Pool, rollup: Rollup, fromMs: number, toMs: number): Promise<MinuteUnits[]> {
  const { rows } = await pool.query<UnitsRow>(
    `SELECT s."apiId", s."caller", s."tenantId", sum(m."units") AS "units", max(m."lastAt") AS "lastAt"
     FROM "${rollup}" m JOIN "UsageSeries" s ON s."id" = m."seriesId"
     WHERE m."at" >= to_timestamp($1::float8 / 1000) AND m."at" < to_timestamp($2::float8 / 1000) AND s."outcome" = 'accepted'
     GROUP BY m."at", s."apiId", s."caller", s."tenantId" HAVING sum(m."units") > 0
     ORDER BY m."at", s."apiId", s."caller"`,
    [fromMs, toMs],
  );
  return rows.map(({ lastAt, units, ...row }) => ({ ...row, units: Number(units), lastAtMs: lastAt.getTime() }));
}
