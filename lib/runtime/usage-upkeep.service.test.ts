// Upkeep of usage on both databases: one process does it for all, old usage goes away, keys that stand out are noted.
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { partitionOf, ROLLUPS, type Rollup } from "@/lib/adapters/postgres/usage-partitions";
import { UNIT_MS } from "@/lib/core/usage/grains";
import { changeUsageRetention } from "@/lib/manage/usage/usage-settings";
import { deltaOf } from "@/lib/ports/usage-store.contract";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { foldUsage } from "@/scripts/services/usage-entries";
import { keyJobs } from "./key-upkeep";
import { REWRITTEN_TABLES } from "./reach-database";
import { openUsageUpkeep, type UsageUpkeep } from "./usage-upkeep";

const START_MS = Date.parse("2026-11-25T12:30:00Z");
const API = "11111111-1111-4111-8111-111111111111";
const NEVER_MS = 3_600_000;

describe.each(Object.entries(TEST_DATABASES))("upkeep on %s", (name, open) => {
  const isEmbedded = name === "the embedded database";
  let world: TestWorld;
  let nowMs = START_MS;
  const faults: unknown[] = [];
  const opened: UsageUpkeep[] = [];

  beforeAll(async () => {
    world = { ...(await open()), nowMs: () => nowMs };
    await world.prisma.api.create({
      data: {
        id: API,
        slug: "payments",
        name: "Payments",
        dialect: "standard",
        plans: {
          create: [
            { name: "default", windows: [] },
            {
              name: "narrow",
              windows: [
                { limit: 100, seconds: 60 },
                { limit: 5000, seconds: 3600 },
              ],
              quota: { limit: 1000, period: "month" },
            },
          ],
        },
      },
    });
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  afterAll(async () => {
    await world?.close();
    expect(faults).toEqual([]);
  });

  function upkeep(): UsageUpkeep {
    const made = openUsageUpkeep({ pool: world.pool, world, isEmbedded, onFault: (fault) => faults.push(fault), everyMs: NEVER_MS });
    opened.push(made);
    return made;
  }

  async function createKey(planName = "default"): Promise<string> {
    const id = randomUUID();
    const publicId = `key_${String(Math.floor(Math.random() * 1e10)).padStart(10, "0")}`;
    await world.prisma.key.create({ data: { id, publicId, apiId: API, planName, name: "test", createdBy: "test" } });
    return id;
  }

  async function partitionsOf(rollup: Rollup): Promise<string[]> {
    const { rows } = await world.pool.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass ORDER BY 1`,
      [`"${rollup}"`],
    );
    return rows.map(({ name }) => name);
  }

  it("is done by one process at a time, and by another one once that is gone", async () => {
    const [first, second] = [upkeep(), upkeep()];
    // One of them has begun by itself.
    const done = await Promise.all([first.run(), second.run()]);
    expect([...done].sort()).toEqual([false, true]);
    const [holder, waiting] = done[0] ? [first, second] : [second, first];
    await holder.close();
    nowMs += UNIT_MS.hour;
    expect(await waiting.run()).toBe(true);
    expect(await holder.run()).toBe(false);
    await waiting.close();
  });

  it("makes the partitions that will be needed", async () => {
    const one = upkeep();
    await one.run();
    for (const rollup of Object.keys(ROLLUPS) as Rollup[]) {
      const names = await partitionsOf(rollup);
      for (const atMs of [nowMs, nowMs + UNIT_MS.day]) expect(names).toContain(partitionOf(rollup, atMs).name);
    }
  });

  it("tells the embedded database, which does not look by itself, how large its present partitions are", async () => {
    const { name: present } = partitionOf("UsageMinute", nowMs);
    await foldUsage(
      world.pool,
      Array.from({ length: 300 }, (_, n) => deltaOf({ apiId: API, caller: `iss ${n}`, minuteMs: Math.floor(nowMs / 60_000) * 60_000 })),
    );
    nowMs += UNIT_MS.hour;
    expect(await upkeep().run()).toBe(true);
    const { rows } = await world.pool.query<{ rows: number }>("SELECT reltuples::int AS rows FROM pg_class WHERE relname = $1", [present]);
    // PostgreSQL looks by itself, and may have done so.
    if (isEmbedded) expect(rows[0]?.rows).toBe(300);
  });

  it("removes what is too old, by whole partitions, and nothing else", async () => {
    const caller = await createKey();
    const ages = [0, 1, 2, 3, 40, 130, 400, 1200].map((days) => nowMs - days * UNIT_MS.day);
    await foldUsage(
      world.pool,
      ages.map((atMs) => deltaOf({ apiId: API, caller, minuteMs: Math.floor(atMs / 60_000) * 60_000, lastAtMs: atMs })),
    );
    const days = async (rollup: string) => {
      const { rows } = await world.pool.query<{ days: number }>(
        `SELECT round(extract(epoch FROM to_timestamp($1::float8 / 1000) - m."lastAt") / 86400)::int AS days FROM "${rollup}" m
         JOIN "UsageSeries" s ON s."id" = m."seriesId" WHERE s."caller" = $2 ORDER BY 1`,
        [nowMs, caller],
      );
      return rows.map((row) => row.days);
    };
    expect(await days("UsageMinute")).toEqual([0, 1, 2, 3, 40, 130, 400, 1200]);
    nowMs += 2 * UNIT_MS.hour;
    const one = upkeep();
    expect(await one.run()).toBe(true);
    // A day of minutes and a month of hours stay until the last of them is too old.
    expect(await days("UsageMinute")).toEqual([0, 1, 2]);
    expect(await days("UsageHour")).toEqual([0, 1, 2, 3, 40]);
    expect(await days("UsageDay")).toEqual([0, 1, 2, 3, 40, 130, 400]);
    await changeUsageRetention(world, "member:x", { minuteHours: 25, hourDays: 32, dayDays: 90, decisionsOfKey: 200 });
    nowMs += 2 * UNIT_MS.hour;
    expect(await one.run()).toBe(true);
    expect(await days("UsageMinute")).toEqual([0, 1]);
    expect(await days("UsageDay")).toEqual([0, 1, 2, 3, 40]);
  });

  it("notes keys whose requests are denied, and keys near a limit, once a day", async () => {
    const [denied, near, quiet, fewDenied] = [await createKey(), await createKey("narrow"), await createKey("narrow"), await createKey()];
    const minuteMs = Math.floor(nowMs / 60_000) * 60_000;
    const used = (caller: string, count: number, fields = {}) =>
      deltaOf({ apiId: API, caller, minuteMs, lastAtMs: nowMs, count, units: count, ...fields });
    const refused = { outcome: "denied", reason: "missing_permission", status: 4, units: 0, latency: [] } as const;
    await foldUsage(world.pool, [
      used(denied, 70),
      used(denied, 30, refused),
      used(near, 81),
      used(quiet, 80),
      used(fewDenied, 5, refused),
      used(fewDenied, 5),
    ]);
    const one = upkeep();
    nowMs += 2 * UNIT_MS.minute;
    expect(await one.run()).toBe(true);
    nowMs += 2 * UNIT_MS.minute;
    await foldUsage(world.pool, [used(denied, 70, refused), used(quiet, 800, { minuteMs: minuteMs - UNIT_MS.hour })]);
    expect(await one.run()).toBe(true);
    const events = async (keyId: string) =>
      (await world.prisma.usageEvent.findMany({ where: { keyId }, orderBy: { kind: "asc" } })).map(({ kind, facts }) => [kind, facts]);
    expect(await events(denied)).toEqual([["denied_share", { refused: 30, asked: 100 }]]);
    expect(await events(near)).toEqual([["near_limit", { window: "minute", used: 81, limit: 100 }]]);
    expect(await events(fewDenied)).toEqual([]);
    // 80 units were too few for its window, and stay so; with what it took an hour before, its quota is nearly spent.
    expect(await events(quiet)).toEqual([["near_limit", { window: "quota-month", used: 880, limit: 1000 }]]);
  });

  it("ends silent secrets of keys in each round, in the process that looks after things", async () => {
    const keyId = await createKey();
    const silent = { silentSeconds: 3600, silentSince: new Date(nowMs - 2 * UNIT_MS.hour), retiresAt: new Date(Date.now() + UNIT_MS.day) };
    const secret = { id: randomUUID(), keyId, apiId: API, fingerprint: Buffer.from(keyId), origin: "minted", preview: "" };
    await world.prisma.keySecret.create({ data: { ...secret, ...silent } });
    const lookedBefore = { holder: randomUUID(), heldUntil: new Date(0), finishedAt: new Date(nowMs - 30_000) };
    await world.prisma.usageJob.create({ data: { name: "silent-secrets", ...lookedBefore } });
    const more = keyJobs(world, null);
    const open = () =>
      openUsageUpkeep({ pool: world.pool, world, isEmbedded, more, onFault: (fault) => faults.push(fault), everyMs: NEVER_MS });
    const [one, other] = [open(), open()];
    opened.push(one, other);
    const ran = [await one.run(), await other.run()];
    expect(ran.filter(Boolean)).toHaveLength(1);
    const { retiresAt } = await world.prisma.keySecret.findUniqueOrThrow({ where: { id: secret.id } });
    expect(retiresAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await world.prisma.auditEntry.count({ where: { target: `key:${keyId}`, action: "key.secret.stop" } })).toBe(1);
  });

  it("a job that was finished by a clock ahead is done now, and not when its time comes", async () => {
    const ran: number[] = [];
    const more = [{ name: "ahead", everyMs: () => UNIT_MS.hour, work: async (_nowMs: number, lastMs: number) => ran.push(lastMs) > 0 }];
    const finished = { holder: randomUUID(), heldUntil: new Date(0), finishedAt: new Date(nowMs + UNIT_MS.day) };
    await world.prisma.usageJob.create({ data: { name: "ahead", ...finished } });
    const one = openUsageUpkeep({ pool: world.pool, world, isEmbedded, more, onFault: (fault) => faults.push(fault), everyMs: NEVER_MS });
    opened.push(one);
    await one.run();
    await one.run();
    expect(ran).toEqual([0]);
  });

  it("the embedded database, which looks after nothing by itself, knows the audit and can clean up each table that is rewritten", async () => {
    for (const table of REWRITTEN_TABLES) await world.pool.query(`VACUUM ANALYZE ${table}`);
    nowMs += UNIT_MS.day;
    await upkeep().run();
    const { rows } = await world.pool.query<{ rows: number }>(
      `SELECT reltuples::int AS rows FROM pg_class WHERE oid = '"AuditEntry"'::regclass`,
    );
    if (isEmbedded) expect(rows[0]?.rows).toBeGreaterThan(0);
    for (const table of ["KeySecret", "KeySecretUse", "Mail", "WebhookDelivery", "ConsoleSession"])
      expect(REWRITTEN_TABLES).toContain(`"${table}"`);
  });

  it("a job that fails keeps no other one from its turn, and is told of", async () => {
    const ran: string[] = [];
    const more = [
      { name: "broken", everyMs: () => 0, work: () => Promise.reject(new Error("broken")) },
      { name: "after", everyMs: () => 0, work: async () => ran.push("after") > 0 },
    ];
    const told: unknown[] = [];
    const one = openUsageUpkeep({ pool: world.pool, world, isEmbedded, more, onFault: (fault) => told.push(fault), everyMs: NEVER_MS });
    opened.push(one);
    await expect(one.run()).rejects.toThrow("broken");
    expect(ran).toEqual(["after"]);
  });

  it("says once that the database cannot be asked", async () => {
    const told: unknown[] = [];
    const broken = { query: () => Promise.reject(new Error("gone")) };
    const one = openUsageUpkeep({ pool: broken as never, world, isEmbedded, onFault: (fault) => told.push(fault), everyMs: 5 });
    await expect.poll(() => told.length).toBe(1);
    await expect(one.run()).rejects.toThrow("gone");
    await one.close();
    expect(told).toHaveLength(1);
  });
});
