// What only the embedded database promises: one owner, one session shared safely, nothing acknowledged ever lost.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectionConfig, openDatabase } from "@/lib/adapters/postgres/open-database";
import {
  bundledWorker,
  newDataDirectory,
  startEmbeddedDatabase,
  type TemporaryEmbeddedDatabase,
} from "@/scripts/services/embedded-database";
import { DataDirectoryInUseError } from "./claim-socket";
import { openEmbeddedDatabase } from "./open-embedded-database";
import { parseFrame, SYNC_FRAME } from "./server-frames";
import { SOCKET_NAME } from "./socket-directory";
import { FRAME, FrameCutter, frame, int32Field, joinBytes, readText, textField } from "./wire-frames";

describe("one shared session", () => {
  let database: TemporaryEmbeddedDatabase;
  const clients: Client[] = [];

  beforeAll(async () => {
    database = await startEmbeddedDatabase();
  });
  afterAll(() => database?.stop());

  async function connect(): Promise<Client> {
    const client = new Client(connectionConfig(database));
    client.on("error", () => {});
    await client.connect();
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    await (await connect()).query("CREATE TABLE IF NOT EXISTS note (text text); TRUNCATE note");
  });
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.end())));

  async function notes(): Promise<string[]> {
    const { rows } = await (await connect()).query<{ text: string }>("SELECT text FROM note ORDER BY text");
    return rows.map((row) => row.text);
  }

  describe("refuses what would change every connection", () => {
    test.each(["DISCARD ALL", "DEALLOCATE ALL", "SET search_path = other", "CREATE TEMP TABLE t (i int)", "COPY note FROM STDIN"])(
      "%s, plain and prepared, and serves the connection on",
      async (sql) => {
        const client = await connect();
        await expect(client.query(sql)).rejects.toMatchObject({ code: "0A000" });
        await expect(client.query({ name: "refused", text: sql })).rejects.toMatchObject({ code: "0A000" });
        expect((await client.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
      },
    );

    test("a refusal inside a transaction fails the transaction", async () => {
      const client = await connect();
      await client.query("BEGIN");
      await client.query("INSERT INTO note VALUES ('a')");
      await expect(client.query("DISCARD ALL")).rejects.toMatchObject({ code: "0A000" });
      await client.query("COMMIT");
      expect(await notes()).toEqual([]);
    });

    test("SET LOCAL ends with its transaction", async () => {
      const [a, b] = [await connect(), await connect()];
      await a.query("BEGIN; SET LOCAL statement_timeout = 12345");
      await a.query("COMMIT");
      expect((await b.query("SHOW statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
    });
  });

  describe("takes a transaction from an owner", () => {
    /** Waits until somebody else is served. */
    async function untilOthersAreServed(): Promise<number> {
      const startedAtMs = performance.now();
      await (await connect()).query("SELECT 1");
      return performance.now() - startedAtMs;
    }

    async function silentOwner(): Promise<Client> {
      const owner = await connect();
      await owner.query("BEGIN");
      await owner.query("INSERT INTO note VALUES ('lost')");
      expect(await untilOthersAreServed()).toBeGreaterThan(500);
      return owner;
    }

    test("that is silent for a second; what it wrote is undone", async () => {
      await silentOwner();
      expect(await notes()).toEqual([]);
    });

    test("which hears 25P03 until it rolls back, and may then begin anew", async () => {
      const owner = await silentOwner();
      const write = () => owner.query("INSERT INTO note VALUES ('after')");
      await expect(write()).rejects.toMatchObject({ code: "25P03" });
      await expect(write()).rejects.toMatchObject({ code: "25P03" });
      await owner.query("ROLLBACK");
      await owner.query("BEGIN");
      await write();
      await owner.query("COMMIT");
      expect(await notes()).toEqual(["after"]);
    });

    test("whose COMMIT is never answered as if it had held", async () => {
      const owner = await silentOwner();
      await expect(owner.query("COMMIT")).rejects.toMatchObject({ code: "25P03" });
      await owner.query("INSERT INTO note VALUES ('after')");
      expect(await notes()).toEqual(["after"]);
    });

    test("also when the COMMIT was prepared under a name", async () => {
      const owner = await connect();
      const commit = { name: "commit", text: "COMMIT" };
      await owner.query("BEGIN");
      await owner.query(commit);
      await owner.query("BEGIN");
      await untilOthersAreServed();
      await expect(owner.query(commit)).rejects.toMatchObject({ code: "25P03" });
      expect((await owner.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    });

    test("that is busy for more than five seconds", async () => {
      const owner = await connect();
      await owner.query("BEGIN");
      const others = untilOthersAreServed();
      const busy = async () => {
        for (;;) {
          await owner.query("INSERT INTO note VALUES ('lost')");
          await sleep(100);
        }
      };
      await expect(busy()).rejects.toMatchObject({ code: "25P03" });
      expect(await others).toBeGreaterThan(4_000);
      expect(await notes()).toEqual([]);
    });

    test("while a Prisma transaction fails cleanly and its connection stays usable", async () => {
      const { prisma, pool, close } = openDatabase(database, { maxConnections: 1 });
      const held = prisma.$transaction(async (tx) => {
        await tx.$executeRaw`INSERT INTO note VALUES ('lost')`;
        await sleep(500);
        void untilOthersAreServed();
        await sleep(1_500);
      });
      await expect(held).rejects.toThrow();
      await prisma.$transaction(async (tx) => tx.$executeRaw`INSERT INTO note VALUES ('kept')`);
      expect(pool.totalCount).toBeLessThanOrEqual(1);
      await close();
      expect(await notes()).toEqual(["kept"]);
    });
  });

  describe("keeps batches of raw protocol apart", () => {
    /** Speaks the protocol frame by frame. */
    class RawClient {
      readonly socket: Socket;
      readonly #cutter = new FrameCutter({ untyped: false });
      readonly #frames: Uint8Array[] = [];

      constructor(socketDirectory: string) {
        this.socket = createConnection(join(socketDirectory, SOCKET_NAME));
        this.socket.on("data", (chunk) => {
          this.#cutter.push(chunk);
          for (let next = this.#cutter.next(); next !== null; next = this.#cutter.next()) this.#frames.push(next.slice());
        });
      }

      send(...frames: Uint8Array[]): void {
        this.socket.write(joinBytes(frames));
      }

      /** The types of all frames up to one of the given type. */
      async until(type: string): Promise<{ types: string; frames: Uint8Array[] }> {
        const isIt = (bytes: Uint8Array) => String.fromCharCode(bytes[0]!) === type;
        await expect.poll(() => this.#frames.some(isIt), { timeout: 5_000, interval: 5 }).toBe(true);
        const frames = this.#frames.splice(0, this.#frames.findIndex(isIt) + 1);
        return { types: frames.map((bytes) => String.fromCharCode(bytes[0]!)).join(""), frames };
      }
    }

    const bind = frame(FRAME.bind, textField(""), textField(""), new Uint8Array(6));
    const execute = frame(FRAME.execute, textField(""), new Uint8Array(4));
    const flush = frame(FRAME.flush);
    const startup = (minorVersion: number, ...fields: string[]) => {
      const body = joinBytes([int32Field((3 << 16) | minorVersion), ...fields.map(textField), new Uint8Array(1)]);
      return joinBytes([int32Field(body.length + 4), body]);
    };

    async function rawClient(): Promise<RawClient> {
      const client = new RawClient(database.socketDirectory);
      client.send(startup(0, "user", "anybody"));
      await client.until("Z");
      return client;
    }

    test("an unnamed statement is its connection's own in a later batch too", async () => {
      const [a, b] = [await rawClient(), await rawClient()];
      a.send(parseFrame("", "SELECT 'a'"), SYNC_FRAME);
      await a.until("Z");
      b.send(parseFrame("", "SELECT 'b'"), SYNC_FRAME);
      await b.until("Z");
      a.send(bind, execute, SYNC_FRAME);
      const reply = await a.until("Z");
      expect(reply.types).toBe("2DCZ");
      expect(readText(joinBytes([reply.frames[1]!.subarray(11), new Uint8Array(1)]), 0).text).toBe("a");
      for (const client of [a, b]) client.socket.destroy();
    });

    test("a statement run but not synced is undone when its client vanishes", async () => {
      const a = await rawClient();
      a.send(parseFrame("", "INSERT INTO note VALUES ('lost')"), bind, execute, flush);
      expect((await a.until("C")).types).toBe("12C");
      a.socket.destroy();
      expect(await notes()).toEqual([]);
    });

    test("a statement run but not synced is undone when its client falls silent, which then hears 25P03 once", async () => {
      const a = await rawClient();
      a.send(parseFrame("", "INSERT INTO note VALUES ('lost')"), bind, execute, flush);
      await a.until("C");
      expect(await notes()).toEqual([]);
      a.send(SYNC_FRAME);
      expect((await a.until("Z")).types).toBe("EZ");
      a.send(parseFrame("", "INSERT INTO note VALUES ('kept')"), bind, execute, SYNC_FRAME);
      expect((await a.until("Z")).types).toBe("12CZ");
      expect(await notes()).toEqual(["kept"]);
      a.socket.destroy();
    });

    test("after an error everything up to Sync is skipped", async () => {
      const a = await rawClient();
      a.send(parseFrame("", "SELEC 1"), bind, execute, parseFrame("", "INSERT INTO note VALUES ('lost')"), bind, execute, SYNC_FRAME);
      expect((await a.until("Z")).types).toBe("EZ");
      expect(await notes()).toEqual([]);
      a.socket.destroy();
    });

    test("a newer minor version is negotiated down", async () => {
      const a = new RawClient(database.socketDirectory);
      a.send(startup(2, "user", "anybody", "_pq_.something", "on"));
      expect((await a.until("Z")).types).toMatch(/^vRS+KZ$/);
      a.socket.destroy();
    });

    test.each([
      ["an old protocol", joinBytes([int32Field(8), int32Field(2 << 16)])],
      ["a frame of a nonsense length", joinBytes([startup(0, "user", "x"), Uint8Array.of(FRAME.query), int32Field(2)])],
    ])("%s is answered with an error, then disconnected", async (_what, bytes) => {
      const a = new RawClient(database.socketDirectory);
      a.send(bytes);
      const closed = once(a.socket, "close");
      expect((await a.until("E")).types).toMatch(/E$/);
      await closed;
    });
  });
});

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

interface Writer {
  /** Waits until this number was acknowledged. */
  acknowledged(number: number): Promise<void>;
  /** kill -9. Returns the last number that was acknowledged. */
  kill(): Promise<number>;
}

function startWriter(dataDirectory: string, workerPath: string, first: number): Writer {
  const script = fileURLToPath(new URL("../../../../scripts/services/committing-writer.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", script, dataDirectory, workerPath, String(first)], {
    cwd: fileURLToPath(new URL("../../../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    output = (output + chunk).slice(-100);
  });
  const last = () => Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1) || Number.NaN);
  return {
    acknowledged: (number) => expect.poll(last, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(number),
    async kill() {
      const ended = Promise.all([once(child, "exit"), once(child.stdout!, "close")]);
      child.kill("SIGKILL");
      await ended;
      return last();
    },
  };
}
