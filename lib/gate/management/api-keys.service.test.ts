// Keys that make keys, over real databases: what a manager can make, touch and see, and that nothing it makes is wider than itself.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "@/lib/core/decision";
import type { Json } from "@/lib/core/http";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import type { Prisma } from "@/prisma/generated/client";
import { keyOf, type Received, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const API = "11111111-1111-4111-8111-111111111111";
const OTHER_API = "22222222-2222-4222-8222-222222222222";
const FIRST = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const MEMBER = "member:aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
const DAY_MS = 86_400_000;

type Fields = Partial<Prisma.KeyUncheckedCreateInput>;
type Shown = { id: string; key?: string; tenantId?: string; permissions: { endpoints: Json }; expirationInstant?: number };

describe.each(Object.entries(TEST_DATABASES))("API keys on %s", (_name, open) => {
  let world: TestWorld;
  let counter = 0;
  beforeAll(async () => {
    world = await open();
    for (const [id, slug, dialect] of [
      [API, "management", "fusionauth"],
      [OTHER_API, "payments", "standard"],
    ] as const) {
      const plans = {
        create: [
          { name: "default", windows: [] },
          { name: "small", windows: [{ limit: 5, seconds: 60 }] },
        ],
      };
      await world.prisma.api.create({ data: { id, slug, name: slug, dialect, plans } });
    }
    for (const id of [FIRST, SECOND]) await world.prisma.tenant.create({ data: { id, name: id } });
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.key.deleteMany();
    world.announced.length = 0;
  });

  /** A key in the database, and the caller that it proves to be. */
  async function addKey(fields: Fields = {}): Promise<Caller> {
    counter++;
    const publicId = `key_${String(counter).padStart(10, "0")}`;
    const data = { id: randomUUID(), publicId, apiId: API, planName: "default", name: "manager", permissions: ["*"], createdBy: MEMBER };
    const row = await world.prisma.key.create({ data: { ...data, keyManager: true, ...fields } });
    return { ...keyOf(""), id: row.id, publicId, subject: publicId, tenantId: row.tenantId, keyManager: row.keyManager };
  }

  const call = (method: string, target: string, sent?: Sent) => send(world, method, target, sent);
  const make = (caller: Caller, apiKey: Json, beside: Record<string, Json> = {}, id = "") =>
    call("POST", `/api/api-key${id === "" ? "" : `/${id}`}`, { caller, body: { apiKey, ...beside } });
  const shown = ({ body }: Received) => (body as { apiKey: Shown }).apiKey;
  const codesOf = ({ body }: Received) =>
    Object.values((body as { fieldErrors: Record<string, { code: string }[]> }).fieldErrors).flatMap((errors) =>
      errors.map(({ code }) => code),
    );
  const rowOf = (id: string) => world.prisma.key.findUniqueOrThrow({ where: { id }, include: { secrets: true } });

  describe("making", () => {
    it("gives a key whose secret is shown once and works for the management API", async () => {
      const caller = await addKey();
      const id = randomUUID();
      const attributes = { description: "Nightly job", team: "billing" };
      const endpoints = { "/api/user": ["GET", "HEAD", "post"] };
      const expirationInstant = Date.now() + DAY_MS;
      const body = { name: " Export ", permissions: { endpoints }, metaData: { attributes }, expirationInstant };
      const made = await make(caller, body, {}, id.toUpperCase());
      expect([made.status, made.headers["cache-control"]]).toEqual([200, "no-store"]);
      const { key = "", ...rest } = shown(made);
      expect(rest).toEqual({
        id,
        name: "Export",
        keyManager: false,
        permissions: { endpoints: { "/api/user": ["GET", "POST"] } },
        metaData: { attributes },
        expirationInstant,
        insertInstant: expect.any(Number),
        lastUpdateInstant: expect.any(Number),
      });
      expect(key).toMatch(/^[\w-]{43}$/);
      const row = await rowOf(id);
      expect(row).toMatchObject({
        apiId: API,
        planName: "default",
        keyManager: false,
        createdBy: MEMBER,
        tenantId: null,
        description: "Nightly job",
      });
      expect(Buffer.from(row.secrets[0]!.fingerprint).toString("hex")).toBe(world.hasher.fingerprint(API, key));
      const got = await call("GET", `/api/api-key/${id}`, { caller });
      expect([got.status, got.body]).toEqual([200, { apiKey: rest }]);
      expect((await call("GET", `/api/api-key/${row.publicId}`, { caller })).body).toEqual(got.body);
      const audited = await world.prisma.auditEntry.findFirstOrThrow({ where: { target: `key:${id}` } });
      expect(audited).toMatchObject({
        actor: `key:${caller.publicId}`,
        action: "key.create",
        details: { madeWith: caller.publicId, secret: "minted" },
      });
      expect(JSON.stringify([audited.details, got])).not.toContain(key);
      expect(world.announced.at(-1)?.keys).toEqual([{ apiId: API, fingerprint: world.hasher.fingerprint(API, key) }]);
    });

    it.each([
      ["a secret of one's choice", { key: "super-secret-key" }, null],
      ["a short secret", { key: "short" }, "[invalid]apiKey.key"],
      ["a secret with a comma", { key: "super,secret,key" }, "[invalid]apiKey.key"],
      ["the flag", { keyManager: true }, "[invalid]apiKey.keyManager"],
      ["a flag that is not set", { keyManager: false }, null],
      ["an unknown tenant", { tenantId: randomUUID() }, "[invalid]apiKey.tenantId"],
      ["a tenant", { tenantId: FIRST }, null],
      ["an undocumented name", { plan: "default" }, "[invalid]apiKey.plan"],
      ["a name of ours", { publicId: "key_0000000001" }, "[invalid]apiKey.publicId"],
      ["a name that every object has", { constructor: "x" }, "[invalid]apiKey.constructor"],
      ["an undocumented inner name", { permissions: { everything: true } }, "[invalid]apiKey.permissions.everything"],
      ["a path that is no path", { permissions: { endpoints: { "api/user": ["GET"] } } }, "[invalid]apiKey.permissions.endpoints.api/user"],
      ["no methods", { permissions: { endpoints: { "/api/user": [] } } }, "[invalid]apiKey.permissions.endpoints./api/user"],
      ["an odd method", { permissions: { endpoints: { "/api/user": ["TRACE"] } } }, "[invalid]apiKey.permissions.endpoints./api/user.0"],
      ["a past expiry", { expirationInstant: 1 }, "[invalid]apiKey.expirationInstant"],
      ["an expiry that is no instant", { expirationInstant: "soon" }, "[invalid]apiKey.expirationInstant"],
      ["an expiry beyond all dates", { expirationInstant: 8.64e15 }, "[invalid]apiKey.expirationInstant"],
      ["an attribute that is no text", { metaData: { attributes: { n: 1 } } }, "[invalid]apiKey.metaData.attributes.n"],
      ["a blank name", { name: "  " }, "[blank]apiKey.name"],
      [
        "fields of a view",
        { id: randomUUID(), insertInstant: 1, lastUpdateInstant: 2, ipAccessControlListId: randomUUID(), retrievable: true },
        null,
      ],
    ] as const)("with %s", async (_case, apiKey, code) => {
      const made = await make(await addKey(), apiKey as Json);
      expect(made.status).toBe(code === null ? 200 : 400);
      if (code !== null) expect(codesOf(made)).toEqual([code]);
      expect(await world.prisma.key.count()).toBe(code === null ? 2 : 1);
    });

    it("copies a key, and what is asked for beside it", async () => {
      const caller = await addKey();
      const source = await addKey({
        keyManager: false,
        name: "Source",
        description: "words",
        metadata: { team: "a", depth: { kept: true } },
        endpoints: { "/api/group": ["GET"] },
        ipAllowList: ["10.0.0.0/8"],
        tenantId: FIRST,
      });
      const copy = shown(await make(caller, { name: "Copy" }, { sourceKeyId: source.id }));
      expect(copy).toMatchObject({ name: "Copy", tenantId: FIRST, permissions: { endpoints: { "/api/group": ["GET"] } } });
      expect(await rowOf(copy.id)).toMatchObject({
        description: "words",
        metadata: { team: "a", depth: { kept: true } },
        ipAllowList: ["10.0.0.0/8"],
      });
      const other = shown(await make(caller, { permissions: { endpoints: { "/api/user": ["GET"] } } }, { sourceKeyId: source.publicId! }));
      expect(other).toMatchObject({ name: "Source", permissions: { endpoints: { "/api/user": ["GET"] } } });
      const payments = await addKey({ apiId: OTHER_API });
      for (const sourceKeyId of [randomUUID(), payments.id, "nothing", 7]) {
        expect(codesOf(await make(caller, {}, { sourceKeyId }))).toEqual(["[invalid]sourceKeyId"]);
      }
    });

    it("refuses a secret that another key has, says so in the audit, and slows down who tries many", async () => {
      const caller = await addKey();
      expect((await make(caller, { key: "taken-secret-value" })).status).toBe(200);
      const again = await make(caller, { key: "taken-secret-value" });
      expect(codesOf(again)).toEqual(["[duplicate]apiKey.key"]);
      expect(await world.prisma.auditEntry.count({ where: { action: "key.create.refused", actor: `key:${caller.publicId}` } })).toBe(1);
      for (let attempt = 0; attempt < 18; attempt++) expect((await make(caller, { key: `given-secret-${attempt}` })).status).toBe(200);
      const refused = await make(caller, { key: "one-more-secret" });
      expect([codesOf(refused), JSON.stringify(refused)]).toEqual([["[invalid]apiKey.key"], expect.stringContaining("Too many")]);
      expect((await make(caller, {})).status).toBe(200);
      expect((await make(await addKey(), { key: "one-more-secret" })).status).toBe(200);
    });
  });

  describe("a key that is no manager", () => {
    it.each([
      ["POST", "/api/api-key"],
      ["POST", "/api/api-key/{id}"],
      ["GET", "/api/api-key/{id}"],
      ["PUT", "/api/api-key/{id}"],
      ["PATCH", "/api/api-key/{id}"],
      ["DELETE", "/api/api-key/{id}"],
    ])("%s %s is an endpoint that it may not call", async (method, target) => {
      const manager = await addKey();
      for (const caller of [await addKey({ keyManager: false }), { ...manager, kind: "token" as const }]) {
        for (const sent of [{ apiKey: { name: "x" } }, "no JSON"]) {
          const answer = await call(method, target.replace("{id}", manager.id), { caller, body: sent });
          expect([answer.status, answer.body]).toEqual([401, null]);
        }
      }
    });

    it("is one that was a manager a moment ago", async () => {
      for (const state of [{ keyManager: false }, { revokedAt: new Date() }, { pausedAt: new Date() }, { expiresAt: new Date(1) }]) {
        const caller = { ...(await addKey(state)), keyManager: true };
        const child = await addKey({ keyManager: false });
        expect((await make(caller, {})).status).toBe(401);
        for (const method of ["GET", "PUT", "DELETE"]) {
          expect((await call(method, `/api/api-key/${child.id}`, { caller, body: { apiKey: {} } })).status).toBe(401);
        }
        expect((await rowOf(child.id)).revokedAt).toBeNull();
      }
    });
  });

  describe("a manager that is confined", () => {
    const LIMITED = { endpoints: { "/api/user": ["GET"], "/api/api-key": ["GET", "POST", "PUT", "PATCH", "DELETE"] } };

    it.each<[string, Fields, Json, string]>([
      ["every endpoint", LIMITED, {}, "permissions.endpoints"],
      ["every endpoint in so many words", LIMITED, { permissions: { endpoints: {} } }, "permissions.endpoints"],
      ["another endpoint", LIMITED, { permissions: { endpoints: { "/api/group": ["GET"] } } }, "permissions.endpoints"],
      ["another method", LIMITED, { permissions: { endpoints: { "/api/user": ["GET", "POST"] } } }, "permissions.endpoints"],
      ["the longer path", LIMITED, { permissions: { endpoints: { "/api/user/search": ["GET"] } } }, "permissions.endpoints"],
      ["a later end", { expiresAt: new Date(Date.now() + DAY_MS) }, { expirationInstant: Date.now() + 2 * DAY_MS }, "expirationInstant"],
    ])("makes no key with %s", async (_case, fields, apiKey, field) => {
      const refused = await make(await addKey(fields), apiKey);
      expect([refused.status, codesOf(refused)]).toEqual([400, [`[invalid]apiKey.${field}`]]);
      expect(await world.prisma.key.count()).toBe(1);
    });

    it("hands on its end, its addresses, its plan, its permissions and its account", async () => {
      const expiresAt = new Date(Date.now() + DAY_MS);
      const caller = await addKey({ expiresAt, ipAllowList: ["10.0.0.0/8"], planName: "small", permissions: ["read"] });
      const child = shown(await make(caller, {}));
      expect(child.expirationInstant).toBe(expiresAt.getTime());
      expect(await rowOf(child.id)).toMatchObject({
        ipAllowList: ["10.0.0.0/8"],
        planName: "small",
        permissions: ["read"],
        createdBy: MEMBER,
      });
    });

    it("copies no key that is wider", async () => {
      const caller = await addKey({ ipAllowList: ["10.0.0.0/8"], expiresAt: new Date(Date.now() + DAY_MS), permissions: ["read"] });
      for (const wider of [{ ipAllowList: [] }, { permissions: ["*"], ipAllowList: ["10.0.0.1"] }]) {
        const source = await addKey({ keyManager: false, permissions: ["read"], ...wider });
        const refused = await make(caller, { expirationInstant: Date.now() + 1000 }, { sourceKeyId: source.id });
        expect(codesOf(refused)).toEqual(["[invalid]sourceKeyId"]);
      }
    });

    it.each<[string, Fields, Fields]>([
      ["more endpoints", LIMITED, { endpoints: {} }],
      ["another end", { expiresAt: new Date(Date.now() + DAY_MS) }, { expiresAt: null }],
      ["more addresses", { ipAllowList: ["10.0.0.0/8"] }, { ipAllowList: [] }],
      ["more permissions", { permissions: ["read"] }, { permissions: ["*"] }],
      ["a wider plan", { planName: "small" }, { planName: "default" }],
    ])("neither sees nor touches a key with %s: 401", async (_case, own, wider) => {
      const caller = await addKey(own);
      const key = await addKey({ ...own, ...wider, keyManager: false });
      const before = await rowOf(key.id);
      for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
        const answer = await call(method, `/api/api-key/${key.id}`, { caller, body: { apiKey: { name: "mine" } } });
        expect([method, answer.status, answer.body]).toEqual([method, 401, null]);
      }
      expect(await rowOf(key.id)).toEqual(before);
    });

    it("makes nothing of another tenant, and sees nothing of it: as if it did not exist", async () => {
      const caller = await addKey({ tenantId: FIRST });
      const child = shown(await make(caller, {}));
      expect(child.tenantId).toBe(FIRST);
      expect(await make(caller, { tenantId: SECOND })).toEqual(await make(caller, { tenantId: randomUUID() }));
      for (const foreign of [
        await addKey({ tenantId: SECOND }),
        await addKey({ tenantId: null }),
        await addKey({ apiId: OTHER_API, tenantId: FIRST }),
      ]) {
        for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
          const ask = (id: string) => call(method, `/api/api-key/${id}`, { caller, body: { apiKey: { name: "mine" } } });
          expect(await ask(foreign.id)).toEqual(await ask(randomUUID()));
          expect((await ask(foreign.id)).status).toBe(404);
        }
        expect(await make(caller, {}, { sourceKeyId: foreign.id })).toEqual(await make(caller, {}, { sourceKeyId: randomUUID() }));
      }
      expect((await call("GET", `/api/api-key/${child.id}`, { caller, tenant: SECOND })).status).toBe(404);
      expect((await call("POST", "/api/api-key", { caller, tenant: SECOND, body: { apiKey: {} } })).status).toBe(400);
    });

    it("the header confines a key of all tenants in the same way", async () => {
      const caller = await addKey();
      const made = await call("POST", "/api/api-key", { caller, tenant: FIRST, body: { apiKey: {} } });
      expect(shown(made).tenantId).toBe(FIRST);
      expect((await call("GET", `/api/api-key/${shown(made).id}`, { caller, tenant: SECOND })).status).toBe(404);
      expect((await call("GET", `/api/api-key/${shown(made).id}`, { caller })).status).toBe(200);
      expect((await call("POST", "/api/api-key", { caller, tenant: FIRST, body: { apiKey: { tenantId: SECOND } } })).status).toBe(400);
      expect((await call("POST", "/api/api-key", { caller, tenant: randomUUID(), body: { apiKey: {} } })).status).toBe(400);
    });
  });

  describe("changing", () => {
    it("PUT replaces, PATCH merges, and both leave alone what is not theirs", async () => {
      const caller = await addKey();
      const metadata = { team: "a", depth: { kept: true } };
      const { id } = await addKey({
        keyManager: false,
        name: "Old",
        description: "words",
        metadata,
        endpoints: { "/api/user": ["GET"] },
        tenantId: FIRST,
      });
      const got = shown(await call("GET", `/api/api-key/${id}`, { caller })) as unknown as Record<string, Json>;
      const same = await call("PUT", `/api/api-key/${id}`, { caller, body: { apiKey: got } });
      expect(shown(same)).toEqual(got);
      const patched = await call("PATCH", `/api/api-key/${id}`, {
        caller,
        body: { apiKey: { name: "New", metaData: { attributes: { team: null, place: "b" } }, id: randomUUID(), insertInstant: 1 } },
      });
      expect(shown(patched)).toMatchObject({
        ...got,
        name: "New",
        metaData: { attributes: { description: "words", place: "b" } },
        lastUpdateInstant: expect.any(Number),
      });
      const replaced = await call("PUT", `/api/api-key/${id}`, { caller, body: { apiKey: { name: "Whole" } } });
      expect(shown(replaced)).toMatchObject({
        id,
        name: "Whole",
        tenantId: FIRST,
        permissions: { endpoints: {} },
        metaData: { attributes: {} },
      });
      expect(await rowOf(id)).toMatchObject({ metadata: { depth: { kept: true } }, description: "", keyManager: false });
      const audited = await world.prisma.auditEntry.findMany({ where: { target: `key:${id}`, action: "key.update" } });
      expect(audited.map(({ chain, actor }) => [chain, actor])).toEqual([
        [FIRST, `key:${caller.publicId}`],
        [FIRST, `key:${caller.publicId}`],
      ]);
    });

    it.each([
      [{ keyManager: true }, "[invalid]apiKey.keyManager"],
      [{ tenantId: SECOND }, "[invalid]apiKey.tenantId"],
      [{ tenantId: randomUUID() }, "[invalid]apiKey.tenantId"],
      [{ expirationInstant: 5 }, "[invalid]apiKey.expirationInstant"],
      [{ permissions: { endpoints: { "/api/user": ["POST"] } } }, "[invalid]apiKey.permissions.endpoints"],
      [{ permissions: null }, "[invalid]apiKey.permissions.endpoints"],
      [{ passwordHash: null }, "[invalid]apiKey.passwordHash"],
    ])("%j is refused with %s, and changes nothing", async (apiKey, code) => {
      const LIMITED = { endpoints: { "/api/user": ["GET"] } };
      const caller = await addKey(LIMITED);
      const { id } = await addKey({ ...LIMITED, keyManager: false, tenantId: FIRST });
      const before = await rowOf(id);
      const refused = await call("PATCH", `/api/api-key/${id}`, { caller, body: { apiKey: apiKey as Json } });
      expect([refused.status, codesOf(refused)]).toEqual([400, [code]]);
      expect(await rowOf(id)).toEqual(before);
    });

    it("ends the key's tokens where it can do less or more than before, and not where it is renamed", async () => {
      const caller = await addKey();
      const { id } = await addKey({ keyManager: false });
      const change = (apiKey: Json) => call("PATCH", `/api/api-key/${id}`, { caller, body: { apiKey } });
      const revoked = () => world.prisma.tokenRevocation.count({ where: { kind: "key", subject: id } });
      await change({ name: "Renamed" });
      expect(await revoked()).toBe(0);
      await change({ permissions: { endpoints: { "/api/user": ["GET"] } } });
      expect(await revoked()).toBe(1);
      expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "key", subject: id }]);
    });

    it("a manager can narrow itself, and never widen itself again", async () => {
      const caller = await addKey({ tenantId: FIRST });
      const target = `/api/api-key/${caller.id}`;
      const narrow = { name: "me", permissions: { endpoints: { "/api/api-key": ["PUT"] } }, keyManager: true, tenantId: FIRST };
      expect((await call("PUT", target, { caller, body: { apiKey: narrow } })).status).toBe(200);
      expect((await call("PUT", target, { caller, body: { apiKey: { ...narrow, permissions: {} } } })).status).toBe(400);
      expect((await call("DELETE", target, { caller })).status).toBe(200);
      expect((await call("GET", target, { caller })).status).toBe(401);
    });
  });

  it("DELETE revokes the key and its tokens: the row stays, and is gone for this API", async () => {
    const caller = await addKey();
    const { id } = await addKey({ keyManager: false });
    const deleted = await call("DELETE", `/api/api-key/${id}`, { caller });
    expect([deleted.status, deleted.body, deleted.headers["content-type"]]).toEqual([200, null, undefined]);
    expect((await rowOf(id)).revokedAt).not.toBeNull();
    expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "key", subject: id }]);
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      expect((await call(method, `/api/api-key/${id}`, { caller, body: { apiKey: {} } })).status).toBe(404);
    }
    expect(codesOf(await make(caller, {}, {}, id))).toEqual(["[duplicate]apiKeyId"]);
  });

  it("two managers that change each other at once wait for each other", async () => {
    const [one, other] = [await addKey(), await addKey()];
    const pairs = [
      [one, other],
      [other, one],
      [one, one],
      [other, other],
    ] as const;
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, index) => pairs[index % 4]!).map(([caller, key], index) =>
        call("PATCH", `/api/api-key/${key.id}`, { caller, body: { apiKey: { name: `n${index}` } } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it("what was made, changed and revoked here leaves chains that hold", async () => {
    for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report).toMatchObject({ broken: null });
  });
});
