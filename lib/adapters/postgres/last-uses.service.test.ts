// Last uses reach the database within a second or so, only ever later ones, in batches, and change nothing else of the key.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UsedKey } from "@/lib/ports/gate-ports";
import { startMigratedDatabase } from "@/scripts/services/embedded-database";
import { type OpenedKeyBook, openKeyBook } from "@/scripts/services/key-book";
import { startPostgres } from "@/scripts/services/postgres";
import { CATALOGUE_CHANNEL, KEYS_CHANNEL } from "./channels";
import { openLastUses } from "./last-uses";
import type { DatabaseTarget } from "./open-database";

const AT_MS = Date.parse("2026-11-25T12:00:00.123Z");
const NEVER_MS = 3_600_000;
const keyOnly = (id: string): UsedKey => ({ id, version: null });

describe.each([
  ["the embedded database", startMigratedDatabase],
  ["PostgreSQL", startPostgres],
])("on %s", (_name, start) => {
  let server: DatabaseTarget & { stop(): Promise<void> };
  let book: OpenedKeyBook;
  const faults: unknown[] = [];

  beforeAll(async () => {
    server = await start();
    book = await openKeyBook(server);
  });
  afterAll(async () => {
    await book?.close();
    await server?.stop();
  });

  const open = (flushEveryMs = NEVER_MS) =>
    openLastUses({ pool: book.database.pool, flushEveryMs, onFault: (fault) => faults.push(fault) });

  async function read(keyId: string) {
    const { lastUsedAt, lastUsedFrom, lastUsedAgent } = await book.database.prisma.key.findUniqueOrThrow({ where: { id: keyId } });
    return [lastUsedAt?.getTime() ?? null, lastUsedFrom, lastUsedAgent];
  }

  test("what is noted can be read within 1.5 seconds, by nobody's asking", async () => {
    const { id } = await book.create();
    const uses = openLastUses({ pool: book.database.pool, onFault: (fault) => faults.push(fault) });
    uses.note(keyOnly(id), AT_MS, "192.0.2.1", "curl\0/8");
    expect(await read(id)).toEqual([null, null, null]);
    await expect.poll(() => read(id), { timeout: 1500, interval: 50 }).toEqual([AT_MS, "192.0.2.1", "curl/8"]);
    await uses.close();
  });

  test("an earlier use never replaces a later one, whichever process comes last", async () => {
    const { id } = await book.create();
    const [one, other] = [open(), open()];
    one.note(keyOnly(id), AT_MS, "192.0.2.1", null);
    other.note(keyOnly(id), AT_MS - 1, "192.0.2.2", null);
    await one.flush();
    await other.flush();
    expect(await read(id)).toEqual([AT_MS, "192.0.2.1", null]);
    other.note(keyOnly(id), AT_MS + 1, null, null);
    await other.flush();
    expect(await read(id)).toEqual([AT_MS + 1, null, null]);
    await Promise.all([one.close(), other.close()]);
  });

  test("a use is no edit: nothing but the three columns changes, nobody is told, nothing is audited", async () => {
    const { id } = await book.create();
    const { prisma, pool } = book.database;
    const before = await prisma.key.findUniqueOrThrow({ where: { id } });
    const hearer = await pool.connect();
    const heard: string[] = [];
    hearer.on("notification", ({ channel }) => heard.push(channel));
    for (const channel of [KEYS_CHANNEL, CATALOGUE_CHANNEL]) await hearer.query(`LISTEN ${channel}`);
    const uses = open();
    uses.note(keyOnly(id), AT_MS, "2001:db8::1", "curl/8");
    await uses.close();
    await hearer.query("SELECT 1");
    hearer.release(true);
    expect(heard).toEqual([]);
    const after = await prisma.key.findUniqueOrThrow({ where: { id } });
    expect(after).toEqual({ ...before, lastUsedAt: new Date(AT_MS), lastUsedFrom: "2001:db8::1", lastUsedAgent: "curl/8" });
    expect(await prisma.auditEntry.count()).toBe(0);
  });

  test("two processes that write the same 2,000 keys at once both come to an end, and the later use stands", async () => {
    const ids = await createMany(book, 2000);
    const [one, other] = [open(), open()];
    for (const id of ids) one.note(keyOnly(id), AT_MS, "192.0.2.1", null);
    for (const id of [...ids].reverse()) other.note(keyOnly(id), AT_MS + 1, "192.0.2.2", null);
    await Promise.all([one.close(), other.close()]);
    expect(faults).toEqual([]);
    const written = await book.database.prisma.key.count({
      where: { id: { in: ids }, lastUsedAt: new Date(AT_MS + 1), lastUsedFrom: "192.0.2.2" },
    });
    expect(written).toBe(2000);
  });

  test("each secret version has its first and last use; of one that retires requests are counted by minute and range", async () => {
    const key = await book.create();
    const { prisma } = book.database;
    const old = await prisma.keySecret.findFirstOrThrow({ where: { keyId: key.id } });
    await book.addSecret(key.id);
    await book.retireSecret(key.id, key.fingerprint, NEVER_MS);
    const current = await prisma.keySecret.findFirstOrThrow({ where: { keyId: key.id, retiresAt: null } });
    const retiring: UsedKey = { id: key.id, version: { id: old.id, retiresAtMs: AT_MS + NEVER_MS } };
    const staying: UsedKey = { id: key.id, version: { id: current.id, retiresAtMs: null } };
    const [one, other] = [open(), open()];
    one.note(retiring, AT_MS, "10.0.0.7", null);
    one.note(retiring, AT_MS + 1, "10.0.0.8", null);
    one.note(staying, AT_MS + 2, "192.0.2.1", null);
    other.note(retiring, AT_MS - 5, "10.0.0.9", null);
    other.note(retiring, AT_MS + 60_000, null, null);
    await one.flush();
    await other.flush();
    // Of the one that stays a minute's use is enough.
    one.note(staying, AT_MS + 50_000, "192.0.2.2", null);
    await one.flush();
    const read = async (id: string) => {
      const { firstUsedAt, lastUsedAt, lastUsedFrom } = await prisma.keySecret.findUniqueOrThrow({ where: { id } });
      return [firstUsedAt?.getTime(), lastUsedAt?.getTime(), lastUsedFrom];
    };
    expect(await read(old.id)).toEqual([AT_MS - 5, AT_MS + 60_000, null]);
    expect(await read(current.id)).toEqual([AT_MS + 2, AT_MS + 2, "192.0.2.1"]);
    const minuteMs = Math.floor(AT_MS / 60_000) * 60_000;
    const counted = await prisma.keySecretUse.findMany({ orderBy: [{ at: "asc" }, { range: "asc" }] });
    expect(counted.map(({ secretId, at, range, count }) => [secretId, at.getTime(), range, count])).toEqual([
      [old.id, minuteMs, "10.0.0.0/24", 3],
      [old.id, minuteMs + 60_000, "", 1],
    ]);
    await Promise.all([one.close(), other.close()]);
  });

  test("of a version that stays the database is asked once a minute, of one that retires each time", async () => {
    const { id } = await book.create();
    const versions = [null, AT_MS + NEVER_MS].map((retiresAtMs) => ({ id, version: { id: randomUUID(), retiresAtMs } }));
    const asked: string[][] = [];
    const pool = {
      query: ({ name, values }: { name: string; values: string[][] }) => {
        if (name === "keyfuse_write_version_uses") asked.push(values[0] ?? []);
        return Promise.resolve();
      },
    };
    const uses = openLastUses({ pool: pool as never, flushEveryMs: NEVER_MS, onFault: (fault) => faults.push(fault) });
    for (const passedMs of [0, 1000, 60_000, 60_001]) {
      for (const key of versions) uses.note(key, AT_MS + passedMs, null, null);
      await uses.flush();
    }
    const [staying, retiring] = versions.map(({ version }) => version.id);
    expect(asked).toEqual([[staying, retiring], [retiring], [retiring], [staying, retiring]]);
    await uses.close();
  });

  test("a key that is gone is nobody's loss", async () => {
    const { id } = await book.create();
    const uses = open();
    uses.note(keyOnly(randomUUID()), AT_MS, null, null);
    uses.note({ id: randomUUID(), version: { id: randomUUID(), retiresAtMs: AT_MS } }, AT_MS, null, null);
    uses.note(keyOnly(id), AT_MS, null, null);
    await uses.close();
    expect(await read(id)).toEqual([AT_MS, null, null]);
    expect(faults).toEqual([]);
  });

  test("while they cannot be written uses are kept and the fault is told once; afterwards they are written", async () => {
    const { id } = await book.create();
    const { pool } = book.database;
    const uses = open(20);
    await pool.query(`ALTER TABLE "Key" RENAME COLUMN "lastUsedFrom" TO "elsewhere"`);
    uses.note(keyOnly(id), AT_MS, "192.0.2.1", null);
    await expect.poll(() => faults.length).toBe(1);
    await sleep(100);
    await pool.query(`ALTER TABLE "Key" RENAME COLUMN "elsewhere" TO "lastUsedFrom"`);
    await expect.poll(() => read(id)).toEqual([AT_MS, "192.0.2.1", null]);
    await uses.close();
    expect(faults.splice(0)).toHaveLength(1);
  });
});

async function createMany({ apiIds, database }: OpenedKeyBook, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, n) => ({
    id: randomUUID(),
    publicId: `key_9${String(n).padStart(9, "0")}`,
    apiId: apiIds[0],
    planName: "default",
    name: "many",
    createdBy: "test",
  }));
  await database.prisma.key.createMany({ data: rows });
  return rows.map(({ id }) => id);
}
