// The audit as the vendor's clients meet it, over real databases: entries added, found, read by number, and none of another tenant.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rangeOf } from "@/lib/core/audit/entry-number";
import type { Json } from "@/lib/core/http";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { keyOf, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const FIRST = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const START_MS = Date.parse("2026-11-25T12:00:00Z");

type Log = { id: number; insertInstant: number; insertUser: string; message: string; tenantId?: string; data?: Json };

describe.each(Object.entries(TEST_DATABASES))("audit API on %s", (_name, open) => {
  let world: TestWorld;
  let nowMs = START_MS;
  beforeAll(async () => {
    world = { ...(await open()), nowMs: () => nowMs };
    for (const id of [FIRST, SECOND]) await world.prisma.tenant.create({ data: { id, name: id } });
    for (const [chain, action, target] of [
      ["instance", "tenant.create", `tenant:${FIRST}`],
      [FIRST, "user.create", "user:1"],
      [SECOND, "user.create", "user:2"],
    ] as const) {
      nowMs += 1000;
      await changing(world, "member:1", async (change) => {
        change.record(chain, action, target, { name: action });
        return done(null);
      });
    }
  });
  afterAll(() => world?.close());

  const add = (auditLog: Json, sent: Sent = {}) => send(world, "POST", "/api/system/audit-log", { ...sent, body: { auditLog } });
  const find = async (search: Json, sent: Sent = {}) => {
    const answer = await send(world, "POST", "/api/system/audit-log/search", { ...sent, body: { search } });
    expect(answer.status).toBe(200);
    return answer.body as { auditLogs: Log[]; total: number };
  };
  const get = (id: number | string, sent?: Sent) => send(world, "GET", `/api/system/audit-log/${id}`, sent);

  it("shows what was done here, newest first, numbers that lead back to each, and details without a secret", async () => {
    const { auditLogs, total } = await find({});
    expect(total).toBe(3);
    expect(auditLogs.map(({ message, tenantId }) => [message, tenantId])).toEqual([
      ["user.create user:2", SECOND],
      ["user.create user:1", FIRST],
      [`tenant.create tenant:${FIRST}`, undefined],
    ]);
    expect(auditLogs[2]).toEqual({
      id: 1,
      insertInstant: START_MS + 1000,
      insertUser: "member:1",
      message: `tenant.create tenant:${FIRST}`,
      data: { name: "tenant.create" },
    });
    for (const log of auditLogs) expect(await get(log.id)).toMatchObject({ status: 200, body: { auditLog: log } });
  });

  it.each<[Json, string[]]>([
    [{ user: "MEMBER:1", message: "user.*:2" }, ["user.create user:2"]],
    [{ message: "tenant." }, [`tenant.create tenant:${FIRST}`]],
    [{ message: "%" }, []],
    [{ start: START_MS + 2000, end: START_MS + 3000 }, ["user.create user:1"]],
    [{ tenantId: SECOND }, ["user.create user:2"]],
    [{ tenantId: randomUUID() }, []],
    [{ user: "nobody" }, []],
    [{ orderBy: "insertInstant ASC", numberOfResults: 1 }, [`tenant.create tenant:${FIRST}`]],
    [{ orderBy: "message DESC, insertInstant ASC", numberOfResults: 2 }, ["user.create user:2", "user.create user:1"]],
    [{ sortFields: [{ name: "message", order: "asc" }], startRow: 1, numberOfResults: 1 }, ["user.create user:1"]],
  ])("%j finds %j", async (search, messages) => {
    const { auditLogs, total } = await find(search);
    expect(auditLogs.map(({ message }) => message)).toEqual(messages);
    expect(total).toBeGreaterThanOrEqual(messages.length);
  });

  it.each([
    [{ start: "yesterday" }, "start"],
    [{ numberOfResults: 1001 }, "numberOfResults"],
    [{ orderBy: "mac ASC" }, "orderBy"],
    [{ sortFields: [{ name: "mac" }] }, "sortFields.0.name"],
    [{ chain: "instance" }, "chain"],
  ])("%j is a field error", async (search, field) => {
    const answer = await send(world, "POST", "/api/system/audit-log/search", { body: { search: search as Json } });
    expect([answer.status, Object.keys((answer.body as { fieldErrors: object }).fieldErrors)]).toEqual([400, [`search.${field}`]]);
  });

  it("a tenant's key sees its own tenant's entries only; others' are like those that do not exist", async () => {
    const caller = keyOf(FIRST);
    const own = await find({}, { caller });
    expect(own).toMatchObject({ total: 1, auditLogs: [{ tenantId: FIRST }] });
    expect(await find({}, { tenant: FIRST })).toEqual(own);
    expect(await find({ tenantId: SECOND }, { caller })).toEqual(await find({ tenantId: randomUUID() }, { caller }));
    expect(await find({}, { caller, tenant: SECOND })).toEqual({ auditLogs: [], total: 0 });
    for (const { id } of (await find({})).auditLogs.filter(({ tenantId }) => tenantId !== FIRST)) {
      expect(await get(id, { caller })).toEqual(await get(2 ** 40, { caller }));
      expect((await get(id, { caller })).status).toBe(404);
    }
    expect((await get(1, { tenant: randomUUID() })).status).toBe(400);
    for (const odd of ["0", "-1", "x", "1.5", "9".repeat(30)]) expect((await get(odd)).status).toBe(404);
  });

  it("adds an entry in the client's words, beside who really added it", async () => {
    nowMs += 1000;
    const log = { insertUser: "ada@example.com", message: "Approved", reason: "Ticket", data: { n: 1 }, oldValue: { a: 1 }, newValue: "b" };
    const added = await add({ ...log, id: 7, insertInstant: 1 }, { tenant: FIRST });
    expect(added).toMatchObject({ status: 200, body: { auditLog: { ...log, tenantId: FIRST, insertInstant: nowMs } } });
    const { id } = (added.body as { auditLog: Log }).auditLog;
    expect(await get(id, { caller: keyOf(FIRST) })).toMatchObject({ status: 200, body: added.body as object });
    expect(await find({ user: "ada", message: "approv*", reason: "ticket", oldValue: "a", newValue: "b" })).toMatchObject({ total: 1 });
    expect(await world.prisma.auditEntry.findFirstOrThrow({ where: { action: "audit-log.add" } })).toMatchObject({
      actor: "key:key_0000000001",
    });
    for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report).toMatchObject({ broken: null });
  });

  it.each<[Json, string]>([
    [{ message: "x" }, "[blank]auditLog.insertUser"],
    [{ insertUser: "a" }, "[blank]auditLog.message"],
    [{ insertUser: "member:1", message: "x" }, "[invalid]auditLog.insertUser"],
    [{ insertUser: " Key:key_0000000001", message: "x" }, "[invalid]auditLog.insertUser"],
    [{ insertUser: "system", message: "x" }, "[invalid]auditLog.insertUser"],
    [{ insertUser: "a", message: "x", mac: "" }, "[invalid]auditLog.mac"],
    [{ insertUser: "a", message: "x", data: "y".repeat(20_000) }, "[invalid]auditLog.data"],
    [{ insertUser: "a", message: "x", tenantId: randomUUID() }, "[invalid]tenantId"],
  ])("%j is refused with %s", async (auditLog, code) => {
    const before = await world.prisma.auditEntry.count();
    const refused = await add(auditLog);
    expect(refused).toMatchObject({ status: 400 });
    const errors = Object.values((refused.body as { fieldErrors: Record<string, { code: string }[]> }).fieldErrors).flat();
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(await world.prisma.auditEntry.count()).toBe(before);
  });

  it("a tenant's key adds to its own chain and to no other", async () => {
    const caller = keyOf(FIRST);
    const log = { insertUser: "a", message: "mine" };
    expect(await add(log, { caller })).toMatchObject({ status: 200, body: { auditLog: { tenantId: FIRST } } });
    expect(await add({ ...log, tenantId: SECOND }, { caller })).toEqual(await add({ ...log, tenantId: randomUUID() }, { caller }));
    expect((await add(log, { caller, tenant: SECOND })).status).toBe(400);
  });

  it("keeps nothing that stands under a name of a secret", async () => {
    const added = await add({
      insertUser: "a",
      message: "rotated",
      data: { clientSecret: "s3cr3t-one", deep: [{ password: "s3cr3t-two" }] },
      oldValue: { apiKey: "s3cr3t-three" },
      newValue: { privateKey: "s3cr3t-four", kept: 1 },
    });
    expect(added.body).toMatchObject({ auditLog: { data: { deep: [{}] }, oldValue: {}, newValue: { kept: 1 } } });
    const rows = await world.prisma.auditEntry.findMany();
    expect(JSON.stringify(rows.map(({ details }) => details))).not.toContain("s3cr3t");
  });

  it("asks for the tenant where two tenants' entries share a number", async () => {
    const twin = twinOf(FIRST);
    await world.prisma.tenant.create({ data: { id: twin, name: twin } });
    const { id } = ((await add({ insertUser: "a", message: "twin", tenantId: twin })).body as { auditLog: Log }).auditLog;
    const ambiguous = await get(id);
    expect([ambiguous.status, JSON.stringify(ambiguous.body)]).toEqual([400, expect.stringContaining("[TenantIdRequired]")]);
    expect(await get(id, { tenant: twin })).toMatchObject({ status: 200, body: { auditLog: { message: "twin", tenantId: twin } } });
    expect(await get(id, { tenant: FIRST })).toMatchObject({ status: 200, body: { auditLog: { tenantId: FIRST } } });
  });
});

/** Another tenant's id whose numbers stand in the same range: about 8 million tries. */
function twinOf(tenantId: string): string {
  const range = rangeOf(tenantId);
  for (let number = 0; ; number++) {
    const id = `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
    if (rangeOf(id) === range) return id;
  }
}
