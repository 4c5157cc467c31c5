// What was changed is in the audit, and what was done to the audit shows.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { changing } from "@/lib/manage/changing";
import { createGroup } from "@/lib/manage/groups/create-group";
import { done, refused } from "@/lib/manage/outcome";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { createUser } from "@/lib/manage/users/create-user";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { type ChainReport, verifyAudit } from "./verify-audit";

describe.each(Object.entries(TEST_DATABASES))("audit chain on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
    // What is done to the audit below takes the rights of the database's owner; the triggers stop everybody else.
    await world.prisma.$executeRaw`ALTER TABLE "AuditEntry" DISABLE TRIGGER USER`;
    await world.prisma.$executeRaw`ALTER TABLE "AuditHead" DISABLE TRIGGER USER`;
  });
  afterAll(() => world?.close());
  beforeEach(() => world.prisma.$executeRaw`TRUNCATE "AuditEntry", "AuditHead", "Tenant" CASCADE`);

  async function reports(): Promise<ChainReport[]> {
    const all: ChainReport[] = [];
    for await (const report of verifyAudit(world.prisma, world.auditMac)) all.push(report);
    return all;
  }

  async function only(): Promise<ChainReport> {
    const [report, ...others] = await reports();
    expect(others).toEqual([]);
    return report!;
  }

  async function addTenants(count: number): Promise<void> {
    for (let index = 1; index <= count; index++) await createTenant(world, "command-line", { name: `tenant ${index}` });
  }

  it("holds after changes, with every field of every row in it", async () => {
    await addTenants(3);
    const report = await only();
    expect(report).toMatchObject({ chain: INSTANCE_CHAIN, verified: 3n, broken: null });
    const entries = await world.prisma.auditEntry.findMany({ orderBy: { sequence: "asc" } });
    expect(entries.map(({ sequence, actor, action }) => [sequence, actor, action])).toEqual([
      [1n, "command-line", "tenant.create"],
      [2n, "command-line", "tenant.create"],
      [3n, "command-line", "tenant.create"],
    ]);
    expect(entries[1]!.details).toEqual({ name: "tenant 2", issuer: "acme.com" });
  });

  it.each([
    ["at", `"at" = "at" + interval '1 millisecond'`],
    ["actor", `"actor" = 'member:nobody'`],
    ["action", `"action" = 'tenant.delete'`],
    ["target", `"target" = 'tenant:another'`],
    ["details", `"details" = '{"name": "tenant 2", "issuer": "acme.org"}'`],
    ["mac", `"mac" = decode('00', 'hex')`],
  ])("names the first row whose %s was edited", async (_column, edit) => {
    await addTenants(4);
    await world.prisma.$executeRawUnsafe(`UPDATE "AuditEntry" SET ${edit} WHERE "sequence" IN (2, 4)`);
    expect(await only()).toMatchObject({ verified: 1n, broken: { sequence: 2n, flaw: "changed" } });
  });

  it("names the gap where a row was deleted", async () => {
    await addTenants(4);
    await world.prisma.auditEntry.deleteMany({ where: { sequence: 3n } });
    expect(await only()).toMatchObject({ verified: 2n, broken: { sequence: 3n, flaw: "missing" } });
  });

  it("names the first of two rows that changed places", async () => {
    await addTenants(4);
    await world.prisma.$executeRaw`UPDATE "AuditEntry" SET "sequence" = 99 WHERE "sequence" = 2`;
    await world.prisma.$executeRaw`UPDATE "AuditEntry" SET "sequence" = 2 WHERE "sequence" = 3`;
    await world.prisma.$executeRaw`UPDATE "AuditEntry" SET "sequence" = 3 WHERE "sequence" = 99`;
    expect(await only()).toMatchObject({ verified: 1n, broken: { sequence: 2n, flaw: "reordered" } });
  });

  it("names the first row that was cut off at the end", async () => {
    await addTenants(4);
    await world.prisma.auditEntry.deleteMany({ where: { sequence: { gte: 3n } } });
    expect(await only()).toMatchObject({ verified: 2n, broken: { sequence: 3n, flaw: "truncated" } });
  });

  it("names the first row when all rows are gone", async () => {
    await addTenants(2);
    await world.prisma.auditEntry.deleteMany();
    expect(await only()).toMatchObject({ verified: 0n, broken: { sequence: 1n, flaw: "truncated" } });
  });

  it("names rows beyond the head, and all of them when the head is gone", async () => {
    await addTenants(3);
    await world.prisma.auditHead.updateMany({ data: { count: 2n } });
    expect(await only()).toMatchObject({ verified: 2n, broken: { sequence: 3n, flaw: "unheaded" } });
    await world.prisma.auditHead.deleteMany();
    expect(await only()).toMatchObject({ verified: 0n, broken: { sequence: 1n, flaw: "unheaded" } });
  });

  it("notices another hash in the head", async () => {
    await addTenants(2);
    await world.prisma.auditHead.updateMany({ data: { mac: new Uint8Array(32) } });
    expect(await only()).toMatchObject({ verified: 2n, broken: { sequence: 2n, flaw: "head_changed" } });
  });

  it("cannot be forged without the key", async () => {
    await addTenants(2);
    const other = world.auditMac(new Uint8Array(32), new Uint8Array());
    const forged: ChainReport[] = [];
    for await (const report of verifyAudit(world.prisma, () => other)) forged.push(report);
    expect(forged).toMatchObject([{ verified: 0n, broken: { sequence: 1n, flaw: "changed" } }]);
  });

  it("keeps a chain for each tenant beside the instance's", async () => {
    const tenant = await createTenant(world, "command-line", { name: "one" });
    const tenantId = tenant.kind === "done" ? tenant.value.id : "";
    await createUser(world, "key:key_0000000001", tenantId, { email: "a@example.com" });
    await createGroup(world, "key:key_0000000001", tenantId, { name: "Admin" });
    const found = await reports();
    expect(found.map(({ chain, verified, broken }) => ({ chain, verified, broken }))).toEqual(
      expect.arrayContaining([
        { chain: tenantId, verified: 2n, broken: null },
        { chain: INSTANCE_CHAIN, verified: 1n, broken: null },
      ]),
    );
    expect(found).toHaveLength(2);
  });

  it("stays whole under 20 changes at once", async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) => createTenant(world, "command-line", { name: `at once ${index}` })),
    );
    expect(made.map((outcome) => outcome.kind)).toEqual(Array(20).fill("done"));
    expect(await only()).toMatchObject({ verified: 20n, broken: null });
  });

  it("verifies while others append", async () => {
    await addTenants(2);
    const writing = Promise.all(Array.from({ length: 10 }, (_, index) => createTenant(world, "system", { name: `meanwhile ${index}` })));
    for (let round = 0; round < 5; round++) expect((await only()).broken).toBeNull();
    await writing;
    expect(await only()).toMatchObject({ verified: 12n, broken: null });
  });

  it("is appended to within what the triggers allow", async () => {
    await world.prisma.$executeRaw`ALTER TABLE "AuditEntry" ENABLE TRIGGER USER`;
    await world.prisma.$executeRaw`ALTER TABLE "AuditHead" ENABLE TRIGGER USER`;
    try {
      await addTenants(2);
      await expect(world.prisma.auditEntry.deleteMany()).rejects.toThrow("append-only");
    } finally {
      await world.prisma.$executeRaw`ALTER TABLE "AuditEntry" DISABLE TRIGGER USER`;
      await world.prisma.$executeRaw`ALTER TABLE "AuditHead" DISABLE TRIGGER USER`;
    }
    expect(await only()).toMatchObject({ verified: 2n, broken: null });
  });

  it("undoes a change whose audit row cannot be written", async () => {
    world.announced.length = 0;
    const failing = { ...world, auditMac: () => new Uint8Array(-1) };
    await expect(createTenant(failing, "command-line", { name: "unaudited" })).rejects.toThrow(RangeError);
    await world.prisma.$executeRaw`ALTER TABLE "AuditEntry" ADD CONSTRAINT "full" CHECK ("sequence" < 1)`;
    try {
      await expect(createTenant(world, "command-line", { name: "unaudited" })).rejects.toThrow();
    } finally {
      await world.prisma.$executeRaw`ALTER TABLE "AuditEntry" DROP CONSTRAINT "full"`;
    }
    expect(await world.prisma.tenant.count()).toBe(0);
    expect(await reports()).toEqual([]);
    expect(world.announced).toEqual([]);
  });

  it("undoes a change that recorded nothing, and one that was refused after it wrote", async () => {
    const id = "11111111-1111-1111-1111-111111111111";
    await expect(
      changing(world, "system", async ({ tx }) => done(await tx.tenant.create({ data: { id, name: "silent" } }))),
    ).rejects.toThrow("recorded nothing");
    const outcome = await changing(world, "system", async ({ tx, record }) => {
      await tx.tenant.create({ data: { id, name: "refused" } });
      record(INSTANCE_CHAIN, "tenant.create", `tenant:${id}`);
      return refused({ field: "name", code: "invalid", message: "No." });
    });
    expect(outcome).toEqual({ kind: "refused", problems: [{ field: "name", code: "invalid", message: "No." }] });
    expect(await world.prisma.tenant.count()).toBe(0);
    expect(await reports()).toEqual([]);
  });

  it("reads long chains in pieces and still names the row", async () => {
    await changing(world, "system", async ({ record }) => {
      for (let index = 1; index <= 1203; index++)
        record(INSTANCE_CHAIN, "test.fill", `row:${index}`, { nested: { b: index, a: [index / 7] } });
      return done(null);
    });
    expect(await only()).toMatchObject({ verified: 1203n, broken: null });
    await world.prisma.auditEntry.updateMany({ where: { sequence: 1100n }, data: { actor: "someone" } });
    expect(await only()).toMatchObject({ verified: 1099n, broken: { sequence: 1100n, flaw: "changed" } });
  });
});
