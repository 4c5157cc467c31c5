// A data directory has one owner, and nothing that was acknowledged is ever lost from it.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { bundledWorker, newDataDirectory, startEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { startWriter } from "@/scripts/services/writer-process";
import { DataDirectoryInUseError } from "./claim-socket";
import { openEmbeddedDatabase } from "./open-embedded-database";
import { SOCKET_NAME } from "./socket-directory";

describe("the data directory", () => {
  test("and the socket are for their owner alone", async () => {
    const database = await startEmbeddedDatabase();
    expect(statSync(database.dataDirectory).mode & 0o777).toBe(0o700);
    expect(statSync(join(database.dataDirectory, SOCKET_NAME)).mode & 0o777).toBe(0o600);
    await database.stop();
  });

  test("refuses a second owner with one line, and serves the first on", async () => {
    const database = await startEmbeddedDatabase();
    const { dataDirectory, workerPath } = database;
    const second = openEmbeddedDatabase({ dataDirectory, workerPath });
    await expect(second).rejects.toThrow(DataDirectoryInUseError);
    await expect(second).rejects.toThrow(/^another Keyfuse process serves [^\n]+$/);
    const { pool, close } = openDatabase(database);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await close();
    await database.stop();
  });

  test("goes to exactly one of several that start at once on a dead socket", async () => {
    const dataDirectory = await newDataDirectory();
    const workerPath = await bundledWorker();
    const writer = startWriter(dataDirectory, workerPath, 0);
    await writer.acknowledged(1);
    await writer.kill();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => openEmbeddedDatabase({ dataDirectory, workerPath })));
    const owners = results.filter((result) => result.status === "fulfilled");
    expect(owners).toHaveLength(1);
    await owners[0]!.value.close();
    rmSync(dataDirectory, { recursive: true });
  });

  test("may have a path too long for a socket", async () => {
    const root = mkdtempSync(join(tmpdir(), "kf-"));
    const dataDirectory = join(root, "long".repeat(30));
    const prepared = await newDataDirectory();
    mkdirSync(dataDirectory);
    renameSync(join(prepared, "pgdata"), join(dataDirectory, "pgdata"));
    const database = await openEmbeddedDatabase({ dataDirectory, workerPath: await bundledWorker() });
    expect(existsSync(join(dataDirectory, SOCKET_NAME))).toBe(true);
    const { pool, close } = openDatabase(database);
    expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    await close();
    await database.close();
    for (const directory of [root, prepared]) rmSync(directory, { recursive: true });
  });

  test("is made again when making it was interrupted", async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), "kf-"));
    const workerPath = await bundledWorker();
    const writer = startWriter(dataDirectory, workerPath, 0);
    await expect.poll(() => existsSync(join(dataDirectory, "pgdata.new/PG_VERSION")), { timeout: 60_000, interval: 5 }).toBe(true);
    await writer.kill();
    expect(existsSync(join(dataDirectory, "pgdata"))).toBe(false);
    const database = await openEmbeddedDatabase({ dataDirectory, workerPath });
    expect(existsSync(join(dataDirectory, "pgdata.new"))).toBe(false);
    await database.close();
    rmSync(dataDirectory, { recursive: true });
  });
});

const ROUNDS = Number(process.env.DRILL_ROUNDS ?? 3);

test(`kill -9 loses no acknowledged row (${ROUNDS} rounds)`, { timeout: 60_000 + ROUNDS * 20_000 }, async () => {
  const dataDirectory = await newDataDirectory();
  const workerPath = await bundledWorker();
  let next = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const writer = startWriter(dataDirectory, workerPath, next);
    await writer.acknowledged(next + 20 + Math.floor(Math.random() * 200));
    const last = await writer.kill();
    const database = await openEmbeddedDatabase({ dataDirectory, workerPath });
    const { pool, close } = openDatabase(database);
    const { rows } = await pool.query<{ count: number; max: number }>(
      "SELECT count(*)::int AS count, max(number) AS max FROM acknowledged",
    );
    expect(rows[0]!.max).toBeGreaterThanOrEqual(last);
    expect(rows[0]!.count).toBe(rows[0]!.max + 1);
    next = rows[0]!.max + 1;
    await close();
    await database.close();
  }
  rmSync(dataDirectory, { recursive: true });
});
