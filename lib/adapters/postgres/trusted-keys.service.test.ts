// Trust on a PostgreSQL server, with faults: other processes, held answers, silent cables, no database.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { KeyRecord } from "@/lib/core/key-record";
import { type OpenedKeyBook, openKeyBook } from "@/scripts/services/key-book";
import type { WatchReport } from "@/scripts/services/key-watcher";
import { startPostgres } from "@/scripts/services/postgres";
import { type Relay, startRelay } from "@/scripts/services/relay";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { announceCatalogue, announceKeys, awaitSeen } from "./announce";
import { LEASE_MS } from "./lease";
import { openDatabase } from "./open-database";
import { openTrustedKeys, type TrustedKeysOptions } from "./trusted-keys";

const WATCHER = fileURLToPath(new URL("../../../scripts/services/key-watcher.ts", import.meta.url));

const WAITING_FOR_LOCK = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";

let server: TemporaryServer;
let book: OpenedKeyBook;
let apiId: string;
const closing: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  server = await startPostgres();
  book = await openKeyBook(server);
  apiId = book.apiIds[0];
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

afterAll(async () => {
  await book?.close();
  await server?.stop();
});

async function relayed(): Promise<Relay> {
  const relay = await startRelay(server.url);
  closing.push(() => relay.close());
  return relay;
}

/** Trusted keys over those addresses; resolves once they are trusted. */
async function openKeys({ poolUrl = server.url, listenUrl = server.url, ...told }: KeysOptions = {}) {
  const database = openDatabase({ url: poolUrl });
  const keys = openTrustedKeys({ pool: database.pool, target: { url: listenUrl }, ...told });
  closing.push(() => database.close());
  closing.push(() => keys.close());
  expect(await keys.whenTrusted(10_000)).toBe(true);
  return keys;
}

interface KeysOptions extends Partial<Omit<TrustedKeysOptions, "pool" | "target">> {
  readonly poolUrl?: string;
  readonly listenUrl?: string;
}

/** Revokes the key and returns when the commit was known, on the monotonic clock. */
async function revoke(keyId: string): Promise<number> {
  await book.change(keyId, { revokedAt: new Date() });
  return performance.now();
}

function passes(record: KeyRecord | null): boolean {
  return record !== null && record.revokedAtMs === null;
}

describe("a second process", () => {
  let watcher: ChildProcess;

  afterEach(() => void watcher?.disconnect());

  test("refuses a revoked key within a second of the commit, in 50 trials of 50", async () => {
    watcher = fork(WATCHER, [server.url], { execArgv: ["--import", "tsx"] });
    const nextReport = async (): Promise<WatchReport> => (await once(watcher, "message"))[0];
    await nextReport();
    const delaysMs: number[] = [];
    for (let trial = 0; trial < 50; trial++) {
      const { id, fingerprint } = await book.create();
      watcher.send({ apiId, fingerprint });
      expect(await nextReport()).toEqual({ kind: "remembered" });
      const report = nextReport();
      const committedMs = (await revoke(id)) + performance.timeOrigin;
      const refused = await report;
      if (refused.kind !== "refused") throw new Error("the watcher did not say when it refused");
      expect(refused.passedAfterwards).toBe(0);
      delaysMs.push(refused.atEpochMs - committedMs);
    }
    expect(delaysMs.length).toBe(50);
    expect(Math.max(...delaysMs)).toBeLessThan(1000);
  });
});

describe("in one process", () => {
  test("a key is answered at once while trusted, and refused for the very next request after the barrier", async () => {
    const keys = await openKeys();
    for (let trial = 0; trial < 20; trial++) {
      const { id, fingerprint } = await book.create();
      await awaitSeen(book.database.pool, 5000);
      expect(passes(await keys.find(apiId, fingerprint))).toBe(true);
      expect(keys.find(apiId, fingerprint)).not.toBeInstanceOf(Promise);
      await revoke(id);
      expect(await awaitSeen(book.database.pool, 5000)).toBe(true);
      let passed = 0;
      for (let request = 0; request < 500; request++) if (passes(await keys.find(apiId, fingerprint))) passed++;
      expect(passed).toBe(0);
    }
  });

  test("a transaction that rolls back tells nobody", async () => {
    const keys = await openKeys();
    const { id, fingerprint } = await book.create();
    await awaitSeen(book.database.pool, 5000);
    await keys.find(apiId, fingerprint);
    const undone = book.database.prisma.$transaction(async (tx) => {
      await announceKeys(tx, [`key:${id}`]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    await awaitSeen(book.database.pool, 5000);
    expect(keys.find(apiId, fingerprint)).not.toBeInstanceOf(Promise);
  });

  test("a barrier waits until the catalogue has been read anew", async () => {
    const seen: string[] = [];
    await openKeys({
      onCatalogueChange: async () => {
        await sleep(100);
        seen.push("catalogue");
      },
    });
    await expect.poll(() => seen.length).toBe(1);
    await book.database.prisma.$transaction((tx) => announceCatalogue(tx));
    expect(await awaitSeen(book.database.pool, 5000)).toBe(true);
    expect(seen).toEqual(["catalogue", "catalogue"]);
  });

  test("where nobody serves, a barrier is over after the lease", async () => {
    const startedMs = performance.now();
    expect(await awaitSeen(book.database.pool)).toBe(false);
    expect(performance.now() - startedMs).toBeGreaterThan(LEASE_MS);
    expect(performance.now() - startedMs).toBeLessThan(3000);
  });

  test("recently used keys are warm as soon as changes are heard", async () => {
    const { id, fingerprint } = await book.create();
    await book.database.prisma.key.update({ where: { id }, data: { lastUsedAt: new Date() } });
    const keys = await openKeys({ warmKeys: 10 });
    await expect.poll(() => keys.find(apiId, fingerprint) instanceof Promise).toBe(false);
  });
});

describe("a query held open", () => {
  test("while its key is revoked: the overtaken row serves nobody", async () => {
    const relay = await relayed();
    const keys = await openKeys({ poolUrl: relay.url });
    for (let trial = 0; trial < 5; trial++) {
      const { id, fingerprint } = await book.create();
      await awaitSeen(book.database.pool, 5000);
      // The answer, read before the revocation, is on its way and arrives after the revocation was heard.
      relay.silence("towards-client");
      const before = keys.find(apiId, fingerprint);
      await expect.poll(() => relay.heldBytes()).toBeGreaterThan(0);
      await revoke(id);
      expect(await awaitSeen(book.database.pool, 5000)).toBe(true);
      const after = keys.find(apiId, fingerprint);
      relay.silence("none");
      expect([passes(await before), passes(await after), passes(await keys.find(apiId, fingerprint))]).toEqual([false, false, false]);
    }
  });

  test("while its secret is created: the absence serves nobody", async () => {
    const relay = await relayed();
    const keys = await openKeys({ poolUrl: relay.url });
    for (const fingerprint of ["c1", "c2", "c3"].map((byte) => byte.repeat(32))) {
      relay.silence("towards-client");
      const before = keys.find(apiId, fingerprint);
      await expect.poll(() => relay.heldBytes()).toBeGreaterThan(0);
      await book.create({ fingerprint });
      expect(await awaitSeen(book.database.pool, 5000)).toBe(true);
      const after = keys.find(apiId, fingerprint);
      relay.silence("none");
      expect([passes(await before), passes(await after)]).toEqual([true, true]);
    }
  });

  test("by a lock while its key is revoked: the row it had already chosen serves nobody", async () => {
    const { pool } = book.database;
    const { id, fingerprint } = await book.create();
    // Reading a secret version now waits for an advisory lock, with the statement's snapshot already taken.
    await pool.query(`ALTER TABLE "KeySecret" RENAME TO "KeySecretRows";
      CREATE VIEW "KeySecret" AS SELECT * FROM "KeySecretRows" WHERE pg_advisory_xact_lock_shared(1)::text = ''`);
    const holder = await pool.connect();
    try {
      const keys = await openKeys({ warmKeys: 0 });
      await holder.query("SELECT pg_advisory_lock(1)::text");
      const before = keys.find(apiId, fingerprint);
      await expect.poll(async () => (await holder.query(WAITING_FOR_LOCK)).rowCount).toBe(1);
      await revoke(id);
      expect(await awaitSeen(pool, 5000)).toBe(true);
      const after = keys.find(apiId, fingerprint);
      await holder.query("SELECT pg_advisory_unlock(1)");
      expect([passes(await before), passes(await after)]).toEqual([false, false]);
    } finally {
      holder.release(true);
      await pool.query(`DROP VIEW "KeySecret"; ALTER TABLE "KeySecretRows" RENAME TO "KeySecret"`);
    }
  });
});

describe("the listening connection cut half-open", () => {
  test("is never trusted beyond the lease, and heals by itself", async () => {
    const relay = await relayed();
    const keys = await openKeys({ listenUrl: relay.url });
    for (let trial = 0; trial < 3; trial++) {
      const { id, fingerprint } = await book.create();
      await awaitSeen(book.database.pool, 5000);
      expect(passes(await keys.find(apiId, fingerprint))).toBe(true);
      relay.silence("both");
      const committedMs = await revoke(id);
      let lastPassedMs = 0;
      for (let askedMs = committedMs; askedMs < committedMs + 2000; askedMs = performance.now()) {
        if (passes(await keys.find(apiId, fingerprint))) lastPassedMs = askedMs - committedMs;
        await sleep(1);
      }
      expect(lastPassedMs).toBeLessThan(LEASE_MS);
      expect(keys.isTrusted()).toBe(false);
      relay.silence("none");
      expect(await keys.whenTrusted(10_000)).toBe(true);
      expect(passes(await keys.find(apiId, fingerprint))).toBe(false);
    }
  });

  test("what is read without trust is not believed once trust returns", async () => {
    const relay = await relayed();
    const keys = await openKeys({ listenUrl: relay.url });
    const { id, fingerprint } = await book.create();
    relay.silence("both");
    await expect.poll(() => keys.isTrusted(), { timeout: 5000 }).toBe(false);
    expect(passes(await keys.find(apiId, fingerprint))).toBe(true);
    await revoke(id);
    relay.silence("none");
    expect(await keys.whenTrusted(10_000)).toBe(true);
    expect(passes(await keys.find(apiId, fingerprint))).toBe(false);
  });
});

test("a change that was missed while the listening connection was down is not missed by requests", async () => {
  const relay = await relayed();
  const keys = await openKeys({ listenUrl: relay.url });
  const { id, fingerprint } = await book.create();
  await awaitSeen(book.database.pool, 5000);
  expect(passes(await keys.find(apiId, fingerprint))).toBe(true);
  relay.refuse();
  await expect.poll(() => keys.isTrusted()).toBe(false);
  expect(keys.trustedForMs()).toBe(0);
  await revoke(id);
  relay.admit();
  expect(await keys.whenTrusted(10_000)).toBe(true);
  expect(passes(await keys.find(apiId, fingerprint))).toBe(false);
});

describe("no database", () => {
  test.each([
    ["refuses connections", (relay: Relay) => relay.refuse(), (relay: Relay) => relay.admit()],
    ["is silent", (relay: Relay) => relay.silence("both"), (relay: Relay) => relay.silence("none")],
  ])("that %s: rejects within 3 s once the lease is over, and serves again by itself", async (_name, takeAway, giveBack) => {
    const relay = await relayed();
    const keys = await openKeys({ poolUrl: relay.url, listenUrl: relay.url });
    const { fingerprint } = await book.create();
    await awaitSeen(book.database.pool, 5000);
    await keys.find(apiId, fingerprint);
    takeAway(relay);
    await sleep(LEASE_MS + 50);
    const askedMs = performance.now();
    await expect(keys.find(apiId, fingerprint)).rejects.toMatchObject({ code: "store_unavailable" });
    expect(performance.now() - askedMs).toBeLessThan(3000);
    giveBack(relay);
    expect(await keys.whenTrusted(15_000)).toBe(true);
    expect(passes(await keys.find(apiId, fingerprint))).toBe(true);
  });
});
