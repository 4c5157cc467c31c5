// The store of usage on both databases: the contract, and what it leaves in the roll-ups.
import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDecisions } from "@/lib/core/usage/decision-lines";
import type { DecisionEntry, JournalPosition, UsageDelta } from "@/lib/core/usage/usage-batch";
import { deltaOf, usageStoreContract } from "@/lib/ports/usage-store.contract";
import { startMigratedDatabase } from "@/scripts/services/embedded-database";
import { type OpenedKeyBook, openKeyBook } from "@/scripts/services/key-book";
import { startPostgres } from "@/scripts/services/postgres";
import { migrate } from "./migrate";
import { type DatabaseTarget, openDatabase } from "./open-database";
import { createUsageStore } from "./usage-store";

const MIGRATIONS = fileURLToPath(new URL("../../../prisma/migrations", import.meta.url));

const KINDS: readonly [name: string, start: () => Promise<DatabaseTarget & { stop(): Promise<void> }>][] = [
  ["embedded", startMigratedDatabase],
  ["PostgreSQL", startPostgres],
];

for (const [name, start] of KINDS) {
  usageStoreContract(`usage store on ${name}`, async () => {
    const server = await start();
    const [database, other] = [openDatabase(server), openDatabase(server)];
    await migrate(database.pool, MIGRATIONS);
    return {
      store: createUsageStore(database.pool),
      other: createUsageStore(other.pool),
      async close() {
        await database.close();
        await other.close();
        await server.stop();
      },
    };
  });
}

describe.each(KINDS)("what a fold leaves on %s", (_name, start) => {
  let server: DatabaseTarget & { stop(): Promise<void> };
  let book: OpenedKeyBook;
  const journal = randomUUID();
  let position: JournalPosition | null = null;

  beforeAll(async () => {
    server = await start();
    book = await openKeyBook(server);
  });
  afterAll(async () => {
    await book?.close();
    await server?.stop();
  });

  /** Folds as a process that has just started: nothing is remembered. */
  async function fold(deltas: readonly UsageDelta[], decisions: readonly DecisionEntry[] = []): Promise<void> {
    const to: JournalPosition = { journal, segment: 1, offset: (position?.offset ?? 0) + 1 };
    expect(await createUsageStore(book.database.pool).fold({ from: position, to, deltas, decisions })).toEqual(to);
    position = to;
  }

  const decisionOf = (keyId: string, n: number, fields: Partial<DecisionEntry> = {}): DecisionEntry => ({
    keyId,
    requestId: `req_${n}`,
    atMs: Date.parse("2026-11-20T10:00:00Z") + n,
    outcome: "accepted",
    reason: "",
    endpoint: "/v1/models/{id}",
    method: "GET",
    status: 2,
    range: null,
    ...fields,
  });

  async function decisionsOf(keyId: string, most = 200) {
    const rows = await book.database.prisma.usageDecision.findMany({ where: { keyId }, orderBy: { lap: "asc" } });
    return readDecisions(
      rows.map(({ entries }) => entries),
      most,
    );
  }

  const sums = async (rollup: string, caller: string) => {
    const { rows } = await book.database.pool.query<{ count: number; units: number; bytes: number }>(
      `SELECT sum(m."count")::float8 AS count, sum(m."units")::float8 AS units, sum(m."bytes")::float8 AS bytes
       FROM "${rollup}" m JOIN "UsageSeries" s ON s."id" = m."seriesId" WHERE s."caller" = $1`,
      [caller],
    );
    return rows[0];
  };

  it("hours and days add up to the minutes, and the totals to the hours, across every boundary", async () => {
    const callers = [randomUUID(), randomUUID()];
    const apiId = randomUUID();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const from = Date.parse("2026-10-31T21:30:00Z");
    for (let round = 0; round < 4; round += 1) {
      await fold(
        Array.from({ length: 400 }, () =>
          deltaOf({
            apiId,
            caller: callers[random(2)],
            minuteMs: from + random(300) * 60_000,
            lastAtMs: from,
            endpoint: `/v1/${random(3)}`,
            status: ([2, 4, 5] as const)[random(3)],
            count: 1 + random(9),
            units: 1 + random(50),
            bytes: random(100_000),
            latency: [random(3), 0, random(3)],
          }),
        ),
      );
    }
    for (const caller of callers) {
      const minutes = await sums("UsageMinute", caller);
      expect(minutes?.count).toBeGreaterThan(1000);
      expect(await sums("UsageHour", caller)).toEqual(minutes);
      expect(await sums("UsageDay", caller)).toEqual(minutes);
    }
    const { rows } = await book.database.pool.query(
      `SELECT
         (SELECT sum(m."count")::text FROM "UsageHour" m JOIN "UsageSeries" s ON s."id" = m."seriesId" WHERE s."apiId" = $1) AS hours,
         (SELECT sum(m."count")::text FROM "UsageTotalHour" m JOIN "UsageGroup" g ON g."id" = m."groupId" WHERE g."apiId" = $1) AS "totalHours",
         (SELECT sum(m."count")::text FROM "UsageTotalDay" m JOIN "UsageGroup" g ON g."id" = m."groupId" WHERE g."apiId" = $1) AS "totalDays",
         (SELECT sum(l)::text FROM "UsageHour" m JOIN "UsageSeries" s ON s."id" = m."seriesId", unnest(m."latency") l WHERE s."apiId" = $1) AS latency,
         (SELECT sum(l)::text FROM "UsageTotalDay" m JOIN "UsageGroup" g ON g."id" = m."groupId", unnest(m."latency") l WHERE g."apiId" = $1) AS "totalLatency",
         (SELECT count(DISTINCT m."at")::int FROM "UsageDay" m JOIN "UsageSeries" s ON s."id" = m."seriesId" WHERE s."apiId" = $1) AS days`,
      [apiId],
    );
    const [row] = rows;
    expect(row.totalHours).toBe(row.hours);
    expect(row.totalDays).toBe(row.hours);
    expect(row.totalLatency).toBe(row.latency);
    expect(Number(row.latency)).toBeGreaterThan(0);
    expect(row.days).toBe(2);
  });

  it("the latest 200 decisions of a key stay, in order, however they arrive", async () => {
    const keyId = randomUUID();
    let n = 0;
    for (const size of [1, 1, 15, 3, 200, 16, 7, 31, 200, 5, 1]) {
      await fold(
        [],
        Array.from({ length: size }, () => decisionOf(keyId, ++n)),
      );
      const expected = Array.from({ length: Math.min(n, 200) }, (_, index) => `req_${n - index}`);
      expect((await decisionsOf(keyId)).map(({ requestId }) => requestId)).toEqual(expected);
    }
    expect(await book.database.prisma.usageDecision.count({ where: { keyId } })).toBeLessThanOrEqual(14);
    expect((await decisionsOf(keyId))[0]).toEqual({ ...decisionOf(keyId, n), keyId: undefined });
  });

  it("a decision of which two lines speak is told as it ended", async () => {
    const keyId = randomUUID();
    await fold([], [decisionOf(keyId, 1, { status: 0 })]);
    await fold([], [decisionOf(keyId, 1, { status: 5 })]);
    expect(await decisionsOf(keyId)).toMatchObject([{ requestId: "req_1", status: 5 }]);
  });

  it("a decision about a caller that is no key stops nothing", async () => {
    const keyId = randomUUID();
    await fold(
      [],
      [decisionOf("https://issuer.example user", 1, { range: "192.0.2.0/24" }), decisionOf(keyId, 2, { requestId: "req_\0" })],
    );
    expect((await decisionsOf(keyId)).map(({ requestId }) => requestId)).toEqual(["req_\0"]);
  });

  it("none are kept where none are wanted", async () => {
    const { prisma } = book.database;
    const keyId = randomUUID();
    await prisma.usageSettings.create({ data: { id: 1, decisionsOfKey: 0 } });
    await fold([], [decisionOf(keyId, 1)]);
    expect(await decisionsOf(keyId)).toEqual([]);
    await prisma.usageSettings.deleteMany();
  });

  const eventsOf = (keyId: string) =>
    book.database.prisma.usageEvent.findMany({
      where: { keyId },
      orderBy: { at: "asc" },
      select: { kind: true, facts: true, deliveredAt: true },
    });

  it("a key's first range is no news, another one is, once a day", async () => {
    const { id } = await book.create();
    const day = Date.parse("2026-11-20T10:00:00Z");
    const from = (range: string, atMs: number) => fold([], [decisionOf(id, atMs, { range, atMs })]);
    await from("203.0.113.0/24", day);
    await from("203.0.113.0/24", day + 1);
    expect(await eventsOf(id)).toEqual([]);
    await from("198.51.100.0/24", day + 2);
    await from("192.0.2.0/24", day + 3);
    await from("2001:db8:1::/48", day + 86_400_000);
    expect(await eventsOf(id)).toEqual([
      { kind: "new_range", facts: { range: "198.51.100.0/24" }, deliveredAt: null },
      { kind: "new_range", facts: { range: "2001:db8:1::/48" }, deliveredAt: null },
    ]);
  });

  it("the first use after 30 days is noted, with how long the pause was", async () => {
    const { id } = await book.create();
    const first = Date.parse("2026-09-01T00:00:00Z");
    const use = (atMs: number) => fold([deltaOf({ caller: id, minuteMs: Math.floor(atMs / 60_000) * 60_000, lastAtMs: atMs })]);
    await use(first);
    await use(first + 29 * 86_400_000);
    expect(await eventsOf(id)).toEqual([]);
    await use(first + 62 * 86_400_000);
    await use(first + 62 * 86_400_000 + 1000);
    expect(await eventsOf(id)).toEqual([{ kind: "first_use_after_pause", facts: { pausedDays: 33 }, deliveredAt: null }]);
  });

  it("a partition that was removed meanwhile is made again", async () => {
    const caller = randomUUID();
    const store = createUsageStore(book.database.pool);
    const minuteMs = Date.parse("2026-06-15T00:00:00Z");
    const delta = deltaOf({ caller, minuteMs, lastAtMs: minuteMs });
    const own = randomUUID();
    const first = { journal: own, segment: 1, offset: 1 };
    await store.fold({ from: null, to: first, deltas: [delta], decisions: [] });
    await book.database.pool.query(`DROP TABLE "UsageMinute_20260615"`);
    await store.fold({ from: first, to: { ...first, offset: 2 }, deltas: [delta], decisions: [] });
    expect(await sums("UsageMinute", caller)).toMatchObject({ count: 1 });
    expect(await sums("UsageDay", caller)).toMatchObject({ count: 2 });
  });
});
