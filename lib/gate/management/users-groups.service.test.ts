// Users, registrations, groups and members as the vendor's clients change them: what changes, what stays, and what ends with it.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { type Json, targetPath } from "@/lib/core/http";
import { MANAGEMENT_ENDPOINTS, MANAGEMENT_OPERATIONS } from "@/lib/gate/management/operations";
import { verifyAudit } from "@/lib/manage/audit/verify-audit";
import { keyOf, type Sent, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const DEFAULT = "30663132-6464-6665-3032-326466613934";
const SECOND = "6c9e9669-9670-4f85-9f16-8396c2206f7f";
const EDITOR = { id: randomUUID(), name: "editor", isDefault: true, isSuperRole: false };
const ADMIN = { id: randomUUID(), name: "admin", isDefault: false, isSuperRole: true };
const READER = { id: randomUUID(), name: "reader", isDefault: false, isSuperRole: false };

describe.each(Object.entries(TEST_DATABASES))("users and groups on %s", (_name, open) => {
  let world: TestWorld;
  let app: string;
  beforeAll(async () => {
    world = await open();
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    await world.prisma.tenant.deleteMany();
    await world.prisma.tokenRevocation.deleteMany();
    await world.prisma.tenant.create({ data: { id: DEFAULT, name: "Default" } });
    app = await addApplication(DEFAULT, [EDITOR, ADMIN]);
  });

  const call = (method: string, target: string, sent?: Sent) => send(world, method, target, sent);
  const codesOf = (body: unknown) =>
    Object.values((body as { fieldErrors: Record<string, { code: string }[]> }).fieldErrors)
      .flat()
      .map(({ code }) => code);

  async function addApplication(tenantId: string, roles: readonly (typeof EDITOR)[]): Promise<string> {
    const id = randomUUID();
    await world.prisma.application.create({ data: { id, tenantId, name: id, roles: [...roles] } });
    return id;
  }

  async function make(target: string, body: Record<string, Json>): Promise<Record<string, Json>> {
    const made = await call("POST", target, { body });
    expect([made.status, made.body]).toEqual([200, expect.anything()]);
    return made.body as Record<string, Json>;
  }

  async function addUser(user: Record<string, Json> = { email: `${randomUUID()}@example.com` }): Promise<string> {
    return ((await make("/api/user", { user })).user as { id: string }).id;
  }

  async function addGroup(roleIds: string[] = []): Promise<string> {
    return ((await make("/api/group", { group: { name: randomUUID() }, roleIds })).group as { id: string }).id;
  }

  async function openSession(userId: string, applicationId: string | null): Promise<string> {
    const id = randomUUID();
    const now = new Date();
    await world.prisma.refreshSession.create({
      data: {
        id,
        tenantId: DEFAULT,
        userId,
        applicationId,
        startedAt: now,
        lastUsedAt: now,
        expiresAt: new Date(now.getTime() + 3_600_000),
      },
    });
    return id;
  }

  const endedBy = async (id: string) => (await world.prisma.refreshSession.findUniqueOrThrow({ where: { id } })).endedBy;
  const revoked = async () => (await world.prisma.tokenRevocation.findMany()).map(({ kind, subject }) => `${kind} ${subject}`).sort();

  describe("a user", () => {
    it("PUT replaces all but the password, PATCH merges and null removes; what is not the client's to set stays", async () => {
      const id = await addUser({
        email: "ada@example.com",
        username: "ada",
        password: "correct horse",
        firstName: "Ada",
        data: { a: 1, b: 2 },
      });
      const before = await world.prisma.user.findUniqueOrThrow({ where: { id } });
      const readOnly = {
        id: randomUUID(),
        tenantId: SECOND,
        active: false,
        insertInstant: 1,
        lastLoginInstant: 1,
        memberships: [],
        verified: true,
      };
      const patched = await call("PATCH", `/api/user/${id}`, {
        body: { user: { ...readOnly, firstName: null, lastName: "Lovelace", data: { b: null, c: { d: 3 } } } },
      });
      expect(patched).toMatchObject({ status: 200, body: { user: { id, tenantId: DEFAULT, active: true, lastName: "Lovelace" } } });
      const { user } = patched.body as { user: Record<string, Json> };
      expect([user.data, user.email, user.username, "firstName" in user, "verified" in user]).toEqual([
        { a: 1, c: { d: 3 } },
        "ada@example.com",
        "ada",
        false,
        false,
      ]);
      const put = await call("PUT", `/api/user/${id}`, { body: { user: { ...user, ...readOnly, username: null, data: null } } });
      expect(put.body).toEqual(await call("GET", `/api/user/${id}`).then((got) => got.body));
      const after = await world.prisma.user.findUniqueOrThrow({ where: { id } });
      expect(after).toEqual({ ...before, username: null, firstName: null, lastName: "Lovelace", extra: {}, updatedAt: after.updatedAt });
      expect(await revoked()).toEqual([]);
    });

    it.each([
      ["PUT", {}, "[blank]user.email"],
      ["PUT", { username: "a", isAdmin: true }, "[invalid]user.isAdmin"],
      ["PUT", { username: "a", password: "short" }, "[invalid]user.password"],
      ["PATCH", { passwordHash: null }, "[invalid]user.passwordHash"],
      ["PATCH", { email: null, username: null }, "[blank]user.email"],
      ["PATCH", { email: "no address" }, "[invalid]user.email"],
      ["PATCH", { password: "x".repeat(257) }, "[invalid]user.password"],
      ["PATCH", { email: "taken@example.com" }, "[duplicate]user.email"],
    ])("%s %j is refused with %s, and nothing is changed", async (method, user, code) => {
      await addUser({ email: "taken@example.com" });
      const id = await addUser({ email: "ada@example.com", username: "ada", password: "correct horse" });
      const before = await world.prisma.user.findUniqueOrThrow({ where: { id } });
      const refused = await call(method, `/api/user/${id}`, { body: { user } });
      expect([refused.status, codesOf(refused.body)]).toEqual([400, expect.arrayContaining([code])]);
      expect(await world.prisma.user.findUniqueOrThrow({ where: { id } })).toEqual(before);
    });

    it("patches that come at once all count", async () => {
      const id = await addUser();
      const patches = Array.from({ length: 8 }, (_, n) => call("PATCH", `/api/user/${id}`, { body: { user: { data: { [`n${n}`]: n } } } }));
      expect((await Promise.all(patches)).map((answer) => answer.status)).toEqual(Array(8).fill(200));
      const row = await world.prisma.user.findUniqueOrThrow({ where: { id } });
      expect(Object.keys((row.extra as { data: object }).data)).toHaveLength(8);
    });

    it("a new password ends sessions and tokens, and stands nowhere", async () => {
      const id = await addUser({ email: "ada@example.com", password: "correct horse" });
      const session = await openSession(id, null);
      const { passwordHash } = await world.prisma.user.findUniqueOrThrow({ where: { id } });
      const answer = await call("PATCH", `/api/user/${id}`, { body: { user: { password: "battery staple" } } });
      expect(JSON.stringify(answer)).not.toMatch(/battery|argon2/);
      expect((await world.prisma.user.findUniqueOrThrow({ where: { id } })).passwordHash).not.toBe(passwordHash);
      expect(await endedBy(session)).toBe("password-change");
      expect(await revoked()).toEqual([`session ${session}`, `user ${id}`].sort());
      const audited = await world.prisma.auditEntry.findMany({ where: { target: `user:${id}`, action: "user.update" } });
      expect(audited.map(({ details }) => details)).toEqual([{ changed: [], hasNewPassword: true }]);
    });

    it("DELETE shuts out and PUT ?reactivate=true lets in again; hardDelete leaves nothing", async () => {
      const id = await addUser();
      const session = await openSession(id, app);
      for (const target of [`/api/user/${id}`, `/api/user/${id}?hardDelete=false`, `/api/user/${id}?hardDelete=null`]) {
        const answer = await call("DELETE", target);
        expect([answer.status, answer.body, answer.headers["content-type"]]).toEqual([200, null, undefined]);
      }
      expect(await call("GET", `/api/user/${id}`)).toMatchObject({ body: { user: { active: false } } });
      expect([await endedBy(session), await revoked()]).toEqual(["deactivation", [`session ${session}`, `user ${id}`].sort()]);
      expect(await call("PUT", `/api/user/${id}?reactivate=true`, { headers: [] })).toMatchObject({
        status: 200,
        body: { user: { active: true } },
      });
      expect((await call("DELETE", `/api/user/${id}`, { body: { hardDelete: true } })).status).toBe(200);
      expect([await call("DELETE", `/api/user/${id}`), await world.prisma.refreshSession.count()]).toMatchObject([
        { status: 404, body: null },
        0,
      ]);
      const actions = (await world.prisma.auditEntry.findMany({ where: { target: `user:${id}` }, orderBy: { sequence: "asc" } })).map(
        (row) => row.action,
      );
      expect(actions.slice(-3)).toEqual(["user.deactivate", "user.reactivate", "user.delete"]);
    });

    it("many at once: by ids or by a search, tried first, with the ids of those that were found", async () => {
      const ids = [await addUser({ username: "x1" }), await addUser({ username: "x2" }), await addUser({ username: "y" })];
      const named = `userId=${ids[0]}&userId=${ids[1]}&userId=${randomUUID()}&hardDelete=false`;
      expect((await call("DELETE", `/api/user/bulk?${named}&dryRun=true`)).body).toEqual({
        dryRun: true,
        hardDelete: false,
        total: 2,
        userIds: ids.slice(0, 2),
      });
      expect(await world.prisma.user.count({ where: { active: true } })).toBe(3);
      expect((await call("DELETE", `/api/user/bulk?${named}&dryRun=false`)).body).toMatchObject({ total: 2 });
      expect(await world.prisma.user.findMany({ where: { active: true } })).toMatchObject([{ username: "y" }]);
      const found = await call("DELETE", "/api/user/bulk", { body: { queryString: "username:x", hardDelete: true, limit: 1 } });
      expect(found.body).toEqual({ dryRun: false, hardDelete: true, total: 1, userIds: [ids[0]] });
      expect((await call("DELETE", "/api/user/bulk", { body: { userIds: ids, hardDelete: true } })).body).toMatchObject({ total: 2 });
      for (const body of [{}, { userIds: ["1"] }, { queryString: " " }, { all: true }, { userIds: ids, limit: 0 }] as Json[]) {
        expect((await call("DELETE", "/api/user/bulk", { body })).status).toBe(400);
      }
      for await (const report of verifyAudit(world.prisma, world.auditMac)) expect(report.broken).toBeNull();
    });

    it("loginIdTypes narrow what a login id can be", async () => {
      await addUser({ username: "ada@example.com" });
      for (const [types, status] of [
        ["", 200],
        ["&loginIdTypes=username", 200],
        ["&loginIdTypes=email", 404],
        ["&loginIdTypes=email&loginIdTypes=username", 200],
        ["&loginIdTypes=phoneNumber", 404],
        ["&loginIdTypes=shoeSize", 400],
      ] as const) {
        expect([types, (await call("GET", `/api/user?loginId=ada@example.com${types}`)).status]).toEqual([types, status]);
      }
    });

    it("orderBy sorts in a query and in a body; a total is exact on demand", async () => {
      for (const username of ["b", "c", "a"]) await addUser({ username });
      const expected = { total: 3, users: [{ username: "c" }, { username: "b" }, { username: "a" }] };
      expect((await call("GET", "/api/user/search?orderBy=username%20DESC&accurateTotal=true")).body).toMatchObject(expected);
      expect((await call("POST", "/api/user/search", { body: { search: { orderBy: "username desc" } } })).body).toMatchObject(expected);
      expect(codesOf((await call("GET", "/api/user/search?orderBy=passwordHash")).body)).toEqual(["[invalid]search.orderBy"]);
    });
  });

  describe("a registration", () => {
    const registration = (given: Record<string, Json> = {}) => ({ registration: { applicationId: app, ...given } });

    it("comes with its user or for one who is there, with chosen ids, and with default roles where none is named", async () => {
      const [userId, id] = [randomUUID(), randomUUID()];
      const made = await make(`/api/user/registration/${userId}`, {
        user: { email: "ada@example.com", password: "correct horse" },
        ...registration({
          id,
          data: { a: 1 },
          username: "ada",
          timezone: "Europe/London",
          preferredLanguages: ["en"],
          verified: true,
          lastLoginInstant: 1,
        }),
      });
      const expected = { id, applicationId: app, roles: ["editor"], data: { a: 1 }, username: "ada", verified: true };
      expect(made).toMatchObject({ registration: expected, user: { id: userId, registrations: [expected] } });
      expect(made.registration).not.toHaveProperty("lastLoginInstant");
      expect((await call("GET", `/api/user/registration/${userId}/${app}`)).body).toEqual({ registration: made.registration });
      const other = await addUser();
      const named = await make(`/api/user/registration/${other}`, registration({ roles: ["admin", "admin"] }));
      expect(named).toMatchObject({ registration: { roles: ["admin"] }, user: { id: other } });
      expect(await make("/api/user/registration", { user: { username: "eve" }, ...registration() })).toMatchObject({
        user: { username: "eve" },
      });
    });

    it.each([
      [{ roles: ["owner"] }, "[invalid]registration.roles"],
      [{ roles: ["EDITOR"] }, "[invalid]registration.roles"],
      [{ applicationId: randomUUID() }, "[invalid]registration.applicationId"],
      [{ applicationId: null }, "[blank]registration.applicationId"],
      [{ isAdmin: true }, "[invalid]registration.isAdmin"],
    ])("%j is refused with %s, and no user is made", async (given, code) => {
      const refused = await call("POST", "/api/user/registration", {
        body: { user: { username: "ada" }, ...registration(given as never) },
      });
      expect([refused.status, codesOf(refused.body)]).toEqual([400, [code]]);
      expect(await world.prisma.user.count()).toBe(0);
      const id = await addUser();
      const again = await call("POST", `/api/user/registration/${id}`, { body: registration(given as never) });
      expect([again.status, codesOf(again.body)]).toEqual([400, [code]]);
    });

    it("twice is refused, and so is a user who is taken, by its own field", async () => {
      const id = await addUser({ email: "ada@example.com" });
      await make(`/api/user/registration/${id}`, registration());
      expect(codesOf((await call("POST", `/api/user/registration/${id}`, { body: registration() })).body)).toEqual([
        "[duplicate]registration",
      ]);
      const taken = { user: { email: "ada@example.com" }, ...registration() };
      expect(codesOf((await call("POST", "/api/user/registration", { body: taken })).body)).toEqual(["[duplicate]user.email"]);
      const sameId = { user: { email: "eve@example.com" }, ...registration() };
      expect(codesOf((await call("POST", `/api/user/registration/${id}`, { body: sameId })).body)).toEqual(["[duplicate]userId"]);
      expect(await world.prisma.user.count()).toBe(1);
    });

    it("PUT replaces, PATCH merges; only a lost role ends that application's sessions and the tokens", async () => {
      const id = await addUser();
      await make(`/api/user/registration/${id}`, registration({ username: "ada", data: { a: 1 } }));
      const [here, elsewhere] = [await openSession(id, app), await openSession(id, null)];
      const wider = await call("PATCH", `/api/user/registration/${id}`, {
        body: registration({ roles: ["editor", "admin"], username: null }),
      });
      expect(wider).toMatchObject({ status: 200, body: { registration: { roles: ["editor", "admin"], data: { a: 1 } } } });
      expect((wider.body as { registration: object }).registration).not.toHaveProperty("username");
      expect([await revoked(), await endedBy(here)]).toEqual([[], null]);
      const put = await call("PUT", `/api/user/registration/${id}`, {
        body: registration({ roles: ["admin"], id: randomUUID(), insertInstant: 1 }),
      });
      expect(put).toMatchObject({ status: 200, body: { registration: { roles: ["admin"] }, user: { id } } });
      expect([await endedBy(here), await endedBy(elsewhere)]).toEqual(["registration-change", null]);
      expect(await revoked()).toEqual([`session ${here}`, `user ${id}`].sort());
    });

    it("DELETE removes it, with the application's sessions", async () => {
      const id = await addUser();
      await make(`/api/user/registration/${id}`, registration());
      const [here, elsewhere] = [await openSession(id, app), await openSession(id, null)];
      const answer = await call("DELETE", `/api/user/registration/${id}/${app}`);
      expect([answer.status, answer.body, answer.headers["content-type"]]).toEqual([200, null, undefined]);
      expect([await endedBy(here), await endedBy(elsewhere)]).toEqual(["registration-delete", null]);
      expect(await revoked()).toContain(`user ${id}`);
      expect((await call("DELETE", `/api/user/registration/${id}/${app}`)).status).toBe(404);
      expect((await call("PUT", `/api/user/registration/${id}`, { body: registration() })).status).toBe(404);
    });

    it("with two tenants, its application says whose the new user is", async () => {
      await world.prisma.tenant.create({ data: { id: SECOND, name: "Second" } });
      const second = await addApplication(SECOND, []);
      const made = await make("/api/user/registration", { user: { username: "ada" }, registration: { applicationId: second } });
      expect(made).toMatchObject({ user: { tenantId: SECOND }, registration: { applicationId: second, roles: [] } });
      const without = { body: { user: { username: "eve" }, registration: {} } };
      expect((await call("POST", "/api/user/registration", without)).body).toMatchObject({
        generalErrors: [{ code: "[TenantIdRequired]" }],
      });
    });
  });

  describe("a group", () => {
    it("is listed, found, replaced, patched and deleted; its roles are its applications'", async () => {
      const id = await addGroup([ADMIN.id]);
      const { group } = (await call("GET", `/api/group/${id}`)).body as { group: Record<string, Json> };
      expect(group.roles).toEqual({ [app]: [ADMIN] });
      expect((await call("GET", "/api/group")).body).toEqual({ groups: [group] });
      const put = await call("PUT", `/api/group/${id}`, {
        body: { group: { ...group, name: "Editors", tenantId: SECOND, data: { a: 1 } } },
      });
      expect(put).toMatchObject({
        status: 200,
        body: { group: { id, tenantId: DEFAULT, name: "Editors", data: { a: 1 }, roles: { [app]: [ADMIN] } } },
      });
      const patched = await call("PATCH", `/api/group/${id}`, { body: { group: { data: { a: null, b: 2 } }, roleIds: [EDITOR.id] } });
      expect(patched).toMatchObject({ status: 200, body: { group: { name: "Editors", data: { b: 2 }, roles: { [app]: [EDITOR] } } } });
      expect(await revoked()).toEqual([`application ${app}`]);
      const found = await call("POST", "/api/group/search", {
        body: { search: { name: "*DIT*", tenantId: null, orderBy: "insertInstant DESC" } },
      });
      expect(found.body).toEqual({ groups: [(patched.body as { group: Json }).group], total: 1 });
      expect((await call("DELETE", `/api/group/${id}`)).status).toBe(200);
      expect(await call("DELETE", `/api/group/${id}`)).toMatchObject({ status: 404, body: null });
    });

    it.each([
      ["PUT", { group: { name: "" } }, "[blank]group.name"],
      ["PATCH", { group: { name: null } }, "[blank]group.name"],
      ["PATCH", { group: { owner: null } }, "[invalid]group.owner"],
      ["PATCH", { group: { name: "Taken" } }, "[duplicate]group.name"],
      ["PUT", { group: { name: "A" }, roleIds: [randomUUID()] }, "[invalid]roleIds"],
      ["PUT", { group: { name: "A" }, roleIds: ["x"] }, "[invalid]roleIds.0"],
    ])("%s %j is refused with %s", async (method, body, code) => {
      await make("/api/group", { group: { name: "Taken" } });
      const id = await addGroup();
      const before = await world.prisma.group.findUniqueOrThrow({ where: { id } });
      const refused = await call(method, `/api/group/${id}`, { body: body as Json });
      expect([refused.status, codesOf(refused.body)]).toEqual([400, [code]]);
      expect(await world.prisma.group.findUniqueOrThrow({ where: { id } })).toEqual(before);
    });

    it("members are added, replaced, found and removed in every way that the vendor documents", async () => {
      const group = await addGroup();
      const [a, b, c] = [await addUser(), await addUser(), await addUser()];
      const members = (...users: string[]) => ({ members: { [group]: users.map((userId) => ({ userId, data: { n: 1 } })) } });
      const added = (await make("/api/group/member", members(a, b))) as { members: Record<string, { id: string; userId: string }[]> };
      expect(added.members[group]).toMatchObject([{ userId: a, groupId: group, data: { n: 1 } }, { userId: b }]);
      const again = await make("/api/group/member", { members: { [group]: [{ userId: a }] } });
      expect(again).toMatchObject({ members: { [group]: [{ id: added.members[group]![0]!.id }] } });
      expect((await call("GET", `/api/user/${b}`)).body).toMatchObject({ user: { memberships: [{ groupId: group, data: { n: 1 } }] } });
      expect((await call("PUT", "/api/group/member", { body: members(b, c) })).status).toBe(200);
      const found = (await call("POST", "/api/group/member/search", { body: { search: { groupId: group } } })).body as typeof added & {
        total: number;
      };
      expect(found).toMatchObject({ total: 2, members: expect.arrayContaining([expect.objectContaining({ userId: c })]) });
      expect((await call("DELETE", `/api/group/member?groupId=${group}&userId=${b}`)).status).toBe(200);
      expect((await call("DELETE", `/api/group/member?groupId=${group}&userId=${b}`)).status).toBe(404);
      expect((await call("DELETE", "/api/group/member", { body: { members: { [group]: [c] } } })).status).toBe(200);
      const back = (await make("/api/group/member", members(a, b, c))) as typeof added;
      const [first = "", second = ""] = back.members[group]!.map((member) => member.id);
      expect((await call("DELETE", `/api/group/member?memberId=${first}`)).status).toBe(200);
      expect((await call("DELETE", "/api/group/member", { body: { memberIds: [second] } })).status).toBe(200);
      expect((await call("DELETE", `/api/group/member?groupId=${group}`)).status).toBe(200);
      expect(await world.prisma.groupMember.count()).toBe(0);
      for (const body of [{}, { memberIds: [] }, { memberIds: [first] }, { members: { [group]: [a] } }, { everybody: true }] as Json[]) {
        expect((await call("DELETE", "/api/group/member", { body })).status).toBe(400);
      }
    });

    it("gives its roles to members who are registered, and takes them with the tokens that name them", async () => {
      const group = await addGroup([ADMIN.id]);
      const id = await addUser({ username: "ada", password: "correct horse" });
      const roles = async (applicationId: string) => {
        const body = { loginId: "ada", password: "correct horse", applicationId };
        const { token } = (await call("POST", "/api/login", { body })).body as { token: string };
        return (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as { roles: string[] }).roles;
      };
      await make("/api/group/member", { members: { [group]: [{ userId: id }] } });
      expect(await roles(app)).toEqual([]);
      await make(`/api/user/registration/${id}`, { registration: { applicationId: app } });
      expect(await roles(app)).toEqual(["editor", "admin"]);
      const elsewhere = await addApplication(DEFAULT, [READER]);
      await make(`/api/user/registration/${id}`, { registration: { applicationId: elsewhere } });
      expect(await roles(elsewhere)).toEqual([]);
      await call("DELETE", `/api/group/member?groupId=${group}`);
      expect([await roles(app), await revoked()]).toEqual([["editor"], [`user ${id}`]]);
    });
  });

  describe("other tenants' objects", () => {
    /** The ids that a call can carry: of another tenant's objects, or of nothing at all. */
    interface Ids {
      readonly user: string;
      readonly group: string;
      readonly application: string;
      readonly member: string;
      readonly role: string;
    }
    const random = (): Ids => ({
      user: randomUUID(),
      group: randomUUID(),
      application: randomUUID(),
      member: randomUUID(),
      role: randomUUID(),
    });
    let own: Ids;
    let foreign: Ids;

    async function furnish(tenantId: string, applicationId: string, role: string): Promise<Ids> {
      const ids = { ...random(), application: applicationId, role };
      await world.prisma.user.create({ data: { id: ids.user, tenantId, username: "secret", email: "secret@example.com" } });
      await world.prisma.group.create({ data: { id: ids.group, tenantId, name: "Secret" } });
      await world.prisma.groupMember.create({ data: { id: ids.member, tenantId, groupId: ids.group, userId: ids.user } });
      await world.prisma.registration.create({ data: { id: randomUUID(), tenantId, userId: ids.user, applicationId, roles: [] } });
      return ids;
    }

    beforeEach(async () => {
      await world.prisma.tenant.create({ data: { id: SECOND, name: "Second" } });
      own = await furnish(DEFAULT, app, EDITOR.id);
      foreign = await furnish(SECOND, await addApplication(SECOND, [READER]), READER.id);
    });

    /** Every operation of these nouns that can carry an id, with each id in turn not the caller's. */
    const CALLS: readonly (readonly [string, (ids: Ids, mine: Ids) => string, ((ids: Ids, mine: Ids) => Json)?])[] = [
      ["GET", ({ user }) => `/api/user/${user}`],
      ["PUT", ({ user }) => `/api/user/${user}`, () => ({ user: { username: "new" } })],
      ["PUT", ({ user }) => `/api/user/${user}?reactivate=true`],
      ["PATCH", ({ user }) => `/api/user/${user}`, () => ({ user: { firstName: "new", password: "correct horse" } })],
      ["DELETE", ({ user }) => `/api/user/${user}`],
      ["DELETE", ({ user }) => `/api/user/${user}?hardDelete=true`],
      ["DELETE", ({ user }) => `/api/user/bulk?userId=${user}&hardDelete=true`],
      ["DELETE", () => "/api/user/bulk", ({ user }) => ({ userIds: [user], hardDelete: true })],
      ["GET", ({ user }) => `/api/user/search?ids=${user}`],
      ["POST", () => "/api/user/search", ({ user }) => ({ search: { ids: [user] } })],
      ["POST", ({ user }) => `/api/user/registration/${user}`, (_, mine) => ({ registration: { applicationId: mine.application } })],
      ["POST", (_, mine) => `/api/user/registration/${mine.user}`, ({ application }) => ({ registration: { applicationId: application } })],
      [
        "POST",
        () => "/api/user/registration",
        ({ application }) => ({ user: { username: "u" }, registration: { applicationId: application } }),
      ],
      ["PUT", ({ user }) => `/api/user/registration/${user}`, ({ application }) => ({ registration: { applicationId: application } })],
      ["PUT", (_, mine) => `/api/user/registration/${mine.user}`, ({ application }) => ({ registration: { applicationId: application } })],
      ["PATCH", ({ user }) => `/api/user/registration/${user}`, ({ application }) => ({ registration: { applicationId: application } })],
      ["GET", ({ user, application }) => `/api/user/registration/${user}/${application}`],
      ["GET", ({ application }, mine) => `/api/user/registration/${mine.user}/${application}`],
      ["DELETE", ({ user, application }) => `/api/user/registration/${user}/${application}`],
      ["GET", ({ group }) => `/api/group/${group}`],
      ["PUT", ({ group }) => `/api/group/${group}`, () => ({ group: { name: "new" } })],
      ["PATCH", ({ group }) => `/api/group/${group}`, () => ({ group: { name: "new" } })],
      ["PATCH", (_, mine) => `/api/group/${mine.group}`, ({ role }) => ({ group: {}, roleIds: [role] })],
      ["POST", () => "/api/group", ({ role }) => ({ group: { name: "new" }, roleIds: [role] })],
      ["DELETE", ({ group }) => `/api/group/${group}`],
      ["POST", () => "/api/group/search", () => ({ search: { tenantId: SECOND } })],
      ["POST", () => "/api/group/member", ({ group }, mine) => ({ members: { [group]: [{ userId: mine.user }] } })],
      ["POST", () => "/api/group/member", ({ user }, mine) => ({ members: { [mine.group]: [{ userId: user }] } })],
      ["PUT", () => "/api/group/member", ({ group }) => ({ members: { [group]: [] } })],
      ["PUT", () => "/api/group/member", ({ user }, mine) => ({ members: { [mine.group]: [{ userId: user }] } })],
      ["DELETE", ({ member }) => `/api/group/member?memberId=${member}`],
      ["DELETE", ({ group, user }) => `/api/group/member?groupId=${group}&userId=${user}`],
      ["DELETE", ({ group }) => `/api/group/member?groupId=${group}`],
      ["DELETE", () => "/api/group/member", ({ member }) => ({ memberIds: [member] })],
      ["DELETE", () => "/api/group/member", ({ group, user }) => ({ members: { [group]: [user] } })],
      ["POST", () => "/api/group/member/search", ({ group }) => ({ search: { groupId: group } })],
      ["POST", () => "/api/group/member/search", ({ user }) => ({ search: { userId: user } })],
    ];

    /** What carries nobody's id, or an id that is the caller's to choose: unique everywhere, so that a taken one is told. */
    const WITHOUT_IDS = ["GET /api/user", "POST /api/user", "POST /api/user/{userId}", "GET /api/group", "POST /api/group/{groupId}"];

    it("the calls below are all that can carry an id", () => {
      const index = indexEndpoints(MANAGEMENT_ENDPOINTS);
      const covered = CALLS.map(([method, target]) => `${method} ${index.find(targetPath(target(random(), random())))?.template}`);
      const operations = MANAGEMENT_OPERATIONS.map(({ method, template }) => `${method} ${template}`);
      const ours = operations.filter((operation) => / \/api\/(user|group)(\/|$)/.test(operation));
      expect(ours.filter((operation) => !covered.includes(operation)).sort()).toEqual([...WITHOUT_IDS].sort());
    });

    const CALLERS: readonly (readonly [string, Sent])[] = [
      ["a tenant's key", { caller: keyOf(DEFAULT) }],
      ["a key of all tenants whose header names one", { tenant: DEFAULT }],
      ["a tenant's key whose header contradicts it", { caller: keyOf(DEFAULT), tenant: SECOND }],
    ];

    it.each(CALLERS)("answer %s byte for byte like nothing at all, and stay as they are", async (_who, sent) => {
      const stored = () =>
        Promise.all([
          world.prisma.user.findMany({ orderBy: { id: "asc" } }),
          world.prisma.group.findMany({ orderBy: { id: "asc" } }),
          world.prisma.groupMember.findMany({ orderBy: { id: "asc" } }),
          world.prisma.registration.findMany({ orderBy: { id: "asc" } }),
          world.prisma.tokenRevocation.findMany(),
        ]);
      const before = await stored();
      for (const [method, target, body] of CALLS) {
        const ask = (ids: Ids) => call(method, target(ids, own), { ...sent, body: body?.(ids, own) });
        const answer = await ask(foreign);
        const what = `${method} ${target(foreign, own)} ${JSON.stringify(body?.(foreign, own) ?? null)}`;
        expect([what, answer]).toEqual([what, await ask(random())]);
        expect([what, answer.status]).toEqual([what, expect.toBeOneOf([200, 400, 404])]);
        expect([what, JSON.stringify(answer)]).toEqual([what, expect.not.stringMatching(/secret/i)]);
      }
      expect(await stored()).toEqual(before);
    });
  });
});
