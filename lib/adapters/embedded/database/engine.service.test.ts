// A commit is on the disk before it is acknowledged, and an engine that broke says so instead of answering.
import fs, { rmSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { newDataDirectory, startEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { type Engine, openEngine } from "./engine";
import { readReply } from "./reply";
import { queryFrame } from "./server-frames";

describe("the engine in this thread", () => {
  const realFsync = fs.fsyncSync;
  let fsyncs = 0;
  let dataDirectory: string;
  let engine: Engine;

  beforeEach(async () => {
    fs.fsyncSync = (descriptor) => {
      fsyncs += 1;
      realFsync(descriptor);
    };
    syncBuiltinESMExports();
    dataDirectory = await newDataDirectory();
    engine = await openEngine({ dataDirectory, clusterTemplate: null }, (fault) => {
      throw fault;
    });
    run("CREATE TABLE note (text text)");
    fsyncs = 0;
  });

  afterEach(() => {
    fs.fsyncSync = realFsync;
    syncBuiltinESMExports();
    rmSync(dataDirectory, { recursive: true });
  });

  const run = (sql: string) => readReply(engine.run(queryFrame(sql)));

  test("writes every commit through to the disk, and nothing for a read", async () => {
    for (let count = 1; count <= 5; count += 1) {
      expect(run("INSERT INTO note VALUES ('x')").failure).toBeNull();
      expect(fsyncs).toBe(count);
    }
    run("SELECT * FROM note");
    expect(fsyncs).toBe(5);
    await engine.close();
  });

  test("reports the failure of the statement, and goes on", async () => {
    expect(run("SELECT 1 / 0")).toMatchObject({ failure: "division by zero", status: "I" });
    expect(run("SELECT 1")).toMatchObject({ failure: null, status: "I" });
    await engine.close();
  });
});

test("a database that broke disconnects its clients and says so once", async () => {
  const faults: Error[] = [];
  const database = await startEmbeddedDatabase({ onFault: (fault) => faults.push(fault) });
  const { pool, close } = openDatabase(database);
  await pool.query("CREATE TABLE note (text text)");
  rmSync(join(database.dataDirectory, "pgdata/pg_wal"), { recursive: true });
  await expect(pool.query("SELECT pg_switch_wal()::text; INSERT INTO note VALUES ('x')")).rejects.toThrow();
  await expect.poll(() => faults.map((fault) => fault.message)).toEqual(["the embedded database stopped"]);
  await close();
  await database.stop();
});
