// A database confined to a tenant reaches nothing of another one: every operation of every model, outside and inside a transaction.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Prisma } from "@/prisma/generated/client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { TENANT_MODELS, type TenantModel } from "./scope-operation";
import { type TenantDb, tenantDb, tenantsDb, tenantTx } from "./tenant-db";

type Call = (args?: object) => Promise<unknown>;
type Row = Record<string, unknown>;

interface Objects {
  tenantId: string;
  user: string;
  /** A user who is in no group and no application. */
  spare: string;
  group: string;
  application: string;
  registration: string;
  member: string;
  session: string;
  token: string;
}

const OPERATIONS = [
  "findUnique",
  "findUniqueOrThrow",
  "findFirst",
  "findFirstOrThrow",
  "findMany",
  "create",
  "createMany",
  "createManyAndReturn",
  "update",
  "updateMany",
  "updateManyAndReturn",
  "upsert",
  "delete",
  "deleteMany",
  "count",
  "aggregate",
  "groupBy",
] as const;

/** Prisma offers these on every model; PostgreSQL has no use for them. */
const UNCONFINED = ["findRaw", "aggregateRaw"] as const;

const ID_OF: Record<TenantModel, keyof Objects> = {
  User: "user",
  Group: "group",
  GroupMember: "member",
  Application: "application",
  Registration: "registration",
  RefreshSession: "session",
  RefreshToken: "token",
};

/** A new row of each model, in no tenant yet, among the objects of one. */
function newRow(model: TenantModel, among: Objects): Row {
  const id = randomUUID();
  switch (model) {
    case "User":
      return { id, email: `${id}@example.com` };
    case "Group":
    case "Application":
      return { id, name: id };
    case "GroupMember":
      return { id, groupId: among.group, userId: among.spare };
    case "Registration":
      return { id, userId: among.spare, applicationId: among.application };
    case "RefreshSession":
      return { id, userId: among.spare, startedAt: new Date(), lastUsedAt: new Date(), expiresAt: new Date() };
    case "RefreshToken":
      return { id, sessionId: among.session, generation: 2, fingerprint: randomBytes(32), createdAt: new Date() };
    default:
      return model satisfies never;
  }
}

/** A column of each model that can be written again. */
const WRITTEN: Record<TenantModel, Row> = {
  User: { firstName: "changed" },
  Group: { extra: { changed: true } },
  GroupMember: { createdAt: new Date(0) },
  Application: { extra: { changed: true } },
  Registration: { extra: { changed: true } },
  RefreshSession: { endedBy: "changed" },
  RefreshToken: { spentAt: new Date(0) },
};

describe.each(Object.entries(TEST_DATABASES))("tenantDb on %s", (_name, open) => {
  let world: TestWorld;
  let own: Objects;
  let foreign: Objects;

  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.tenant.deleteMany();
    own = await addTenant("own");
    foreign = await addTenant("foreign");
  });

  async function addTenant(name: string): Promise<Objects> {
    const objects: Objects = {
      tenantId: randomUUID(),
      user: randomUUID(),
      spare: randomUUID(),
      group: randomUUID(),
      application: randomUUID(),
      registration: randomUUID(),
      member: randomUUID(),
      session: randomUUID(),
      token: randomUUID(),
    };
    const { tenantId, user, group, application, session } = objects;
    const { prisma } = world;
    await prisma.tenant.create({ data: { id: tenantId, name } });
    await prisma.user.create({ data: { tenantId, id: user, email: "same@example.com" } });
    await prisma.user.create({ data: { tenantId, id: objects.spare, email: "spare@example.com" } });
    await prisma.group.create({ data: { tenantId, id: group, name: "Same" } });
    await prisma.application.create({ data: { tenantId, id: application, name: "Same" } });
    await prisma.registration.create({ data: { tenantId, id: objects.registration, userId: user, applicationId: application } });
    await prisma.groupMember.create({ data: { tenantId, id: objects.member, userId: user, groupId: group } });
    const at = new Date();
    await prisma.refreshSession.create({ data: { tenantId, id: session, userId: user, startedAt: at, lastUsedAt: at, expiresAt: at } });
    await prisma.refreshToken.create({
      data: { tenantId, id: objects.token, sessionId: session, generation: 1, fingerprint: randomBytes(32), createdAt: at },
    });
    return objects;
  }

  /** Everything that the foreign tenant has. */
  async function foreignRows(): Promise<unknown> {
    const where = { tenantId: foreign.tenantId };
    return Promise.all(TENANT_MODELS.map((model) => rawModel(model).findMany!({ where, orderBy: { id: "asc" } })));
  }

  function rawModel(model: TenantModel): Record<string, Call> {
    return modelOf(world.prisma as unknown as TenantDb, model);
  }

  function modelOf(db: TenantDb, model: TenantModel): Record<string, Call> {
    const name = (model.charAt(0).toLowerCase() + model.slice(1)) as keyof TenantDb;
    return db[name] as unknown as Record<string, Call>;
  }

  /** Runs an operation on a client and inside a transaction; both must end alike. */
  const MOUNTS: Record<string, (work: (db: TenantDb) => Promise<unknown>) => Promise<unknown>> = {
    client: (work) => work(tenantDb(world.prisma, own.tenantId)),
    transaction: (work) => world.prisma.$transaction((tx) => work(tenantTx(tx, own.tenantId))),
  };

  it("knows every model with a tenant, and every operation of Prisma", () => {
    const columns = (model: Prisma.ModelName) => Object.values((Prisma as unknown as Record<string, Row>)[`${model}ScalarFieldEnum`]!);
    const owned = Object.values(Prisma.ModelName).filter((model) => columns(model).includes("tenantId"));
    expect(owned.filter((model) => !TOLD_OF_TENANTS.has(model)).sort()).toEqual([...TENANT_MODELS].sort());
    const offered = Object.keys(world.prisma.user).filter((name) => typeof world.prisma.user[name as "count"] === "function");
    expect(offered.sort()).toEqual([...OPERATIONS, ...UNCONFINED].sort());
  });

  describe.each(Object.keys(MOUNTS))("%s", (mount) => {
    const run = (work: (db: TenantDb) => Promise<unknown>) => MOUNTS[mount]!(work);

    describe.each(TENANT_MODELS)("%s", (model) => {
      const foreignId = () => foreign[ID_OF[model]];
      const ownId = () => own[ID_OF[model]];
      const call = (operation: string, args?: object) => run((db) => modelOf(db, model)[operation]!(args));

      it.each(["findUnique", "findFirst"])("%s finds its own and no foreign row, however it is named", async (operation) => {
        expect(await call(operation, { where: { id: ownId() } })).toMatchObject({ id: ownId() });
        expect(await call(operation, { where: { id: foreignId() } })).toBeNull();
        expect(await call(operation, { where: { id: foreignId(), tenantId: foreign.tenantId } })).toBeNull();
        expect(await call(operation, { where: { id: foreignId(), OR: [{ tenantId: foreign.tenantId }, {}] } })).toBeNull();
        expect(await call(operation, { where: { id: foreignId(), AND: { tenantId: foreign.tenantId } } })).toBeNull();
        expect(await call(operation, { where: { id: foreignId(), AND: [{ NOT: { tenantId: own.tenantId } }] } })).toBeNull();
      });

      it.each(["findUniqueOrThrow", "findFirstOrThrow"])("%s throws for a foreign row as for none", async (operation) => {
        expect(await call(operation, { where: { id: ownId() } })).toMatchObject({ id: ownId() });
        await expect(call(operation, { where: { id: foreignId() } })).rejects.toMatchObject({ code: "P2025" });
        await expect(call(operation, { where: { id: randomUUID() } })).rejects.toMatchObject({ code: "P2025" });
      });

      it("findMany, count, aggregate and groupBy see its own rows only", async () => {
        const count = model === "User" ? 2 : 1;
        for (const where of [undefined, {}, { OR: [{ tenantId: foreign.tenantId }, { tenantId: own.tenantId }] }]) {
          const tenantIds = ((await call("findMany", where && { where })) as Row[]).map((row) => row.tenantId);
          expect(tenantIds).toEqual(Array(count).fill(own.tenantId));
          expect(await call("count", where && { where })).toBe(count);
          expect(await call("aggregate", { where, _count: true })).toEqual({ _count: count });
          expect(await call("groupBy", { where, by: ["tenantId"], _count: true })).toEqual([{ tenantId: own.tenantId, _count: count }]);
        }
        expect(await call("findMany", { where: { tenantId: foreign.tenantId } })).toEqual([]);
      });

      it.each(["create", "createMany", "createManyAndReturn", "upsert"])("%s adds the tenant", async (operation) => {
        const row = newRow(model, own);
        await call(operation, operation === "upsert" ? { where: { id: row.id }, create: row, update: {} } : { data: row });
        expect(await rawModel(model).findMany!({ where: { id: row.id } })).toMatchObject([{ tenantId: own.tenantId }]);
      });

      it("nothing is created in another tenant, nor joined to another's rows", async () => {
        const before = await foreignRows();
        const data = { ...newRow(model, own), tenantId: foreign.tenantId };
        for (const [operation, args] of [
          ["create", { data }],
          ["createMany", { data: [data] }],
          ["createManyAndReturn", { data: [data] }],
          ["upsert", { where: { id: randomUUID() }, create: data, update: {} }],
        ] as const) {
          await expect(call(operation, args)).rejects.toThrow("another tenant");
        }
        if (model === "GroupMember" || model === "Registration") {
          await expect(call("create", { data: newRow(model, foreign) })).rejects.toMatchObject({ code: "P2003" });
        }
        expect(await foreignRows()).toEqual(before);
      });

      it("nested writes are refused, whatever they would do", async () => {
        const nested = { tenant: { connect: { id: foreign.tenantId } } };
        for (const [operation, args] of [
          ["create", { data: { ...newRow(model, own), ...nested } }],
          ["createMany", { data: [{ ...newRow(model, own), ...nested }] }],
          ["update", { where: { id: ownId() }, data: nested }],
          ["updateMany", { data: nested }],
          ["upsert", { where: { id: ownId() }, create: newRow(model, own), update: nested }],
          ["upsert", { where: { id: ownId() }, create: { ...newRow(model, own), ...nested }, update: {} }],
          ["create", { data: { ...newRow(model, own), memberships: { create: {} } } }],
        ] as const) {
          await expect(call(operation, args)).rejects.toThrow("nested writes");
        }
      });

      it("update, updateMany and updateManyAndReturn change its own rows only", async () => {
        const before = await foreignRows();
        const data = WRITTEN[model];
        await expect(call("update", { where: { id: foreignId() }, data })).rejects.toMatchObject({ code: "P2025" });
        expect(await call("updateMany", { where: { id: foreignId() }, data })).toEqual({ count: 0 });
        expect(await call("updateManyAndReturn", { where: { id: foreignId() }, data })).toEqual([]);
        expect(await call("updateMany", { data })).toEqual({ count: model === "User" ? 2 : 1 });
        expect(await call("updateManyAndReturn", { where: { id: ownId() }, data })).toMatchObject([{ id: ownId() }]);
        expect(await call("update", { where: { id: ownId() }, data })).toMatchObject({ id: ownId() });
        expect(await foreignRows()).toEqual(before);
      });

      it("rows cannot be moved to another tenant", async () => {
        for (const tenantId of [foreign.tenantId, { set: foreign.tenantId }]) {
          await expect(call("update", { where: { id: ownId() }, data: { tenantId } })).rejects.toThrow("another tenant");
          await expect(call("updateMany", { data: { tenantId } })).rejects.toThrow("another tenant");
          await expect(call("updateManyAndReturn", { data: { tenantId } })).rejects.toThrow("another tenant");
        }
      });

      it("upsert takes a foreign row for none, and never writes it", async () => {
        const before = await foreignRows();
        const create = { ...newRow(model, own), id: foreignId() };
        await expect(call("upsert", { where: { id: foreignId() }, create, update: WRITTEN[model] })).rejects.toMatchObject({
          code: "P2002",
        });
        expect(await call("upsert", { where: { id: ownId() }, create: newRow(model, own), update: WRITTEN[model] })).toMatchObject({
          id: ownId(),
        });
        expect(await foreignRows()).toEqual(before);
      });

      it("delete and deleteMany leave foreign rows alone", async () => {
        const before = await foreignRows();
        await expect(call("delete", { where: { id: foreignId() } })).rejects.toMatchObject({ code: "P2025" });
        expect(await call("deleteMany", { where: { id: foreignId() } })).toEqual({ count: 0 });
        expect(await call("delete", { where: { id: ownId() } })).toMatchObject({ id: ownId() });
        expect(await call("deleteMany")).toEqual({ count: model === "User" ? 1 : 0 });
        expect(await foreignRows()).toEqual(before);
      });

      it("cursors and ways out through the tenant are refused", async () => {
        await expect(call("findMany", { cursor: { id: foreignId() } })).rejects.toThrow("cursor");
        for (const args of [
          { include: { tenant: true } },
          { select: { tenant: { select: { keys: true } } } },
          { where: { tenant: { name: "own" } } },
          { where: { OR: [{ NOT: { tenant: { keys: { some: {} } } } }] } },
          { orderBy: [{ tenant: { name: "asc" } }] },
        ]) {
          await expect(call("findMany", args)).rejects.toThrow("out of reach");
        }
      });
    });

    it.each(UNCONFINED)("%s is refused, as every operation that is not listed", async (operation) => {
      await expect(run((db) => modelOf(db, "User")[operation]!())).rejects.toThrow("cannot be confined");
    });
  });

  it.each(["instance", "member", "api", "key", "keySecret", "tenant", "auditEntry", "auditHead", "setupLink"])(
    "the model %s is out of reach",
    async (model) => {
      const db = tenantDb(world.prisma, own.tenantId) as unknown as Record<string, Record<string, Call>>;
      await expect(db[model]!.findMany!()).rejects.toThrow("out of reach");
      await world.prisma.$transaction(async (tx) => {
        expect((tenantTx(tx, own.tenantId) as unknown as Record<string, unknown>)[model]).toBeUndefined();
      });
    },
  );

  it("raw SQL is out of reach", async () => {
    const db = tenantDb(world.prisma, own.tenantId) as unknown as Record<string, (sql: TemplateStringsArray | string) => Promise<unknown>>;
    await expect(db.$queryRaw!`SELECT 1`).rejects.toThrow("out of reach");
    await expect(db.$executeRaw!`SELECT 1`).rejects.toThrow("out of reach");
    await expect(db.$queryRawUnsafe!("SELECT 1")).rejects.toThrow("out of reach");
    await expect(db.$executeRawUnsafe!("SELECT 1")).rejects.toThrow("out of reach");
  });

  it("the way from a user to its tenant is refused on the fluent path too", async () => {
    const db = tenantDb(world.prisma, own.tenantId);
    await expect(db.user.findUnique({ where: { id: own.user } }).tenant()).rejects.toThrow("out of reach");
    expect(await db.user.findUnique({ where: { id: own.user } }).registrations()).toMatchObject([{ id: own.registration }]);
    expect(await db.user.findUnique({ where: { id: foreign.user } }).registrations()).toBeNull();
  });

  it("several tenants can be read together but not written, and no tenant at all sees nothing", async () => {
    const db = tenantsDb(world.prisma, [own.tenantId, foreign.tenantId]);
    expect(await db.user.count()).toBe(4);
    await expect(db.user.create({ data: { id: randomUUID(), tenantId: own.tenantId } })).rejects.toThrow("exactly one tenant");
    await expect(db.user.updateMany({ data: { firstName: "x" } })).rejects.toThrow("exactly one tenant");
    expect(await tenantsDb(world.prisma, []).user.count()).toBe(0);
  });
});

/**
 * A key may have a tenant but belongs to its API; what is counted tells of tenants and belongs to the instance; a signing key may sign for one;
 * members and invitations reach some, and belong to the instance.
 */
const TOLD_OF_TENANTS: ReadonlySet<string> = new Set([
  "InvitationTenant",
  "Key",
  "MemberTenant",
  "SigningKey",
  "UsageEvent",
  "UsageSeries",
]);
