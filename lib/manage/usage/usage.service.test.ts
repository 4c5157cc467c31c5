// What readers of usage are told, against a plain reading of what was counted, on both databases.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rankUsage } from "@/lib/adapters/postgres/usage-rankings";
import { readUsageCursor } from "@/lib/core/schemas/usage-cursor";
import type { UsageQuery, UsageRow } from "@/lib/core/schemas/usage-rows";
import { UNIT_MS, USAGE_UNITS } from "@/lib/core/usage/grains";
import type { UsageDelta } from "@/lib/core/usage/usage-batch";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { deltaOf } from "@/lib/ports/usage-store.contract";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { foldUsage } from "@/scripts/services/usage-entries";
import { describeKeyUsage } from "./describe-key-usage";
import { exportUsage } from "./export-usage";
import { listKeySparklines } from "./list-key-sparklines";
import { listUsage } from "./list-usage";
import { listUsageNotes } from "./list-usage-notes";
import { overviewUsage } from "./overview-usage";
import { changeUsageRetention, readUsageRetention } from "./usage-settings";

const NOW_MS = Date.parse("2026-11-25T12:34:56.500Z");
const TODAY_MS = Date.parse("2026-11-25T00:00:00Z");
const APIS = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"] as const;
const TENANT = "33333333-3333-4333-8333-333333333333";
const KEYS = [1, 2, 3].map((n) => ({
  id: `44444444-4444-4444-8444-44444444444${n}`,
  publicId: `key_000000000${n}`,
  apiId: APIS[n % 2] as string,
  tenantId: n === 3 ? TENANT : null,
}));

let seed = 11;
const random = (below: number) => {
  seed = (seed * 48271) % 2147483647;
  return seed % below;
};

/** Requests of two days and a little more, by minute. */
const DELTAS: readonly UsageDelta[] = Array.from({ length: 1500 }, (_, n) => {
  const key = KEYS[random(3)]!;
  const minuteMs = TODAY_MS - UNIT_MS.day + random(2190) * 60_000;
  const refusal = random(4);
  const known = {
    minuteMs,
    lastAtMs: minuteMs + random(60_000),
    apiId: key.apiId,
    caller: key.id,
    tenantId: key.tenantId,
    endpoint: `/v1/${random(2)}`,
    count: 1 + random(4),
  };
  if (n % 100 === 0)
    return deltaOf({ ...known, caller: "", tenantId: null, outcome: "denied", reason: "unknown", status: 4, units: 0, latency: [] });
  if (refusal === 0)
    return deltaOf({ ...known, outcome: "denied", reason: "missing_permission", status: 4, units: 0, bytes: 0, latency: [] });
  if (refusal === 1) return deltaOf({ ...known, outcome: "limited", reason: "rate_limited", status: 4, units: 0, bytes: 0, latency: [] });
  return deltaOf({ ...known, status: ([2, 5] as const)[random(2)] });
}).filter(({ lastAtMs }) => lastAtMs < NOW_MS);

const QUERY: UsageQuery = {
  keyId: null,
  tenantId: null,
  api: null,
  unit: "day",
  startMs: TODAY_MS - UNIT_MS.day,
  endMs: NOW_MS,
  after: null,
};

describe.each(Object.entries(TEST_DATABASES))("usage on %s", (_name, open) => {
  let world: TestWorld;
  let settled = 0;

  beforeAll(async () => {
    const usage = {
      settle: async () => {
        settled += 1;
      },
    };
    world = { ...(await open()), nowMs: () => NOW_MS, usage };
    for (const [n, id] of APIS.entries()) {
      await world.prisma.api.create({
        data: { id, slug: `api-${n}`, name: `API ${n}`, dialect: "standard", plans: { create: [{ name: "default", windows: [] }] } },
      });
    }
    await world.prisma.tenant.create({ data: { id: TENANT, name: "Pied Piper" } });
    for (const key of KEYS) {
      await world.prisma.key.create({ data: { ...key, planName: "default", name: key.publicId, createdBy: "test" } });
    }
    await foldUsage(world.pool, DELTAS.slice(0, 700));
    await foldUsage(world.pool, DELTAS.slice(700));
  });
  afterAll(() => world?.close());

  /** All pages of a query, as a client follows them. */
  async function listAll(query: UsageQuery, ownTenantId: string | null = null) {
    const rows: UsageRow[] = [];
    const totals = new Set<number>();
    const sizes: number[] = [];
    for (let after: UsageQuery["after"] = null; ; ) {
      const { usage, total, cursor } = await listUsage(world, { ...query, after }, ownTenantId);
      rows.push(...usage);
      totals.add(total);
      sizes.push(usage.length);
      if (cursor === undefined) break;
      after = readUsageCursor(query.unit, cursor);
      expect(after).not.toBeNull();
    }
    const [total, ...others] = totals;
    expect(others).toEqual([]);
    return { rows, total, sizes };
  }

  const matches =
    ({ keyId, tenantId, api, startMs, endMs }: UsageQuery) =>
    (delta: UsageDelta) => {
      const key = KEYS.find(({ id }) => id === delta.caller);
      return (
        (keyId === null || key?.publicId === keyId || key?.id === keyId) &&
        (tenantId === null || delta.tenantId === tenantId) &&
        (api === null || delta.apiId === APIS[Number(api.slice(4))]) &&
        delta.minuteMs >= Math.floor(startMs / 60_000) * 60_000 &&
        delta.minuteMs < endMs
      );
    };

  const spans = Array.from({ length: 6 }, () => {
    const startMs = TODAY_MS - UNIT_MS.day + random(1500) * 60_000;
    return { startMs, endMs: startMs + 1 + random(1500 * 60_000) };
  });
  const filters = [
    {},
    { keyId: KEYS[0]!.publicId },
    { keyId: KEYS[2]!.id },
    { tenantId: TENANT },
    { api: "api-1" },
    { api: "api-0", tenantId: TENANT },
  ];

  it.each(USAGE_UNITS)("by %s: every span and filter holds what happened in it, and its total", async (unit) => {
    for (const span of [...spans, { startMs: QUERY.startMs, endMs: NOW_MS }]) {
      for (const filter of filters) {
        const query = { ...QUERY, ...span, ...filter, unit };
        const expected = new Map<string, number>();
        for (const { minuteMs, apiId, caller, endpoint, outcome, reason, status, count } of DELTAS.filter(matches(query))) {
          const api = `api-${APIS.indexOf(apiId as never)}`;
          const start = Math.floor(minuteMs / UNIT_MS[unit]) * UNIT_MS[unit];
          const keyId = KEYS.find(({ id }) => id === caller)?.publicId ?? null;
          const name = JSON.stringify([start, keyId, api, endpoint, outcome, outcome === "denied" ? reason : undefined, `${status}xx`]);
          expected.set(name, (expected.get(name) ?? 0) + count);
        }
        const { rows, total } = await listAll(query);
        const told = rows.map(({ start, keyId, api, endpoint, outcome, reason, status, count }) => [
          JSON.stringify([start, keyId, api, endpoint, outcome, reason, status]),
          count,
        ]);
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(expected));
        expect(told.length).toBe(expected.size);
        expect(total).toBe([...expected.values()].reduce((sum, count) => sum + count, 0));
      }
    }
  });

  it("a page leads to the next one, and nothing is told twice or left out", async () => {
    const many = randomUUID();
    await world.prisma.key.create({
      data: { id: many, publicId: "key_0000000099", apiId: APIS[0], planName: "default", name: "many", createdBy: "test" },
    });
    const deltas = Array.from({ length: 2300 }, (_, n) =>
      deltaOf({
        apiId: APIS[0],
        caller: many,
        minuteMs: TODAY_MS - UNIT_MS.day + (n % 1150) * 60_000,
        endpoint: `/v1/page/${n < 1150 ? 1 : 2}`,
        count: 1 + (n % 7),
      }),
    );
    await foldUsage(world.pool, deltas);
    const query = { ...QUERY, keyId: many, unit: "minute" as const, startMs: TODAY_MS - UNIT_MS.day + 10 };
    const { rows, total, sizes } = await listAll(query);
    const told = new Set(rows.map(({ start, endpoint }) => `${start} ${endpoint}`));
    expect(sizes).toEqual([1000, 1000, 300]);
    expect(told.size).toBe(2300);
    const sum = rows.reduce((all, { count }) => all + count, 0);
    expect(sum).toBe(deltas.reduce((all, { count }) => all + count, 0));
    expect(total).toBe(sum);
    const exported = [];
    for await (const piece of exportUsage(world, query)) exported.push(...piece.map(({ startMs, endpoint }) => `${startMs} ${endpoint}`));
    expect(new Set(exported)).toEqual(told);
    expect(exported.length).toBe(2300);
    await world.pool.query(`DELETE FROM "UsageSeries" WHERE "keyId" = $1`, [many]);
    for (const total of ["UsageTotalHour", "UsageTotalDay"]) {
      await world.pool.query(
        `DELETE FROM "${total}" WHERE "groupId" IN (SELECT "id" FROM "UsageGroup" WHERE "endpoint" LIKE '/v1/page/%')`,
      );
    }
    await world.prisma.usageKey.delete({ where: { keyId: many } });
  });

  it("another tenant's usage reads as if it were not there", async () => {
    const own = await listAll(QUERY, TENANT);
    expect(own.total).toBeGreaterThan(0);
    expect(new Set(own.rows.map(({ tenantId }) => tenantId))).toEqual(new Set([TENANT]));
    const nothing = { rows: [], total: 0, sizes: [0] };
    for (const filter of [{ keyId: KEYS[0]!.publicId }, { keyId: randomUUID() }, { tenantId: randomUUID() }, { api: "no-such-api" }]) {
      expect(await listAll({ ...QUERY, ...filter }, TENANT)).toEqual(nothing);
    }
    expect(await listAll({ ...QUERY, keyId: KEYS[2]!.publicId }, TENANT)).toEqual(await listAll({ ...QUERY, keyId: KEYS[2]!.publicId }));
    expect(await listAll({ ...QUERY, tenantId: TENANT }, randomUUID())).toEqual(nothing);
  });

  it("readers see what this instance counted: they settle first", async () => {
    const before = settled;
    await listUsage(world, QUERY, null);
    await describeKeyUsage(world, KEYS[0]!.id);
    await listKeySparklines(world, [KEYS[0]!.id]);
    await overviewUsage(world, { span: "24h", api: null });
    for await (const _piece of exportUsage(world, QUERY)) break;
    expect(settled - before).toBe(5);
  });

  const countOf = (deltas: readonly UsageDelta[], outcome?: string) =>
    deltas.filter((delta) => outcome === undefined || delta.outcome === outcome).reduce((sum, { count }) => sum + count, 0);

  it("a key's page adds up", async () => {
    const [key] = KEYS;
    const own = DELTAS.filter(({ caller }) => caller === key!.id);
    const lastUsedAt = new Date(NOW_MS - 1000);
    await world.prisma.key.update({ where: { id: key!.id }, data: { lastUsedAt, lastUsedFrom: "192.0.2.1", lastUsedAgent: "curl/8" } });
    const view = await describeKeyUsage(world, key!.id);
    expect(view).toMatchObject({
      totals: { accepted: countOf(own, "accepted"), limited: countOf(own, "limited"), denied: countOf(own, "denied") },
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      latency: { p50: 0.5, p95: 0.5, p99: 0.5 },
      lastUse: { atMs: NOW_MS - 1000, address: "192.0.2.1", agent: "curl/8" },
    });
    expect(view?.days).toHaveLength(30);
    expect(view?.days.at(-1)?.startMs).toBe(TODAY_MS);
    expect(view?.days.at(-1)?.denied).toBe(
      countOf(
        own.filter(({ minuteMs }) => minuteMs >= TODAY_MS),
        "denied",
      ),
    );
    expect(view?.endpoints.map(({ endpoint }) => endpoint).sort()).toEqual(["/v1/0", "/v1/1"]);
    expect(view?.reasons).toEqual(
      [
        { reason: "missing_permission", count: countOf(own, "denied") },
        { reason: "rate_limited", count: countOf(own, "limited") },
      ].sort((a, b) => b.count - a.count),
    );
    expect(await describeKeyUsage(world, randomUUID())).toBeNull();
  });

  it("sparklines of a page of keys come at once, silent keys included", async () => {
    const silent = randomUUID();
    const lines = await listKeySparklines(world, [KEYS[1]!.id, silent]);
    expect([...lines.keys()]).toEqual([KEYS[1]!.id, silent]);
    expect(lines.get(silent)).toHaveLength(30);
    const own = DELTAS.filter(({ caller }) => caller === KEYS[1]!.id);
    expect(lines.get(KEYS[1]!.id)?.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(countOf(own, "accepted"));
  });

  it("the overview adds up, by API and by endpoint, and ranks as of when it was ranked", async () => {
    expect((await overviewUsage(world, { span: "30d", api: null })).rankedAtMs).toBe(0);
    let elapsed = 0;
    const pace = { pause: async () => true, elapsedMs: () => (elapsed += 1), holder: randomUUID() };
    for (const span of ["24h", "7d", "30d"] as const) expect(await rankUsage(world.pool, span, NOW_MS, pace)).toBe(true);
    const all = await overviewUsage(world, { span: "30d", api: null });
    expect(all.totals).toEqual({
      accepted: countOf(DELTAS, "accepted"),
      limited: countOf(DELTAS, "limited"),
      denied: countOf(DELTAS, "denied"),
    });
    expect(all.rankedAtMs).toBe(NOW_MS);
    const sums = (rows: readonly { accepted: number; limited: number; denied: number }[]) =>
      rows.reduce((sum, { accepted, limited, denied }) => sum + accepted + limited + denied, 0);
    for (const ranking of [all.byApi, all.byKey, all.byTenant, all.byOwner, all.byEndpoint, all.points])
      expect(sums(ranking)).toBe(countOf(DELTAS));
    expect(all.byKey.map(({ id }) => id).sort()).toEqual(["", ...KEYS.map(({ publicId }) => publicId)]);
    expect(all.byTenant.map(({ id, name }) => [id, name]).sort()).toEqual([
      ["", ""],
      [TENANT, "Pied Piper"],
    ]);
    for (const [n, apiId] of APIS.entries()) {
      const own = DELTAS.filter((delta) => delta.apiId === apiId);
      const one = await overviewUsage(world, { span: "7d", api: `api-${n}` });
      expect(sums(one.byKey)).toBe(countOf(own));
      expect(sums(one.points)).toBe(countOf(own));
      expect(one.byApi).toEqual([all.byApi.find(({ id }) => id === `api-${n}`)]);
    }
    const day = await overviewUsage(world, { span: "24h", api: null });
    const since = Date.parse("2026-11-24T13:00:00Z");
    expect(day.points).toHaveLength(24);
    expect(sums(day.points)).toBe(countOf(DELTAS.filter(({ minuteMs }) => minuteMs >= since)));
    expect(sums(day.byKey)).toBe(sums(day.points));
    expect((await overviewUsage(world, { span: "24h", api: "no-such-api" })).totals).toEqual({ accepted: 0, limited: 0, denied: 0 });
  });

  it("a spike of refusals stands out, with its reason", async () => {
    const minuteMs = TODAY_MS - 20 * UNIT_MS.day;
    const spike = deltaOf({
      minuteMs,
      apiId: APIS[0],
      caller: KEYS[1]!.id,
      outcome: "denied",
      reason: "expired",
      status: 4,
      count: 90_000,
      units: 0,
    });
    await foldUsage(world.pool, [spike]);
    const { spikes } = await overviewUsage(world, { span: "30d", api: null });
    expect(spikes[0]).toEqual({ startMs: minuteMs, refused: 90_000, usual: 0, reason: "expired" });
  });

  it("notes are told newest first, and of one key, API or tenant alone", async () => {
    await world.prisma.usageEvent.createMany({
      data: KEYS.map((key, n) => ({
        id: randomUUID(),
        kind: "new_range",
        keyId: key.id,
        apiId: key.apiId,
        tenantId: key.tenantId,
        at: new Date(NOW_MS + n),
        day: new Date(TODAY_MS),
        facts: { range: `192.0.${n}.0/24` },
      })),
    });
    const notes = await listUsageNotes(world);
    expect(notes.map(({ publicId }) => publicId)).toEqual([...KEYS].reverse().map(({ publicId }) => publicId));
    expect(notes[0]).toMatchObject({
      kind: "new_range",
      atMs: NOW_MS + 2,
      keyId: KEYS[2]!.id,
      keyName: "key_0000000003",
      api: "api-1",
      text: "First request from the address range 192.0.2.0/24.",
    });
    const names = async (selection: Parameters<typeof listUsageNotes>[1]) =>
      (await listUsageNotes(world, selection)).map(({ keyId }) => keyId);
    expect(await names({ keyId: KEYS[0]!.id })).toEqual([KEYS[0]!.id]);
    expect(await names({ tenantId: TENANT })).toEqual([KEYS[2]!.id]);
    expect(await names({ api: "api-0" })).toEqual([KEYS[1]!.id]);
    expect(await names({ sinceMs: NOW_MS + 1 })).toEqual([KEYS[2]!.id]);
    expect(await names({ limit: 1 })).toEqual([KEYS[2]!.id]);
    expect((await describeKeyUsage(world, KEYS[0]!.id))?.notes).toHaveLength(1);
  });

  it("retention is changed whole, audited, and refused where other parts rely on more", async () => {
    const before = await readUsageRetention(world);
    expect(before).toEqual({ minuteHours: 48, hourDays: 90, dayDays: 1095, decisionsOfKey: 200 });
    const wanted = { minuteHours: 72, hourDays: 120, dayDays: 400, decisionsOfKey: 50 };
    expect(await changeUsageRetention(world, "member:x", wanted)).toEqual({ kind: "done", value: wanted });
    expect(await changeUsageRetention(world, "member:x", wanted)).toMatchObject({ kind: "unchanged" });
    expect(await readUsageRetention(world)).toEqual(wanted);
    for (const wrong of [
      { minuteHours: 24 },
      { hourDays: 31 },
      { dayDays: 0 },
      { decisionsOfKey: 201 },
      { minuteHours: 48.5 },
      { more: 1 },
    ]) {
      expect(await changeUsageRetention(world, "member:x", { ...wanted, ...wrong })).toMatchObject({
        kind: "refused",
        problems: [{ field: Object.keys(wrong)[0] }],
      });
    }
    const entries = await world.prisma.auditEntry.findMany({ where: { action: "usage.retention" } });
    expect(entries.map(({ details }) => details)).toEqual([
      {
        minuteHours: { from: 48, to: 72 },
        hourDays: { from: 90, to: 120 },
        dayDays: { from: 1095, to: 400 },
        decisionsOfKey: { from: 200, to: 50 },
      },
    ]);
    for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report.broken).toBeNull();
  });
});
