// One suite for both kinds of database: nothing above the pool can tell them apart.
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startEmbeddedDatabase } from "@/scripts/services/embedded-database";
import { startPostgres } from "@/scripts/services/postgres";
import { migrate } from "./migrate";
import { connectionConfig, type Database, type DatabaseTarget, openDatabase } from "./open-database";

const MIGRATIONS = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));

const KINDS: readonly [name: string, start: () => Promise<DatabaseTarget & { stop(): Promise<void> }>][] = [
  ["embedded", startEmbeddedDatabase],
  ["PostgreSQL", startPostgres],
];

describe.each(KINDS)("%s", (_name, start) => {
  let server: DatabaseTarget & { stop(): Promise<void> };
  let database: Database;
  const clients: Client[] = [];

  beforeAll(async () => {
    server = await start();
    database = openDatabase(server);
    await migrate(database.pool, MIGRATIONS);
    await database.pool.query("CREATE TABLE note (text text PRIMARY KEY)");
  });

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()));
    await database.pool.query("DELETE FROM note");
  });

  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  async function connect(): Promise<Client> {
    const client = new Client(connectionConfig(server));
    client.on("error", () => {});
    await client.connect();
    clients.push(client);
    return client;
  }

  /** Goes away as a killed process does: without a word. */
  function vanish(client: Client): void {
    clients.splice(clients.indexOf(client), 1);
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }

  async function notes(): Promise<string[]> {
    const { rows } = await database.pool.query<{ text: string }>("SELECT text FROM note ORDER BY text");
    return rows.map((row) => row.text);
  }

  describe("prepared statements", () => {
    test("of the same name on two connections stay apart", async () => {
      const [a, b] = [await connect(), await connect()];
      const ask = async (client: Client, sql: string) =>
        (await client.query({ name: "same", text: sql, values: ["x"], rowMode: "array" })).rows[0];
      for (let round = 0; round < 3; round += 1) {
        expect(await ask(a, "SELECT 'a' || $1")).toEqual(["ax"]);
        expect(await ask(b, "SELECT 'b' || $1")).toEqual(["bx"]);
      }
    });

    test("outlive another connection that used the same name and vanished", async () => {
      const [a, b] = [await connect(), await connect()];
      const query = { name: "same", text: "SELECT 1 AS one" };
      await a.query(query);
      await b.query(query);
      vanish(b);
      await (await connect()).query(query);
      expect((await a.query(query)).rows).toEqual([{ one: 1 }]);
    });
  });

  describe("transactions", () => {
    test("that are rolled back were never seen by anybody", async () => {
      const [a, b] = [await connect(), await connect()];
      await a.query("BEGIN");
      await a.query("INSERT INTO note VALUES ('a')");
      const seen = b.query("SELECT text FROM note");
      await a.query("ROLLBACK");
      expect((await seen).rows).toEqual([]);
    });

    test("of a connection that vanishes are rolled back, and only those", async () => {
      const [a, b] = [await connect(), await connect()];
      await b.query("INSERT INTO note VALUES ('b')");
      await a.query("BEGIN");
      await a.query("INSERT INTO note VALUES ('a')");
      const waiting = b.query("INSERT INTO note VALUES ('b2')");
      vanish(a);
      await waiting;
      expect(await notes()).toEqual(["b", "b2"]);
    });

    test("fail whole after one failed statement", async () => {
      const a = await connect();
      await a.query("BEGIN");
      await a.query("INSERT INTO note VALUES ('a')");
      await expect(a.query("SELECT 1 / 0")).rejects.toMatchObject({ code: "22012" });
      await expect(a.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
      expect((await a.query("COMMIT")).command).toBe("ROLLBACK");
      expect(await notes()).toEqual([]);
    });

    test("of many connections at once each give their own answers", async () => {
      const many = await Promise.all(Array.from({ length: 30 }, connect));
      await Promise.all(
        many.map(async (client, index) => {
          for (let round = 0; round < 20; round += 1) {
            await client.query("BEGIN");
            const { rows } = await client.query({ name: "mine", text: "SELECT $1::int AS mine", values: [index * 100 + round] });
            await client.query(round % 2 === 0 ? "COMMIT" : "ROLLBACK");
            expect(rows).toEqual([{ mine: index * 100 + round }]);
          }
        }),
      );
    });
  });

  describe("notifications", () => {
    async function listening(...channels: string[]): Promise<{ client: Client; heard: string[] }> {
      const client = await connect();
      const heard: string[] = [];
      client.on("notification", ({ channel, payload }) => heard.push(`${channel}:${payload}`));
      for (const channel of channels) await client.query(`LISTEN ${channel}`);
      return { client, heard };
    }

    /** Whatever was sent before this returns has arrived at all of them. */
    async function settle(sender: Client, ...listeners: { heard: string[] }[]): Promise<void> {
      await sender.query("NOTIFY everybody, 'settled'");
      for (const { heard } of listeners) await expect.poll(() => heard.at(-1)).toBe("everybody:settled");
      for (const { heard } of listeners) heard.pop();
    }

    test("reach every connection that listens to the channel, in order, and no other", async () => {
      const [a, b, c] = [await listening("everybody", "one", "two"), await listening("everybody", "two"), await listening("everybody")];
      const sender = await connect();
      await sender.query("NOTIFY one, '1'");
      await sender.query("SELECT pg_notify('two', '2')");
      await settle(sender, a, b, c);
      expect([a.heard, b.heard, c.heard]).toEqual([["one:1", "two:2"], ["two:2"], []]);
    });

    test("are heard by their sender too, and after commit only", async () => {
      const a = await listening("everybody", "one");
      await a.client.query("BEGIN");
      await a.client.query("NOTIFY one, 'kept'");
      expect(a.heard).toEqual([]);
      await a.client.query("COMMIT");
      await a.client.query("BEGIN");
      await a.client.query("NOTIFY one, 'undone'");
      await a.client.query("ROLLBACK");
      await settle(a.client, a);
      expect(a.heard).toEqual(["one:kept"]);
    });

    test("stop for the connection that unlistens, or whose LISTEN was rolled back", async () => {
      const [a, b, c] = [await listening("everybody", "one"), await listening("everybody", "one"), await listening("everybody")];
      await a.client.query("UNLISTEN one");
      await c.client.query("BEGIN");
      await c.client.query("LISTEN one");
      await c.client.query("ROLLBACK");
      await b.client.query("NOTIFY one, '1'");
      await settle(b.client, a, b, c);
      expect([a.heard, b.heard, c.heard]).toEqual([[], ["one:1"], []]);
      await b.client.query("UNLISTEN *");
      await b.client.query("LISTEN everybody");
      await a.client.query("NOTIFY one, '2'");
      await settle(a.client, a, b, c);
      expect(b.heard).toEqual(["one:1"]);
    });
  });

  describe("sizes", () => {
    test("twenty megabytes go there and back", async () => {
      const big = "0123456789".repeat(2_000_000);
      const { rows } = await database.pool.query<{ text: string; length: number }>("SELECT $1::text AS text, length($1) AS length", [big]);
      expect(rows[0]?.length).toBe(big.length);
      expect(rows[0]?.text).toBe(big);
    });

    test("a hundred thousand rows arrive", async () => {
      const { rows } = await database.pool.query<{ i: number }>("SELECT i FROM generate_series(1, 100000) AS i");
      expect(rows.at(-1)).toEqual({ i: 100_000 });
      expect(rows).toHaveLength(100_000);
    });
  });

  describe("Prisma", () => {
    const newTenant = (name = `tenant ${randomUUID()}`) => ({ id: randomUUID(), name });

    test("creates, reads, updates and deletes", async () => {
      const { tenant } = database.prisma;
      const created = await tenant.create({ data: { ...newTenant(), extra: { nested: ["ü", 1, null] } } });
      expect(await tenant.findUnique({ where: { id: created.id } })).toEqual(created);
      const updated = await tenant.update({ where: { id: created.id }, data: { issuer: "example.org" } });
      expect(updated).toMatchObject({ issuer: "example.org", extra: { nested: ["ü", 1, null] } });
      await tenant.delete({ where: { id: created.id } });
      expect(await tenant.findUnique({ where: { id: created.id } })).toBeNull();
    });

    test("keeps an instant to the millisecond", async () => {
      const fingerprint = new Uint8Array([0, 1, 255]);
      const expiresAt = new Date("2031-07-01T12:34:56.789Z");
      await database.prisma.setupLink.create({ data: { fingerprint, expiresAt } });
      const [link] = await database.prisma.setupLink.findMany({ where: { expiresAt } });
      expect(link).toEqual({ fingerprint, expiresAt, usedAt: null });
      const { rows } = await database.pool.query(`SELECT extract(epoch FROM "expiresAt") * 1000 AS ms FROM "SetupLink"`);
      expect(Number(rows[0].ms)).toBe(expiresAt.getTime());
      await database.prisma.setupLink.deleteMany();
    });

    test("rolls an interactive transaction back when it throws", async () => {
      const tenant = newTenant();
      const attempt = database.prisma.$transaction(async (tx) => {
        await tx.tenant.create({ data: tenant });
        throw new Error("changed my mind");
      });
      await expect(attempt).rejects.toThrow("changed my mind");
      expect(await database.prisma.tenant.count({ where: { id: tenant.id } })).toBe(0);
    });

    test("names the index of a unique violation", async () => {
      const tenant = newTenant();
      await database.prisma.tenant.create({ data: tenant });
      const again = database.prisma.tenant.create({ data: newTenant(tenant.name) });
      await expect(again).rejects.toMatchObject({
        code: "P2002",
        meta: { driverAdapterError: { cause: { constraint: { index: "Tenant_name_key" } } } },
      });
    });

    test("loses no update among fifty transactions at once", async () => {
      const tenant = await database.prisma.tenant.create({ data: { ...newTenant(), issuer: "0" } });
      const addOne = () =>
        database.prisma.$transaction(async (tx) => {
          await tx.$queryRaw`SELECT 1 AS locked FROM "Tenant" WHERE id = ${tenant.id}::uuid FOR UPDATE`;
          const { issuer } = await tx.tenant.findUniqueOrThrow({ where: { id: tenant.id } });
          await tx.tenant.update({ where: { id: tenant.id }, data: { issuer: String(Number(issuer) + 1) } });
        });
      await Promise.all(Array.from({ length: 50 }, addOne));
      expect(await database.prisma.tenant.findUniqueOrThrow({ where: { id: tenant.id } })).toMatchObject({ issuer: "50" });
    });
  });

  describe("rules that stand in the database itself", () => {
    const refusedBy = (constraint: string) => expect.objectContaining({ constraint });

    test("a key never changes its tenant, API or ids", async () => {
      const { pool } = database;
      const [api, key, tenant] = [randomUUID(), randomUUID(), randomUUID()];
      await pool.query(`INSERT INTO "Api" (id, slug, name, dialect, "updatedAt") VALUES ($1::uuid, $1::text, 'x', 'standard', now())`, [
        api,
      ]);
      await pool.query(`INSERT INTO "Plan" ("apiId", name, windows) VALUES ($1, 'default', '[]')`, [api]);
      await pool.query(`INSERT INTO "Tenant" (id, name, "updatedAt") VALUES ($1::uuid, $1::text, now())`, [tenant]);
      await pool.query(
        `INSERT INTO "Key" (id, "publicId", "apiId", "planName", name, "createdBy", "updatedAt") VALUES ($1, 'key_0000000001', $2, 'default', 'x', 'test', now())`,
        [key, api],
      );
      await pool.query(`UPDATE "Key" SET name = 'y' WHERE id = $1`, [key]);
      for (const change of [`"tenantId" = '${tenant}'`, `"publicId" = 'key_0000000002'`, `id = '${tenant}'`]) {
        await expect(pool.query(`UPDATE "Key" SET ${change} WHERE id = $1`, [key])).rejects.toEqual(refusedBy("Key_immutable"));
      }
      await expect(pool.query(`UPDATE "Key" SET "publicId" = 'x' WHERE id = $1`, [key])).rejects.toThrow();
    });

    test("an audit row is never changed or removed, and its head only grows", async () => {
      const { pool } = database;
      await pool.query(
        `INSERT INTO "AuditEntry" (chain, sequence, at, actor, action, target, details, mac) VALUES ('x', 1, now(), 'a', 'b', 'c', '{}', '')`,
      );
      await pool.query(`INSERT INTO "AuditHead" (chain, count, mac) VALUES ('x', 1, '')`);
      await pool.query(`UPDATE "AuditHead" SET count = 2`);
      for (const sql of [
        `UPDATE "AuditEntry" SET actor = 'z'`,
        `DELETE FROM "AuditEntry"`,
        `TRUNCATE "AuditEntry"`,
        `DELETE FROM "AuditHead"`,
        `UPDATE "AuditHead" SET count = 1`,
      ]) {
        await expect(pool.query(sql)).rejects.toEqual(refusedBy("Audit_append_only"));
      }
    });

    test("there is one instance", async () => {
      await expect(database.pool.query(`INSERT INTO "Instance" (id, "masterKeyCheck") VALUES (2, '')`)).rejects.toEqual(
        refusedBy("Instance_one_row"),
      );
    });
  });
});
