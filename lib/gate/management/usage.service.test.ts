// GET /api/usage as its clients meet it, over real databases: shapes, refusals in the dialect, tenants.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UNMATCHED } from "@/lib/core/usage/outcome";
import { deltaOf } from "@/lib/ports/usage-store.contract";
import { keyOf, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { foldUsage } from "@/scripts/services/usage-entries";

const NOW_MS = Date.parse("2026-11-25T12:34:56.500Z");
const TODAY_MS = Date.parse("2026-11-25T00:00:00Z");
const API = "11111111-1111-4111-8111-111111111111";
const TENANT = "33333333-3333-4333-8333-333333333333";
const OTHER = "55555555-5555-4555-8555-555555555555";
const KEY = { id: "44444444-4444-4444-8444-444444444444", publicId: "key_0000000044" };

describe.each(Object.entries(TEST_DATABASES))("GET /api/usage on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = { ...(await open()), nowMs: () => NOW_MS };
    await world.prisma.api.create({
      data: { id: API, slug: "payments", name: "Payments", dialect: "standard", plans: { create: [{ name: "default", windows: [] }] } },
    });
    for (const id of [TENANT, OTHER]) await world.prisma.tenant.create({ data: { id, name: id } });
    await world.prisma.key.create({ data: { ...KEY, apiId: API, tenantId: TENANT, planName: "default", name: "ci", createdBy: "test" } });
    const counted = { apiId: API, minuteMs: TODAY_MS, lastAtMs: TODAY_MS + 5, caller: KEY.id, tenantId: TENANT };
    await foldUsage(world.pool, [
      deltaOf({ ...counted, count: 5, bytes: 500 }),
      deltaOf({ ...counted, status: 0, count: 1, bytes: 0, latency: [] }),
      deltaOf({ ...counted, outcome: "denied", reason: "missing_permission", status: 4, count: 2, units: 0, bytes: 0, latency: [] }),
      deltaOf({ ...counted, outcome: "limited", reason: "quota_exceeded", status: 4, count: 3, units: 0, bytes: 0, latency: [] }),
      deltaOf({
        ...counted,
        caller: "",
        tenantId: null,
        endpoint: UNMATCHED,
        outcome: "denied",
        reason: "unknown",
        status: 4,
        units: 0,
        bytes: 0,
        latency: [],
      }),
    ]);
  });
  afterAll(() => world?.close());

  const get = (query: string, sent?: Sent) => send(world, "GET", `/api/usage${query}`, sent);
  const ROW = { start: TODAY_MS, keyId: KEY.publicId, tenantId: TENANT, api: "payments", endpoint: "/v1/models", method: "GET" };
  const TENANT_ROWS = [
    { ...ROW, outcome: "accepted", status: "2xx", count: 5, bytes: 500 },
    { ...ROW, outcome: "accepted", status: "unknown", count: 1, bytes: 0 },
    { ...ROW, outcome: "denied", reason: "missing_permission", status: "4xx", count: 2, bytes: 0 },
    { ...ROW, outcome: "limited", status: "4xx", count: 3, bytes: 0 },
  ];
  const STRANGER = {
    ...ROW,
    keyId: null,
    tenantId: null,
    endpoint: UNMATCHED,
    outcome: "denied",
    reason: "unknown",
    status: "4xx",
    count: 1,
    bytes: 0,
  };

  it("tells sums by day with their total, the caller of each or null", async () => {
    const { status, body } = await get("");
    expect(status).toBe(200);
    expect(body).toEqual({ usage: expect.arrayContaining([...TENANT_ROWS, STRANGER]), total: 12 });
    expect((body as { usage: unknown[] }).usage).toHaveLength(5);
  });

  it.each([
    [`?keyId=${KEY.publicId}`, 11],
    [`?keyId=${KEY.id.toUpperCase()}`, 11],
    [`?tenantId=${TENANT}&unit=hour`, 11],
    ["?api=payments&unit=minute", 12],
    [`?start=${TODAY_MS}&end=${TODAY_MS + 1}`, 12],
    ["?start=2026-11-25T00:00:00Z&end=null&cursor=", 12],
    [`?start=${TODAY_MS + 60_000}`, 0],
    [`?end=${TODAY_MS}`, 0],
    [`?keyId=${randomUUID()}`, 0],
    ["?keyId=key_9999999999", 0],
    [`?tenantId=${OTHER}`, 0],
    ["?api=unheard-of", 0],
  ])("%s comes to %i", async (query, total) => {
    expect(await get(query)).toMatchObject({ status: 200, body: { total } });
  });

  it("a tenant's key sees its tenant's usage, whatever it asks for", async () => {
    const rows = { usage: expect.arrayContaining(TENANT_ROWS), total: 11 };
    for (const query of ["", `?tenantId=${TENANT}`, `?keyId=${KEY.id}`]) {
      expect(await get(query, { caller: keyOf(TENANT) })).toMatchObject({ status: 200, body: rows });
    }
    expect(await get("", { tenant: TENANT })).toMatchObject({ status: 200, body: rows });
    const nothing = { usage: [], total: 0 };
    for (const [query, sent] of [
      ["", { caller: keyOf(OTHER) }],
      [`?keyId=${KEY.id}`, { caller: keyOf(OTHER) }],
      [`?tenantId=${TENANT}`, { caller: keyOf(OTHER) }],
      ["", { caller: keyOf(TENANT), tenant: OTHER }],
      [`?tenantId=${TENANT}`, { tenant: OTHER }],
    ] as const) {
      expect(await get(query, sent)).toMatchObject({ status: 200, body: nothing });
    }
    expect(await get("", { tenant: randomUUID() })).toMatchObject({ status: 400 });
  });

  it.each(["start=soon", "end=soon", "unit=week", "cursor=nowhere", "keyId=x", "tenantId=x"])("%s is a field error", async (query) => {
    const field = query.slice(0, query.indexOf("="));
    expect(await get(`?${query}`)).toMatchObject({
      status: 400,
      body: { fieldErrors: { [field]: [{ code: `[invalid]${field}`, message: expect.any(String) }] } },
    });
  });
});
