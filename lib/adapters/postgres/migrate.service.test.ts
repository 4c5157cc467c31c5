// Migrations run once each, whole or not at all, and never against a database that they do not belong to.
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { diffMigrations } from "@/scripts/migration-diff";
import { NO_FILTER, readMigrationList, withSchemaEngine } from "@/scripts/schema-engine";
import { startEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { startPostgres } from "@/scripts/services/postgres";
import { MigrationRefusedError, migrate } from "./migrate";
import { type Database, type DatabaseTarget, openDatabase } from "./open-database";

const MIGRATIONS = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));
const NAMES = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test("the migrations make exactly what the schema says", async () => {
  expect(await diffMigrations()).toBe("");
});

describe.each([
  ["embedded", startEmbeddedDatabase],
  ["PostgreSQL", startPostgres],
])("on %s", (name, start) => {
  let server: DatabaseTarget & { stop(): Promise<void> };
  let database: Database;
  let pool: Pool;
  let directory: string;

  beforeAll(async () => {
    server = await start();
    database = openDatabase(server);
    pool = database.pool;
  });

  beforeEach(async () => {
    await pool.query("DROP SCHEMA public CASCADE");
    await pool.query("CREATE SCHEMA public");
    directory = mkdtempSync(join(tmpdir(), "kf-migrations-"));
    cpSync(MIGRATIONS, directory, { recursive: true });
  });

  afterEach(() => rmSync(directory, { recursive: true }));

  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  function addMigration(name: string, sql: string): void {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, "migration.sql"), sql);
  }

  async function bookedNames(): Promise<string[]> {
    const { rows } = await pool.query<{ migration_name: string }>(`SELECT migration_name FROM "_prisma_migrations" ORDER BY started_at`);
    return rows.map((row) => row.migration_name);
  }

  test("a migration that cannot have its lock keeps nobody else waiting, and is applied once it can", async () => {
    addMigration("9000_a", "CREATE TABLE extra (a int)");
    await migrate(pool, directory);
    addMigration("9001_b", "ALTER TABLE extra ADD COLUMN b int");
    const reader = await pool.connect();
    const other = await pool.connect();
    try {
      await reader.query("BEGIN");
      await reader.query("SELECT a FROM extra");
      const migrating = migrate(pool, directory);
      if (name === "PostgreSQL") {
        for (let look = 0; look < 10; look += 1) {
          const startedMs = performance.now();
          await other.query("SELECT a FROM extra");
          expect(performance.now() - startedMs).toBeLessThan(2000);
          await sleep(100);
        }
      }
      await reader.query("COMMIT");
      expect(await migrating).toEqual(["9001_b"]);
    } finally {
      other.release();
      reader.release();
    }
  });

  test("the first run applies all in order, a second run nothing, a later one what is new", async () => {
    expect(await migrate(pool, directory)).toEqual(NAMES);
    expect(await migrate(pool, directory)).toEqual([]);
    addMigration("9001_b", `ALTER TABLE extra ADD COLUMN b int`);
    addMigration("9000_a", `CREATE TABLE extra (a int)`);
    expect(await migrate(pool, directory)).toEqual(["9000_a", "9001_b"]);
    expect((await pool.query("SELECT a, b FROM extra")).rows).toEqual([]);
  });

  test("many processes at once apply each migration once", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => migrate(pool, directory)));
    // Which of them applied which is nobody's concern.
    expect(results.flat().sort()).toEqual(NAMES);
    expect(await bookedNames()).toEqual(NAMES);
  });

  test("the book is as Prisma's own engine keeps it", async () => {
    await migrate(pool, directory);
    const { rows } = await pool.query(`SELECT * FROM "_prisma_migrations" ORDER BY started_at`);
    expect(rows).toEqual(
      NAMES.map((name) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        migration_name: name,
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        applied_steps_count: 1,
      })),
    );
    const diagnosis = await withSchemaEngine(server, (engine) =>
      engine.diagnoseMigrationHistory({ migrationsList: readMigrationList(), optInToShadowDatabase: false, filters: NO_FILTER }),
    );
    expect(diagnosis).toEqual({ editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true, history: null });
  });

  test("a migration that fails in the middle leaves nothing of itself, and those before it stand", async () => {
    addMigration("9000_broken", `CREATE TABLE half (a int); SELECT 1 / 0;`);
    await expect(migrate(pool, directory)).rejects.toThrow("9000_broken");
    expect(await bookedNames()).toEqual(NAMES);
    expect((await pool.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
  });

  test("an edited migration is refused, and nothing is changed", async () => {
    await migrate(pool, directory);
    appendFileSync(join(directory, "0001_initial/migration.sql"), "-- edited\n");
    addMigration("9000_a", `CREATE TABLE extra (a int)`);
    await expect(migrate(pool, directory)).rejects.toThrow(MigrationRefusedError);
    expect(await bookedNames()).toEqual(NAMES);
  });

  test("a database newer than the build is refused", async () => {
    addMigration("9000_future", `CREATE TABLE future (a int)`);
    await migrate(pool, directory);
    await expect(migrate(pool, MIGRATIONS)).rejects.toThrow(/newer than this build.*9000_future/);
  });
});
