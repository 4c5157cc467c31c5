// The partitions of the roll-ups: made before something is written into them, removed when all of them is too old.
import type { Pool } from "pg";
import { inTransaction } from "./transaction";

/** The roll-ups, and the length of their partitions. */
export const ROLLUPS = {
  UsageMinute: "day",
  UsageHour: "month",
  UsageDay: "month",
  UsageTotalHour: "month",
  UsageTotalDay: "month",
} as const satisfies Readonly<Record<string, "day" | "month">>;

export type Rollup = keyof typeof ROLLUPS;

/** Its own number, so that it waits for nothing but another process that makes partitions. */
const PARTITION_LOCK = 72_707_370;

const HOUR_MS = 3_600_000;

/** A partition of a roll-up. Its name says which span of time it holds. */
export interface Partition {
  readonly name: string;
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** The partition that holds that instant. */
export function partitionOf(rollup: Rollup, atMs: number): Partition {
  const at = new Date(atMs);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  const digits = at.toISOString().slice(0, 10).replaceAll("-", "");
  return ROLLUPS[rollup] === "day"
    ? { name: `${rollup}_${digits}`, fromMs: Date.UTC(year, month, day), toMs: Date.UTC(year, month, day + 1) }
    : { name: `${rollup}_${digits.slice(0, 6)}`, fromMs: Date.UTC(year, month, 1), toMs: Date.UTC(year, month + 1, 1) };
}

/** Knows which partitions exist, and makes those that are missing. */
export class UsagePartitions {
  readonly #pool: Pool;
  readonly #known = new Set<string>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Afterwards there are partitions for those instants. */
  async ensure(rollup: Rollup, instantsMs: Iterable<number>): Promise<void> {
    const wanted = new Map([...instantsMs].map((atMs) => partitionOf(rollup, atMs)).map((partition) => [partition.name, partition]));
    for (const partition of wanted.values()) {
      if (this.#known.has(partition.name)) continue;
      await this.#make(rollup, partition);
      this.#known.add(partition.name);
    }
  }

  /** Another process may have removed some: the next `ensure` looks again. */
  forget(): void {
    this.#known.clear();
  }

  async #make(rollup: Rollup, { name, fromMs, toMs }: Partition): Promise<void> {
    // One statement: a process that is busy starting would hold a transaction of several for too long. Rows are added to again and
    // again: room in their page keeps their new versions there.
    await this.#pool.query(`DO $$ BEGIN
      PERFORM pg_advisory_xact_lock(${PARTITION_LOCK});
      IF to_regclass('"${name}"') IS NULL THEN
        CREATE TABLE "${name}" PARTITION OF "${rollup}"
          FOR VALUES FROM ('${instant(fromMs)}') TO ('${instant(toMs)}') WITH (fillfactor = 80);
      END IF;
    END $$`);
  }
}

/** Removes the partitions of a roll-up that end at that instant or before it. @returns their names */
export async function dropPartitionsBefore(pool: Pool, rollup: Rollup, beforeMs: number): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    "SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass ORDER BY c.relname",
    [`"${rollup}"`],
  );
  const old = rows.map(({ name }) => name).filter((name) => endOf(rollup, name) <= beforeMs);
  for (const name of old) {
    await inTransaction(pool, async (client) => {
      await client.query("SELECT pg_advisory_xact_lock($1)::text", [PARTITION_LOCK]);
      // Whoever reads the roll-up now is waited for, but nobody waits behind this for long: it is tried again.
      await client.query("SET LOCAL lock_timeout = '1s'");
      await client.query(`DROP TABLE IF EXISTS "${name}"`);
    });
  }
  return old;
}

/**
 * Vacuums the partitions that are being written, one by one: those of the past change no more, and all of a roll-up at once would keep the
 * embedded database from everybody else. `pause` comes after each; false = it is to end there. @returns whether it came to its end
 */
export async function vacuumPresent(pool: Pool, nowMs: number, pause: () => Promise<boolean>): Promise<boolean> {
  const rollups = Object.keys(ROLLUPS) as Rollup[];
  const names = new Set(rollups.flatMap((rollup) => [nowMs - HOUR_MS, nowMs].map((atMs) => partitionOf(rollup, atMs).name)));
  const { rows } = await pool.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relname = ANY($1) AND relispartition", [
    [...names],
  ]);
  for (const { name } of rows) {
    await pool.query(`VACUUM (ANALYZE) "${name}"`);
    if (!(await pause())) return false;
  }
  return true;
}

function endOf(rollup: Rollup, name: string): number {
  const digits = name.slice(rollup.length + 1);
  const startMs = Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8) || "1"));
  return Number.isNaN(startMs) ? Number.POSITIVE_INFINITY : partitionOf(rollup, startMs).toMs;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
