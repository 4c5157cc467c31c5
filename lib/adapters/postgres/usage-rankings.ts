// Adds up the use of every key, piece by piece, and stores who stands where.
import type { Pool } from "pg";
import { accountOf } from "@/lib/core/key-record";
import { type RankedUse, UsageRankings } from "@/lib/core/usage/ranking";
import { spanOf, type UsageSpan, wholeUnit } from "@/lib/core/usage/spans";
import type { Pause } from "@/lib/ports/pause";
import { inTransaction } from "./transaction";
import { noteFinished } from "./usage-jobs";

/** What the work goes by between two pieces. */
export interface Pace {
  readonly pause: Pause;
  /** Milliseconds of a clock that only goes forward. */
  elapsedMs(): number;
  readonly holder: string;
}

/** The embedded database serves nobody else while a statement runs. */
const PIECE_MS = 50;
const FIRST_PIECE = 50;
const LARGEST_PIECE = 2000;

/** A piece of callers, and where the next one begins; null = there is none. */
interface Piece {
  readonly uses: readonly RankedUse[];
  readonly next: string | null;
}

type ReadPiece = (after: string, most: number) => Promise<Piece>;

/** Ranks keys and tenants over a span. @returns whether it was finished */
export async function rankUsage(pool: Pool, span: UsageSpan, nowMs: number, pace: Pace): Promise<boolean> {
  const { fromMs, toMs } = spanOf(span, nowMs);
  const rollup = wholeUnit(span) === "hour" ? "UsageHour" : "UsageDay";
  const rankings = new UsageRankings();
  const readers: readonly [ReadPiece, string][] = [
    [(after, most) => readKeys(pool, rollup, [fromMs, toMs], after, most), NIL],
    [(after, most) => readOthers(pool, rollup, [fromMs, toMs], after, most), "0"],
  ];
  for (const [read, first] of readers) {
    let size = FIRST_PIECE;
    for (let next: string | null = first; next !== null; ) {
      const startedMs = pace.elapsedMs();
      const piece: Piece = await read(next, size);
      size = nextSize(size, pace.elapsedMs() - startedMs);
      for (const use of piece.uses) rankings.add(use);
      next = piece.next;
      if (!(await pace.pause())) return false;
    }
  }
  await store(pool, span, rankings, nowMs, pace.holder);
  return true;
}

const NIL = "00000000-0000-0000-0000-000000000000";

const SUMS = `sum(m."count") FILTER (WHERE s."outcome" = 'accepted') AS accepted, sum(m."count") FILTER (WHERE s."outcome" = 'limited') AS limited,
  sum(m."count") FILTER (WHERE s."outcome" = 'denied') AS denied`;

interface UseRow {
  readonly apiId: string;
  readonly keyId: string | null;
  readonly tenantId: string | null;
  /** null = the caller is no key, or one that is unknown. */
  readonly createdBy: string | null;
  readonly accepted: string | null;
  readonly limited: string | null;
  readonly denied: string | null;
}

/** Keys that were used in the span, in the order of their ids. */
async function readKeys(pool: Pool, rollup: string, span: readonly number[], after: string, most: number): Promise<Piece> {
  const { rows: keys } = await pool.query<{ keyId: string }>(
    `SELECT "keyId" FROM "UsageKey" WHERE "keyId" > $1 AND "lastAt" >= to_timestamp($2::float8 / 1000) ORDER BY "keyId" LIMIT $3`,
    [after, span[0], most],
  );
  const { rows } = await pool.query<UseRow>(
    `SELECT s."apiId", s."keyId", s."tenantId", k."createdBy", ${SUMS} FROM "UsageSeries" s JOIN "${rollup}" m ON m."seriesId" = s."id"
     LEFT JOIN "Key" k ON k."id" = s."keyId"
     WHERE s."keyId" = ANY($1::uuid[]) AND m."at" >= to_timestamp($2::float8 / 1000) AND m."at" < to_timestamp($3::float8 / 1000)
     GROUP BY s."apiId", s."keyId", s."tenantId", k."createdBy"`,
    [keys.map(({ keyId }) => keyId), ...span],
  );
  return { uses: rows.map(viewUse), next: keys.length < most ? null : (keys.at(-1)?.keyId ?? null) };
}

/** Series of callers that are no keys, in the order of their numbers. */
async function readOthers(pool: Pool, rollup: string, span: readonly number[], after: string, most: number): Promise<Piece> {
  const { rows: series } = await pool.query<{ id: number }>(
    `SELECT "id" FROM "UsageSeries" WHERE "keyId" IS NULL AND "id" > $1 ORDER BY "id" LIMIT $2`,
    [after, most],
  );
  const { rows } = await pool.query<UseRow>(
    `SELECT s."apiId", NULL AS "keyId", s."tenantId", NULL AS "createdBy", ${SUMS} FROM "UsageSeries" s JOIN "${rollup}" m ON m."seriesId" = s."id"
     WHERE s."id" = ANY($1::int[]) AND m."at" >= to_timestamp($2::float8 / 1000) AND m."at" < to_timestamp($3::float8 / 1000)
     GROUP BY s."apiId", s."tenantId"`,
    [series.map(({ id }) => id), ...span],
  );
  return { uses: rows.map(viewUse), next: series.length < most ? null : String(series.at(-1)?.id) };
}

function viewUse({ apiId, keyId, tenantId, createdBy, accepted, limited, denied }: UseRow): RankedUse {
  return {
    apiId,
    keyId: keyId ?? "",
    tenantId: tenantId ?? "",
    ownerId: createdBy === null ? "" : accountOf(createdBy),
    accepted: Number(accepted),
    limited: Number(limited),
    denied: Number(denied),
  };
}

function nextSize(size: number, tookMs: number): number {
  if (tookMs > PIECE_MS) return Math.max(1, Math.floor(size / 2));
  return tookMs < PIECE_MS / 3 ? Math.min(LARGEST_PIECE, size * 2) : size;
}

async function store(pool: Pool, span: UsageSpan, rankings: UsageRankings, nowMs: number, holder: string): Promise<void> {
  const ranks = rankings.ranks();
  await inTransaction(pool, async (client) => {
    await client.query(`DELETE FROM "UsageRank" WHERE "span" = $1`, [span]);
    await client.query(
      `INSERT INTO "UsageRank" ("span", "scope", "kind", "position", "subject", "accepted", "limited", "denied")
       SELECT $1, u.* FROM unnest($2::text[], $3::text[], $4::smallint[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[]) AS u`,
      [
        span,
        ranks.map(({ scope }) => scope),
        ranks.map(({ kind }) => kind),
        ranks.map(({ position }) => position),
        ranks.map(({ subject }) => subject),
        ranks.map(({ accepted }) => accepted),
        ranks.map(({ limited }) => limited),
        ranks.map(({ denied }) => denied),
      ],
    );
    await noteFinished(client, `rank-${span}`, holder, nowMs);
  });
}
