// Many connections share one session: none can change the others, none can stop them for long.
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connectionConfig, openDatabase } from "@/lib/adapters/postgres/open-database";
import { startEmbeddedDatabase, type TemporaryEmbeddedDatabase } from "@/scripts/services/embedded-database";

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

  test("the engine stops listening for a channel that nobody hears any more", async () => {
    const [a, b, c] = [await connect(), await connect(), await connect()];
    for (const client of [a, b]) await client.query('LISTEN "Mine"');
    const listened = async () => (await c.query("SELECT pg_listening_channels() AS channel")).rows.map((row) => row.channel);
    const leave = (client: Client) => clients.splice(clients.indexOf(client), 1)[0]?.end();
    await leave(a);
    expect(await listened()).toEqual(["Mine"]);
    await leave(b);
    await expect.poll(listened).toEqual([]);
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
      expect(await untilOthersAreServed()).toBeGreaterThan(1_500);
      return owner;
    }

    test("that is silent for three seconds; what it wrote is undone", async () => {
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

    test("that is busy for more than ten seconds", async () => {
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
      expect(await others).toBeGreaterThan(8_000);
      expect(await notes()).toEqual([]);
    });

    test("while a Prisma transaction fails cleanly and its connection stays usable", async () => {
      const { prisma, pool, close } = openDatabase(database, { maxConnections: 1 });
      const held = prisma.$transaction(async (tx) => {
        await tx.$executeRaw`INSERT INTO note VALUES ('lost')`;
        await sleep(500);
        void untilOthersAreServed();
        await sleep(4_000);
      });
      await expect(held).rejects.toThrow();
      await prisma.$transaction(async (tx) => tx.$executeRaw`INSERT INTO note VALUES ('kept')`);
      expect(pool.totalCount).toBeLessThanOrEqual(1);
      await close();
      expect(await notes()).toEqual(["kept"]);
    });
  });
});
