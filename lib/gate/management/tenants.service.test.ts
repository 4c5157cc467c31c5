// Tenants over the management API: replaced, patched, searched, and deleted with all that they own.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { listKeyAudit } from "@/lib/manage/keys/list-key-audit";
import { randomPublicId } from "@/lib/manage/random-id";
import { signingKeyFor } from "@/lib/manage/tokens/signing-keys";
import { keyOf, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const FIRST = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";

describe.each(Object.entries(TEST_DATABASES))("tenants of the management API on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.signingKey.deleteMany();
    await world.prisma.keySecret.deleteMany();
    await world.prisma.key.deleteMany();
    await world.prisma.tenant.deleteMany();
    await world.prisma.tenant.createMany({
      data: [
        { id: FIRST, name: "Default" },
        { id: SECOND, name: "Pied Piper", issuer: "piper.test", extra: { data: { kept: true } } },
      ],
    });
    world.announced.length = 0;
  });

  const call = (method: string, target: string, sent?: Sent) => send(world, method, target, sent);
  const write = (method: string, tenant: Json, id = SECOND) => call(method, `/api/tenant/${id}`, { body: { tenant } });

  it("PUT replaces what is the caller's to set, PATCH only what it names, and null removes", async () => {
    const patched = await write("PATCH", { logoutURL: "/bye", data: { more: [null], kept: null } });
    expect(patched).toMatchObject({
      status: 200,
      body: { tenant: { id: SECOND, name: "Pied Piper", issuer: "piper.test", logoutURL: "/bye" } },
    });
    expect((patched.body as { tenant: { data: unknown } }).tenant.data).toEqual({ more: [null] });
    const { body } = await write("PUT", { name: "Hooli", id: FIRST, insertInstant: 1 });
    expect(body).toEqual({
      tenant: {
        id: SECOND,
        name: "Hooli",
        issuer: "acme.com",
        insertInstant: (patched.body as { tenant: { insertInstant: number } }).tenant.insertInstant,
        lastUpdateInstant: expect.any(Number),
      },
    });
    expect(await call("GET", `/api/tenant/${SECOND}`)).toMatchObject({ body });
  });

  it("what was read can be sent back, which changes nothing and is not audited", async () => {
    const before = await world.prisma.auditEntry.count();
    const { body } = await call("GET", `/api/tenant/${SECOND}`);
    for (const method of ["PUT", "PATCH"]) {
      expect(await call(method, `/api/tenant/${SECOND}`, { body: body as Json })).toMatchObject({ status: 200, body });
    }
    expect(await write("PATCH", {})).toMatchObject({ status: 200, body });
    expect(await world.prisma.auditEntry.count()).toBe(before);
    expect(world.announced).toEqual([]);
  });

  it.each([
    ["PUT", { issuer: "x" }, "tenant.name", "blank"],
    ["PUT", { name: "Default" }, "tenant.name", "duplicate"],
    ["PUT", { name: "A", owner: "me" }, "tenant.owner", "invalid"],
    ["PATCH", { name: null }, "tenant.name", "blank"],
    ["PATCH", { owner: null }, "tenant.owner", "invalid"],
    ["PATCH", { jwtConfiguration: { timeToLiveInSeconds: 0 } }, "tenant.jwtConfiguration.timeToLiveInSeconds", "invalid"],
    ["PATCH", { jwtConfiguration: { timeToLiveInSeconds: "60" } }, "tenant.jwtConfiguration.timeToLiveInSeconds", "invalid"],
    [
      "PATCH",
      { jwtConfiguration: { refreshTokenTimeToLiveInMinutes: 1.5 } },
      "tenant.jwtConfiguration.refreshTokenTimeToLiveInMinutes",
      "invalid",
    ],
    ["PATCH", { jwtConfiguration: { refreshTokenUsagePolicy: "Twice" } }, "tenant.jwtConfiguration.refreshTokenUsagePolicy", "invalid"],
    ["PATCH", { jwtConfiguration: { tokenProfile: "saml" } }, "tenant.jwtConfiguration.tokenProfile", "invalid"],
    ["PATCH", { jwtConfiguration: { secret: "x" } }, "tenant.jwtConfiguration.secret", "invalid"],
    ["PATCH", { jwtConfiguration: [] }, "tenant.jwtConfiguration", "invalid"],
  ] as const)("%s with %j is refused at %s: %s", async (method, tenant, field, code) => {
    const refused = await write(method, tenant);
    expect([refused.status, refused.body]).toEqual([
      400,
      { fieldErrors: { [field]: [{ code: `[${code}]${field}`, message: expect.any(String) }] } },
    ]);
    expect(await call("GET", `/api/tenant/${SECOND}`)).toMatchObject({ body: { tenant: { name: "Pied Piper", issuer: "piper.test" } } });
  });

  it("a signing key can be chosen where it is the tenant's own or nobody's; any other is answered like one that does not exist", async () => {
    const [own, shared, foreign] = await Promise.all([SECOND, null, FIRST].map((tenantId) => makeSigningKey(tenantId)));
    const choose = (accessTokenKeyId: string | undefined) =>
      write("PATCH", { jwtConfiguration: { accessTokenKeyId: accessTokenKeyId ?? null, tokenProfile: "rfc9068" } });
    for (const id of [own, shared]) {
      expect(await choose(id?.toUpperCase())).toMatchObject({ status: 200 });
      expect(world.announced.at(-1)?.catalogue).toBe(true);
    }
    const absent = await choose(randomUUID());
    expect(absent).toMatchObject({ status: 400, body: { fieldErrors: { "tenant.jwtConfiguration.accessTokenKeyId": [{}] } } });
    expect(await choose(foreign)).toEqual(absent);
    await world.prisma.signingKey.update({ where: { id: own ?? "" }, data: { retiresAt: new Date() } });
    expect(await choose(own)).toEqual(absent);
  });

  it("a copy takes over what is left out, but not the choice of a key that signs for its source alone", async () => {
    const accessTokenKeyId = await makeSigningKey(SECOND);
    await write("PATCH", { jwtConfiguration: { accessTokenKeyId, timeToLiveInSeconds: 60 } });
    const made = await call("POST", "/api/tenant", { body: { tenant: { name: "Copy" }, sourceTenantId: SECOND } });
    expect(made).toMatchObject({ status: 200, body: { tenant: { issuer: "piper.test", data: { kept: true } } } });
    expect((made.body as { tenant: { jwtConfiguration: unknown } }).tenant.jwtConfiguration).toEqual({ timeToLiveInSeconds: 60 });
  });

  it("a search finds by name, in pages and in the order that is asked for", async () => {
    const search = async (fields: Record<string, Json>, sent: Sent = {}) => {
      const { body } = await call("POST", "/api/tenant/search", { ...sent, body: { search: fields } });
      const { tenants, total } = body as { tenants: { name: string }[]; total: number };
      return [tenants.map(({ name }) => name), total];
    };
    await world.prisma.tenant.create({ data: { id: randomUUID(), name: "Piper 100%" } });
    expect(await search({})).toEqual([["Default", "Pied Piper", "Piper 100%"], 3]);
    expect(await search({ name: "PIPER" })).toEqual([["Pied Piper", "Piper 100%"], 2]);
    expect(await search({ name: "p*p*r", orderBy: "name DESC" })).toEqual([["Piper 100%", "Pied Piper"], 2]);
    expect(await search({ name: "0%" })).toEqual([["Piper 100%"], 1]);
    expect(await search({ sortFields: [{ name: "name", order: "desc" }], numberOfResults: 1, startRow: 1 })).toEqual([["Pied Piper"], 3]);
    expect(await search({}, { caller: keyOf(SECOND) })).toEqual([["Pied Piper"], 1]);
    expect(await search({}, { tenant: FIRST })).toEqual([["Default"], 1]);
    expect(await search({}, { caller: keyOf(SECOND), tenant: FIRST })).toEqual([[], 0]);
    expect(await call("POST", "/api/tenant/search", { body: { search: { orderBy: "password ASC" } } })).toMatchObject({
      status: 400,
      body: { fieldErrors: { "search.orderBy": [{ code: "[invalid]search.orderBy" }] } },
    });
  });

  it("with a tenant goes all that it owns; its keys are revoked, its tokens count no more, its audit stays", async () => {
    const keyIds = [await makeKey(SECOND), await makeKey(SECOND, new Date(1000)), await makeKey(FIRST)] as const;
    await makeSigningKey(SECOND);
    await call("POST", "/api/user", { tenant: SECOND, body: { user: { email: "ada@example.com" } } });
    const gone = await call("DELETE", `/api/tenant/${SECOND}`);
    expect([gone.status, gone.body, gone.headers["content-type"]]).toEqual([200, null, undefined]);
    const { prisma } = world;
    expect(await Promise.all([prisma.user.count(), prisma.signingKey.count(), prisma.tenant.count()])).toEqual([0, 0, 1]);
    const keys = await Promise.all(keyIds.map((id) => prisma.key.findUniqueOrThrow({ where: { id } })));
    expect(keys.map(({ tenantId, revokedAt }) => [tenantId, revokedAt === null])).toEqual([
      [null, false],
      [null, false],
      [FIRST, true],
    ]);
    expect(keys[1]?.revokedAt).toEqual(new Date(1000));
    expect(world.announced.at(-1)).toMatchObject({ catalogue: true, revocations: [{ kind: "tenant", subject: SECOND }] });
    expect(world.announced.at(-1)?.keys).toHaveLength(2);
    expect(await prisma.tokenRevocation.findFirst({ where: { kind: "tenant", subject: SECOND } })).not.toBeNull();
    const chain = await prisma.auditEntry.findMany({ where: { chain: SECOND, target: `key:${keyIds[0]}` } });
    expect(chain).toMatchObject([{ action: "key.revoke", details: { tenantId: SECOND } }]);
    const { entries } = await listKeyAudit(world, { id: keyIds[1], tenantId: null });
    expect(entries).toMatchObject([{ action: "key.detach", details: { tenantId: SECOND } }]);
    for await (const report of verifyAudit(prisma, world.auditMac)) expect(report.broken).toBeNull();
  });

  it("deleting the second tenant brings the one-tenant rules back; the last one stays", async () => {
    const user = () => ({ body: { user: { email: `${randomUUID()}@example.com` } } });
    expect((await call("POST", "/api/user", user())).status).toBe(400);
    expect(await call("DELETE", `/api/tenant/${SECOND}?async=true`)).toMatchObject({ status: 202, body: null });
    expect((await call("POST", "/api/user", user())).status).toBe(200);
    expect(await call("DELETE", `/api/tenant/${FIRST}`)).toMatchObject({
      status: 400,
      body: { generalErrors: [{ code: "[LastTenant]" }] },
    });
    expect(await call("DELETE", `/api/tenant/${SECOND}`)).toMatchObject({ status: 404, body: null });
  });

  it("of two tenants that are deleted at once one stays", async () => {
    const answers = await Promise.all([FIRST, SECOND].map((id) => call("DELETE", `/api/tenant/${id}`, { body: { async: false } })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expect(await world.prisma.tenant.count()).toBe(1);
  });

  it("what is added to a tenant while it is deleted goes with it, or is refused like what is added to none", async () => {
    const add = () => call("POST", "/api/user", { caller: keyOf(SECOND), body: { user: { email: `${randomUUID()}@example.com` } } });
    const [gone, ...added] = await Promise.all([call("DELETE", `/api/tenant/${SECOND}`), ...Array.from({ length: 8 }, add)]);
    expect(gone?.status).toBe(200);
    for (const answer of added) {
      if (answer.status !== 200) expect(answer).toMatchObject({ status: 400, body: { fieldErrors: { tenantId: [{}] } } });
    }
    expect(await add()).toMatchObject({ status: 400, body: { fieldErrors: { tenantId: [{ code: "[invalid]tenantId" }] } } });
    expect(await world.prisma.user.count()).toBe(0);
  });

  it("a tenant with more users and keys than one transaction takes goes in pieces, each audited", async () => {
    await addUsers(2500);
    await makeKeys(300);
    expect((await call("DELETE", `/api/tenant/${SECOND}`)).status).toBe(200);
    expect([await world.prisma.user.count(), await world.prisma.key.count({ where: { revokedAt: null } })]).toEqual([0, 0]);
    const pieces = await world.prisma.auditEntry.findMany({
      where: { chain: SECOND, action: "tenant.empty" },
      orderBy: { sequence: "asc" },
    });
    expect(pieces.map(({ details }) => details)).toEqual([
      { keys: 100, users: 0 },
      { keys: 100, users: 0 },
      { keys: 100, users: 0 },
      { keys: 0, users: 1000 },
      { keys: 0, users: 1000 },
    ]);
  });

  async function addUsers(count: number): Promise<void> {
    await world.pool.query(
      `INSERT INTO "User" ("tenantId", "id", "email", "updatedAt") SELECT $1, gen_random_uuid(), 'u' || n || '@example.com', now() FROM generate_series(1, $2) AS n`,
      [SECOND, count],
    );
  }

  async function makeSigningKey(tenantId: string | null): Promise<string> {
    const { kid } = await signingKeyFor(world, { tenantId, signingKeyId: null });
    return (await world.prisma.signingKey.findUniqueOrThrow({ where: { kid } })).id;
  }

  async function keyData(tenantId: string, revokedAt: Date | null = null) {
    const api =
      (await world.prisma.api.findFirst()) ??
      (await world.prisma.api.create({
        data: {
          id: randomUUID(),
          slug: "api",
          name: "API",
          dialect: "standard",
          hosts: [],
          plans: { create: { name: "default", windows: [] } },
        },
      }));
    return {
      id: randomUUID(),
      publicId: randomPublicId(world.randomBytes),
      apiId: api.id,
      planName: "default",
      tenantId,
      name: "key",
      createdBy: "test",
      revokedAt,
    };
  }

  async function makeKey(tenantId: string, revokedAt: Date | null = null): Promise<string> {
    const data = await keyData(tenantId, revokedAt);
    const fingerprint = new Uint8Array(world.randomBytes(32));
    const secret = { id: randomUUID(), apiId: data.apiId, fingerprint, origin: "minted", preview: "" };
    await world.prisma.key.create({ data: { ...data, secrets: { create: secret } } });
    return data.id;
  }

  async function makeKeys(count: number): Promise<void> {
    const first = await keyData(SECOND);
    const rows = Array.from({ length: count }, () => ({ ...first, id: randomUUID(), publicId: randomPublicId(world.randomBytes) }));
    await world.prisma.key.createMany({ data: rows });
  }
});
