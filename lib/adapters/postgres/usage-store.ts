// The sums of all processes in the database: what a journal counted is added once, together with how far it is accounted for.
import type { Pool, PoolClient } from "pg";
import { MOST_DECISIONS } from "@/lib/core/usage/decision-lines";
import type { JournalPosition, UsageBatch } from "@/lib/core/usage/usage-batch";
import type { UsageStore } from "@/lib/ports/usage-ports";
import { inTransaction } from "./transaction";
import { UsagePartitions } from "./usage-partitions";
import { KnownRanges } from "./usage-ranges";
import { addRollups, preparePartitions, type RollupRows, rollUp } from "./usage-rollups";
import { UsageSeriesBook } from "./usage-series";
import { addTraces } from "./usage-traces";
import { readUnits } from "./usage-units";

/** PostgreSQL's code for a row that no partition takes. */
const NO_PARTITION = "23514";

/** Opens the store. */
export function createUsageStore(pool: Pool): UsageStore {
  const series = new UsageSeriesBook(pool);
  const partitions = new UsagePartitions(pool);
  const ranges = new KnownRanges();

  async function fold(batch: UsageBatch): Promise<JournalPosition> {
    const rollups = rollUp(batch.deltas, await series.resolve(batch.deltas));
    await preparePartitions(partitions, rollups);
    try {
      return await apply(batch, rollups);
    } catch (error) {
      if (!isNoPartition(error)) throw error;
      // Retention removed one meanwhile.
      partitions.forget();
      await preparePartitions(partitions, rollups);
      return apply(batch, rollups);
    }
  }

  async function apply(batch: UsageBatch, rollups: readonly RollupRows[]): Promise<JournalPosition> {
    const stored = await inTransaction(pool, async (client) => {
      const { position, keptOfKey } = await lockPosition(client, batch.to.journal);
      if (!isSame(position, batch.from)) return position ?? { journal: batch.to.journal, segment: 0, offset: 0 };
      await addRollups(client, rollups);
      await addTraces(client, batch, keptOfKey, ranges);
      await writePosition(client, batch.to);
      return batch.to;
    });
    if (stored === batch.to) ranges.committed();
    return stored;
  }

  return { fold, positionOf: (journal) => readPosition(pool, journal), unitsSince: (sinceMs) => readUnits(pool, sinceMs, Date.now()) };
}

interface PositionRow {
  readonly segment: string | null;
  readonly offset: string | null;
  readonly kept: number | null;
}

/** Nobody else folds this journal until the transaction ends: its row may not exist yet, so it is its name that is locked. */
async function lockPosition(client: PoolClient, journal: string) {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", [`usage ${journal}`]);
  const { rows } = await client.query<PositionRow>({
    name: "keyfuse_lock_usage_position",
    text: `SELECT p."segment", p."offset", s."decisionsOfKey" AS kept
      FROM (SELECT 1) one LEFT JOIN "UsagePosition" p ON p."journal" = $1 LEFT JOIN "UsageSettings" s ON true`,
    values: [journal],
  });
  return { position: positionIn(journal, rows[0]), keptOfKey: rows[0]?.kept ?? MOST_DECISIONS };
}

async function writePosition(client: PoolClient, { journal, segment, offset }: JournalPosition): Promise<void> {
  await client.query({
    name: "keyfuse_write_usage_position",
    text: `INSERT INTO "UsagePosition" ("journal", "segment", "offset") VALUES ($1, $2, $3)
      ON CONFLICT ("journal") DO UPDATE SET "segment" = EXCLUDED."segment", "offset" = EXCLUDED."offset", "foldedAt" = now()`,
    values: [journal, segment, offset],
  });
}

async function readPosition(pool: Pool, journal: string): Promise<JournalPosition | null> {
  const { rows } = await pool.query<PositionRow>(`SELECT "segment", "offset", 0 AS kept FROM "UsagePosition" WHERE "journal" = $1`, [
    journal,
  ]);
  return positionIn(journal, rows[0]);
}

function positionIn(journal: string, row: PositionRow | undefined): JournalPosition | null {
  if (row === undefined || row.segment === null || row.offset === null) return null;
  return { journal, segment: Number(row.segment), offset: Number(row.offset) };
}

function isSame(a: JournalPosition | null, b: JournalPosition | null): boolean {
  if (a === null || b === null) return a === b;
  return a.segment === b.segment && a.offset === b.offset;
}

function isNoPartition(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === NO_PARTITION;
}
