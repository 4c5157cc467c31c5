// Applies prisma/migrations to a database: each file once, in order, whole or not at all, with the book-keeping that Prisma's engine reads.
import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";

/** The lock that Prisma's own engine takes; held per transaction, since a session's lock excludes nobody on the embedded database. */
const MIGRATION_LOCK = 72_707_369;

/**
 * A statement that waits for a lock makes everybody wait who comes after it, look-ups of keys too. So a migration waits this long and no
 * longer, is undone, and begins again a little later.
 */
const LOCK_WITHIN_MS = 400;
const AGAIN_AFTER_MS = 600;
/** Minutes: whoever holds a lock for longer should be looked for by a person. */
const MOST_TRIES = 300;
const LOCK_NOT_AVAILABLE = "55P03";

/** Table of Prisma's migration engine, column for column. */
const CREATE_BOOK = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

/** The database and the migrations of this build do not belong together; nothing was changed. The message is for the operator. */
export class MigrationRefusedError extends Error {
  override name = "MigrationRefusedError";
}

interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, in hex. */
  checksum: string;
}

/**
 * Brings the database up to the migrations in the directory. Any number of processes may call it at once.
 * @returns the names of the migrations that this call applied
 * @throws {MigrationRefusedError} when an applied file was edited, or the database knows migrations that this build does not have
 */
export async function migrate(pool: Pool, migrationsDirectory: string): Promise<string[]> {
  const migrations = await readMigrations(migrationsDirectory);
  const applied: string[] = [];
  const client = await pool.connect();
  try {
    for (const migration of await listPending(client, migrations)) {
      if (await applyPatiently(client, migration, migrations)) applied.push(migration.name);
    }
  } finally {
    client.release();
  }
  return applied;
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const file = await readFile(join(directory, name, "migration.sql"));
      return { name, sql: file.toString("utf8"), checksum: createHash("sha256").update(file).digest("hex") };
    }),
  );
}

async function listPending(client: PoolClient, migrations: readonly Migration[]): Promise<Migration[]> {
  return inLockedTransaction(client, async () => {
    await client.query(CREATE_BOOK);
    return pendingOf(client, migrations);
  });
}

async function applyPatiently(client: PoolClient, migration: Migration, migrations: readonly Migration[]): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await applyOnce(client, migration, migrations);
    } catch (error) {
      const { cause } = error as { readonly cause?: { readonly code?: unknown } };
      if (cause?.code !== LOCK_NOT_AVAILABLE || tries === MOST_TRIES) throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

/** Another process may have applied it meanwhile: looked up again under the lock. */
function applyOnce(client: PoolClient, migration: Migration, migrations: readonly Migration[]): Promise<boolean> {
  return inLockedTransaction(client, async () => {
    const pending = await pendingOf(client, migrations);
    if (!pending.some(({ name }) => name === migration.name)) return false;
    try {
      await client.query(`SET LOCAL lock_timeout = ${LOCK_WITHIN_MS}`);
      await client.query(migration.sql);
      await client.query("SET LOCAL lock_timeout = 0");
    } catch (error) {
      throw new Error(`migration ${migration.name} failed; the database is as it was before it`, { cause: error });
    }
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    return true;
  });
}

async function pendingOf(client: PoolClient, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const migration = known.get(row.migration_name);
    if (migration === undefined) {
      throw new MigrationRefusedError(
        `the database is newer than this build: it has migration ${row.migration_name}, which this build does not know; start the newer build`,
      );
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationRefusedError(
        `migration ${row.migration_name} was edited after it had been applied; restore the file and add a new migration instead`,
      );
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function inLockedTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)::text", [MIGRATION_LOCK]);
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
