// Applications over the management API: with an OAuth client whose secret only answers show, and with roles that their holders follow.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { signingKeyFor } from "@/lib/manage/tokens/signing-keys";
import { keyOf, type Received, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const TENANT = "30663132-6464-6665-3032-326466613934";

interface Shown {
  readonly id: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly oauthConfiguration: { readonly clientId: string; readonly clientSecret: string };
}

const shown = (answer: Received): Shown => (answer.body as { application: Shown }).application;

describe.each(Object.entries(TEST_DATABASES))("applications of the management API on %s", (_name, open) => {
  let world: TestWorld;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.tenant.deleteMany();
    await world.prisma.tenant.create({ data: { id: TENANT, name: "Default" } });
    world.announced.length = 0;
  });

  const call = (method: string, target: string, sent?: Sent) => send(world, method, target, sent);
  const create = async (application: Json = { name: "Shop", roles: [{ name: "buyer" }, { name: "clerk" }] }) => {
    const answer = await call("POST", "/api/application", { body: { application } });
    expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
    return shown(answer);
  };
  const write = (method: string, id: string, application: Json) => call(method, `/api/application/${id}`, { body: { application } });

  it("gets an OAuth client: its own id and a new secret, unless they are given", async () => {
    const made = await create();
    expect(made.oauthConfiguration).toEqual({ clientId: made.id, clientSecret: expect.stringMatching(/^[\w-]{43}$/) });
    const given = await create({ name: "Given", oauthConfiguration: { clientId: "hooli", clientSecret: "given secret" } });
    expect(given.oauthConfiguration).toEqual({ clientId: "hooli", clientSecret: "given secret" });
    expect(shown(await call("GET", `/api/application/${given.id}`))).toEqual(given);
  });

  it("the secret is in no audit row and in no column as it is", async () => {
    const { id, oauthConfiguration } = await create();
    await write("PATCH", id, { oauthConfiguration: { clientSecret: "another secret" } });
    await call("DELETE", `/api/application/${id}`);
    const everything = [await world.prisma.application.findMany(), await world.prisma.auditEntry.findMany()];
    const text = JSON.stringify(everything, (_key, value) => (typeof value === "bigint" ? String(value) : value));
    const stored = Buffer.concat((await world.prisma.application.findMany()).map((row) => Buffer.from(row.sealedClientSecret ?? [])));
    for (const secret of ["another secret", oauthConfiguration.clientSecret]) {
      expect(text).not.toContain(secret);
      expect(stored.includes(secret)).toBe(false);
    }
  });

  it("PUT keeps client and roles that it does not speak of; PATCH with null makes another secret", async () => {
    const made = await create({ name: "Shop", roles: [{ name: "buyer" }], data: { a: 1 }, oauthConfiguration: { clientId: "shop" } });
    const put = await write("PUT", made.id, { name: "Store", tenantId: randomUUID(), active: false });
    expect(put).toMatchObject({ status: 200, body: { application: { name: "Store", active: true, state: "Active", tenantId: TENANT } } });
    expect(shown(put)).toMatchObject({ roles: made.roles, oauthConfiguration: made.oauthConfiguration });
    expect(shown(put)).not.toHaveProperty("data");
    const patched = shown(await write("PATCH", made.id, { oauthConfiguration: { clientSecret: null, debug: true } }));
    expect(patched.oauthConfiguration).toMatchObject({ clientId: "shop", debug: true });
    expect(patched.oauthConfiguration.clientSecret).not.toBe(made.oauthConfiguration.clientSecret);
    expect(shown(await write("PATCH", made.id, { roles: null })).roles).toEqual([]);
  });

  it("what was read can be sent back, which changes nothing and is not audited", async () => {
    const { id } = await create();
    const before = await world.prisma.auditEntry.count();
    const { body } = await call("GET", `/api/application/${id}`);
    for (const method of ["PUT", "PATCH"]) {
      expect(await call(method, `/api/application/${id}`, { body: body as Json })).toMatchObject({ status: 200, body });
    }
    expect(await world.prisma.auditEntry.count()).toBe(before);
  });

  it.each([
    ["PUT", {}, "application.name", "blank"],
    ["PATCH", { name: " " }, "application.name", "blank"],
    ["PATCH", { owner: 1 }, "application.owner", "invalid"],
    ["PATCH", { name: "Taken" }, "application.name", "duplicate"],
    ["PATCH", { roles: [{ name: "a" }, { name: "a" }] }, "application.roles", "duplicate"],
    ["PATCH", { roles: [{ name: "a", power: 9 }] }, "application.roles.0.power", "invalid"],
    ["PATCH", { loginConfiguration: { requireAuthentication: "no" } }, "application.loginConfiguration.requireAuthentication", "invalid"],
    ["PATCH", { loginConfiguration: { other: true } }, "application.loginConfiguration.other", "invalid"],
    ["PATCH", { oauthConfiguration: { clientSecret: "" } }, "application.oauthConfiguration.clientSecret", "blank"],
    ["PATCH", { oauthConfiguration: { secret: "x" } }, "application.oauthConfiguration.secret", "invalid"],
    ["PATCH", { jwtConfiguration: { timeToLiveInSeconds: 2_592_001 } }, "application.jwtConfiguration.timeToLiveInSeconds", "invalid"],
    ["PATCH", { jwtConfiguration: { accessTokenKeyId: randomUUID() } }, "application.jwtConfiguration.accessTokenKeyId", "invalid"],
  ] as const)("%s with %j is refused at %s: %s", async (method, application, field, code) => {
    const { id } = await create();
    await create({ name: "Taken" });
    const refused = await write(method, id, application as Json);
    const problem = { code: `[${code}]${field}`, message: expect.any(String) };
    expect([refused.status, refused.body]).toEqual([400, { fieldErrors: { [field]: [problem] } }]);
    expect(await call("GET", `/api/application/${id}`)).toMatchObject({ body: { application: { name: "Shop" } } });
  });

  it("a signing key of its tenant can be chosen", async () => {
    const { id } = await create();
    const { kid } = await signingKeyFor(world, { tenantId: TENANT, signingKeyId: null });
    const { id: accessTokenKeyId } = await world.prisma.signingKey.findUniqueOrThrow({ where: { kid } });
    const jwtConfiguration = { enabled: true, accessTokenKeyId, tokenProfile: "fusion-ai" };
    expect(await write("PATCH", id, { jwtConfiguration })).toMatchObject({ status: 200, body: { application: { jwtConfiguration } } });
  });

  it("a copy takes over settings and roles under other ids, and another client", async () => {
    const source = await create({ name: "Shop", roles: [{ name: "buyer" }], data: { a: 1 }, oauthConfiguration: { debug: true } });
    const made = await call("POST", "/api/application", { body: { application: { name: "Copy" }, sourceApplicationId: source.id } });
    expect(made).toMatchObject({ status: 200, body: { application: { name: "Copy", data: { a: 1 }, roles: [{ name: "buyer" }] } } });
    const copy = shown(made);
    expect(copy.roles[0]?.id).not.toBe(source.roles[0]?.id);
    expect(copy.oauthConfiguration).toMatchObject({ debug: true, clientId: copy.id });
    expect(copy.oauthConfiguration.clientSecret).not.toBe(source.oauthConfiguration.clientSecret);
  });

  it("out of use and into use again: its sessions end and its tokens count no more", async () => {
    const { id } = await create();
    const sessionId = await addSession(id);
    expect(await call("DELETE", `/api/application/${id}`)).toMatchObject({ status: 200, body: null });
    expect(await call("DELETE", `/api/application/${id}`)).toMatchObject({ status: 200, body: null });
    expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "application", subject: id }]);
    expect((await world.prisma.refreshSession.findUniqueOrThrow({ where: { id: sessionId } })).endedAt).not.toBeNull();
    expect((await call("GET", "/api/application")).body).toEqual({ applications: [] });
    expect((await call("GET", "/api/application?inactive=true")).body).toMatchObject({
      applications: [{ id, active: false, state: "Inactive" }],
    });
    const again = await call("PUT", `/api/application/${id}?reactivate=true`, { headers: [["Content-Type", "text/plain"]] });
    expect(again).toMatchObject({ status: 200, body: { application: { id, active: true } } });
    expect((await call("GET", "/api/application?inactive=null")).body).toMatchObject({ applications: [{ id }] });
  });

  it("deleted for good, it is gone with its registrations, in pieces where there are many", async () => {
    const { id } = await create();
    await addHolders(id, 2500);
    const sessionId = await addSession(id);
    expect(await call("DELETE", `/api/application/${id}?hardDelete=true`)).toMatchObject({ status: 200, body: null });
    expect(await call("GET", `/api/application/${id}`)).toMatchObject({ status: 404, body: null });
    expect(await world.prisma.registration.count()).toBe(0);
    expect((await world.prisma.refreshSession.findUniqueOrThrow({ where: { id: sessionId } })).endedAt).not.toBeNull();
    const actions = await world.prisma.auditEntry.findMany({ where: { target: `application:${id}` }, orderBy: { sequence: "asc" } });
    expect(actions.map(({ action }) => action)).toEqual(
      ["create", "deactivate", "empty", "delete"].map((action) => `application.${action}`),
    );
  });

  it("a search finds by name and state, in pages and in the order that is asked for", async () => {
    for (const name of ["Alpha", "Beta", "Alphabet"]) await create({ name });
    const search = async (fields: Record<string, Json>, sent: Sent = {}) => {
      const { body } = await call("POST", "/api/application/search", { ...sent, body: { search: fields } });
      const { applications, total } = body as { applications: { name: string }[]; total: number };
      return [applications.map(({ name }) => name), total];
    };
    expect(await search({})).toEqual([["Alpha", "Alphabet", "Beta"], 3]);
    expect(await search({ name: "alpha", orderBy: "name desc" })).toEqual([["Alphabet", "Alpha"], 2]);
    expect(await search({ numberOfResults: 1, startRow: 2, sortFields: [{ name: "name", order: "asc" }] })).toEqual([["Beta"], 3]);
    expect(await search({ state: "Inactive" })).toEqual([[], 0]);
    expect(await search({ universal: true })).toEqual([[], 0]);
    expect(await search({ tenantId: TENANT, state: "Active" })).toEqual([["Alpha", "Alphabet", "Beta"], 3]);
    expect(await search({ tenantId: randomUUID() })).toEqual([[], 0]);
    expect(await search({}, { caller: keyOf(TENANT) })).toEqual([["Alpha", "Alphabet", "Beta"], 3]);
  });

  describe("roles", () => {
    it("are added, replaced, patched and removed one by one, and whoever holds them follows", async () => {
      const { id, roles } = await create();
      await addHolders(id, 2);
      const roleIds = roles.map((role) => role.id);
      await world.prisma.group.create({ data: { id: randomUUID(), tenantId: TENANT, name: "Staff", roleIds } });
      const path = `/api/application/${id}/role`;
      const roleId = randomUUID();
      const added = await call("POST", `${path}/${roleId}`, { body: { role: { name: "owner", isSuperRole: true } } });
      expect(added).toMatchObject({ status: 200, body: { role: { id: roleId, name: "owner", isDefault: false, isSuperRole: true } } });
      const buyer = `${path}/${roles[0]?.id}`;
      expect(await call("PUT", buyer, { body: { role: { name: "customer", description: "Buys" } } })).toMatchObject({ status: 200 });
      expect(await holders()).toEqual([
        ["customer", "clerk"],
        ["customer", "clerk"],
      ]);
      const patched = await call("PATCH", buyer, { body: { role: { description: null, isDefault: true } } });
      expect(patched).toMatchObject({ status: 200, body: { role: { id: roles[0]?.id, name: "customer", isDefault: true } } });
      expect((patched.body as { role: object }).role).not.toHaveProperty("description");
      expect(await call("DELETE", `${path}?name=customer`)).toMatchObject({ status: 200, body: null });
      expect(world.announced.at(-1)?.revocations).toMatchObject([{ kind: "application", subject: id }]);
      expect(await world.prisma.group.findMany()).toMatchObject([{ roleIds: [roles[1]?.id] }]);
      expect(await call("DELETE", `${path}/${roles[1]?.id}`)).toMatchObject({ status: 200, body: null });
      expect(await holders()).toEqual([[], []]);
      expect(await call("DELETE", `${path}?name=customer`)).toMatchObject({ status: 404, body: null });
      expect((await call("DELETE", path)).status).toBe(400);
    });

    it("in a list of new ones those that are known by id are renamed, and those left out are taken away", async () => {
      const { id, roles } = await create();
      await addHolders(id, 1);
      await write("PATCH", id, { roles: [{ id: roles[1]?.id ?? "", name: "buyer" }] });
      expect(await holders()).toEqual([["buyer"]]);
    });

    it("names and ids are taken once", async () => {
      const { id, roles } = await create();
      const path = `/api/application/${id}/role`;
      const taken = (field: string) => ({ status: 400, body: { fieldErrors: { [field]: [{ code: `[duplicate]${field}` }] } } });
      expect(await call("POST", path, { body: { role: { name: "buyer" } } })).toMatchObject(taken("role.name"));
      expect(await call("POST", `${path}/${roles[0]?.id}`, { body: { role: { name: "new" } } })).toMatchObject(taken("roleId"));
      expect(await call("PATCH", `${path}/${roles[0]?.id}`, { body: { role: { name: "clerk" } } })).toMatchObject(taken("role.name"));
    });

    it("that are added at the same time are all there", async () => {
      const { id } = await create();
      const names = Array.from({ length: 8 }, (_, index) => `role ${index}`);
      await Promise.all(names.map((name) => call("POST", `/api/application/${id}/role`, { body: { role: { name } } })));
      const { roles } = shown(await call("GET", `/api/application/${id}`));
      expect(roles.map(({ name }) => name).sort()).toEqual(["buyer", "clerk", ...names].sort());
    });

    it("that are removed while users are registered with them are held by nobody afterwards, and the losers of the race are told", async () => {
      for (let round = 0; round < 5; round += 1) {
        const made = await create({ name: `Race ${round}`, roles: [{ name: "buyer" }] });
        const register = (index: number) =>
          call("POST", "/api/user/registration", {
            body: { user: { username: `${round}-${index}` }, registration: { applicationId: made.id, roles: ["buyer"] } },
          });
        const [removal, ...registrations] = await Promise.all([
          call("DELETE", `/api/application/${made.id}/role/${made.roles[0]?.id}`),
          ...Array.from({ length: 6 }, (_, index) => register(index)),
        ]);
        expect(removal?.status).toBe(200);
        for (const { status } of registrations) expect([200, 400]).toContain(status);
        const rows = await world.prisma.registration.findMany({ where: { applicationId: made.id } });
        expect(rows.map(({ roles }) => roles)).toEqual(rows.map(() => []));
      }
    });

    it("a user who is deleted while being registered leaves no registration behind", async () => {
      const { id } = await create();
      for (let round = 0; round < 5; round += 1) {
        const userId = randomUUID();
        await call("POST", `/api/user/${userId}`, { body: { user: { username: userId } } });
        const answers = await Promise.all([
          call("DELETE", `/api/user/${userId}?hardDelete=true`),
          call("POST", `/api/user/registration/${userId}`, { body: { registration: { applicationId: id } } }),
        ]);
        expect([200, 400, 404]).toContain(answers[1].status);
        expect(await world.prisma.registration.count({ where: { userId } })).toBe(0);
      }
    });
  });

  const holders = async () => (await world.prisma.registration.findMany()).map(({ roles }) => roles);

  async function addHolders(applicationId: string, count: number): Promise<void> {
    await world.pool.query(
      `INSERT INTO "User" ("tenantId", "id", "username", "updatedAt") SELECT $1, gen_random_uuid(), 'user ' || n, now() FROM generate_series(1, $2) AS n`,
      [TENANT, count],
    );
    await world.pool.query(
      `INSERT INTO "Registration" ("tenantId", "userId", "applicationId", "id", "roles", "updatedAt")
       SELECT "tenantId", "id", $1::uuid, gen_random_uuid(), '{buyer,clerk}', now() FROM "User"`,
      [applicationId],
    );
  }

  async function addSession(applicationId: string): Promise<string> {
    const userId = randomUUID();
    await world.prisma.user.create({ data: { id: userId, tenantId: TENANT, username: userId } });
    const at = new Date();
    const expiresAt = new Date(at.getTime() + 1000);
    const data = { id: randomUUID(), tenantId: TENANT, userId, applicationId, startedAt: at, lastUsedAt: at, expiresAt };
    return (await world.prisma.refreshSession.create({ data })).id;
  }
});
