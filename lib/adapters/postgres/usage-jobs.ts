// Which process looks after usage for all processes, and when each part of it was done last.
import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";

/** A process that outlives a lease does nothing under it any more; another one may begin. */
const LEASE_MS = 60_000;
const UPKEEP = "upkeep";

/**
 * The right to look after usage: a row that is held for a minute at a time by the database's clock. A session's lock would exclude nobody
 * on the embedded database, and a transaction's would hold a transaction open for as long as the work takes.
 */
export class UpkeepLease {
  readonly #pool: Pool;
  readonly holder = randomUUID();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Takes it or holds on to it. @returns whether this process has it */
  async take(): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `INSERT INTO "UsageJob" AS j ("name", "holder", "heldUntil") VALUES ($1, $2, now() + $3::float8 * interval '1 ms')
       ON CONFLICT ("name") DO UPDATE SET "holder" = EXCLUDED."holder", "heldUntil" = EXCLUDED."heldUntil"
       WHERE j."holder" = EXCLUDED."holder" OR j."heldUntil" < now()`,
      [UPKEEP, this.holder, LEASE_MS],
    );
    return rowCount === 1;
  }

  /** Lets it go, so that another process need not wait. */
  async release(): Promise<void> {
    await this.#pool.query(`UPDATE "UsageJob" SET "heldUntil" = now() WHERE "name" = $1 AND "holder" = $2`, [UPKEEP, this.holder]);
  }
}

/** When each job was finished last, in milliseconds since the epoch. */
export async function readFinished(pool: Pool): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ name: string; at: Date }>(
    `SELECT "name", "finishedAt" AS at FROM "UsageJob" WHERE "finishedAt" IS NOT NULL`,
  );
  return new Map(rows.map(({ name, at }) => [name, at.getTime()]));
}

/** Notes that a job was finished. */
export async function noteFinished(pool: Pool | PoolClient, name: string, holder: string, atMs: number): Promise<void> {
  await pool.query(
    `INSERT INTO "UsageJob" ("name", "holder", "heldUntil", "finishedAt") VALUES ($1, $2, now(), to_timestamp($3::float8 / 1000))
     ON CONFLICT ("name") DO UPDATE SET "holder" = EXCLUDED."holder", "finishedAt" = EXCLUDED."finishedAt"`,
    [name, holder, atMs],
  );
}
