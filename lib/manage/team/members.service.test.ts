// Owners change members: roles and disablement end sessions, keys outlive people, and an owner is always left.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import { teamWorld } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { changeRole, disableMember, enableMember } from "./change-member";
import { findSessionMember } from "./find-session";
import { listHeirs, showMember } from "./list-members";
import { handOnKeys, removeMember } from "./remove-member";
import { signIn } from "./sign-in";

const PASSWORD = "correct horse battery staple";
const LAST_OWNER = { kind: "refused", problems: [{ message: expect.stringContaining("last owner") }] };
const NOBODY = "00000000-0000-4000-8000-000000000000";

describe.each(Object.entries(TEST_DATABASES))("members, on %s", (_name, open) => {
  let world: ReturnType<typeof teamWorld>;
  let base: TestWorld;
  let apiId: string;

  beforeAll(async () => {
    base = await open();
    world = teamWorld(base);
    apiId = randomUUID();
    await world.prisma.api.create({ data: { id: apiId, slug: "payments", name: "Payments", dialect: "standard" } });
    await world.prisma.plan.create({ data: { apiId, name: "default", windows: [] } });
  });
  afterAll(() => base?.close());
  beforeEach(async () => {
    await world.prisma.key.deleteMany();
    await world.prisma.member.deleteMany();
  });

  async function make(name: string, role: Role, more: object = {}): Promise<string> {
    const id = randomUUID();
    const passwordHash = await world.hashPassword(PASSWORD);
    await world.prisma.member.create({ data: { id, email: `${name}@example.com`, name, role, passwordHash, ...more } });
    return id;
  }

  async function begin(name: string) {
    const end = await signIn(world, { email: `${name}@example.com`, password: PASSWORD, code: "", address: "192.0.2.1", agent: "" });
    if (end.kind !== "signed-in") throw new Error(end.kind);
    return end.claims;
  }

  let keys = 0;
  async function makeKey(createdBy: string): Promise<string> {
    const id = randomUUID();
    keys += 1;
    const publicId = `key_${String(keys).padStart(10, "0")}`;
    const secrets = { create: { id: randomUUID(), apiId, fingerprint: Buffer.from(id), origin: "minted", preview: "" } };
    await world.prisma.key.create({
      data: { id, publicId, apiId, planName: "default", name: "k", permissions: [], ipAllowList: [], createdBy, secrets },
    });
    return id;
  }

  const lastAction = async () => (await world.prisma.auditEntry.findMany({ orderBy: { sequence: "desc" }, take: 1 }))[0]?.action;

  it("another role ends the member's sessions, and the next one has it", async () => {
    const owner = await make("ada", "owner");
    const id = await make("bob", "developer");
    const claims = await begin("bob");
    expect(await changeRole(world, `member:${owner}`, id, "admin")).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, claims)).toBeNull();
    expect(await findSessionMember(world, await begin("bob"))).toMatchObject({ role: "admin" });
    expect(await lastAction()).toBe("session.start");
    expect(await changeRole(world, `member:${owner}`, id, "admin")).toMatchObject({ kind: "unchanged" });
    expect(await changeRole(world, `member:${owner}`, id, "emperor")).toMatchObject({ kind: "refused", problems: [{ field: "role" }] });
    expect(await changeRole(world, `member:${owner}`, NOBODY, "admin")).toEqual({ kind: "absent" });
  });

  it("a disabled member is out at once, until they are enabled", async () => {
    const owner = await make("ada", "owner");
    const id = await make("bob", "developer");
    const claims = await begin("bob");
    expect(await disableMember(world, `member:${owner}`, id)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, claims)).toBeNull();
    await expect(begin("bob")).rejects.toThrow("refused");
    expect(await enableMember(world, `member:${owner}`, id)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, claims)).toBeNull();
    await begin("bob");
  });

  it("nobody disables or removes themselves", async () => {
    const owner = await make("ada", "owner");
    await make("eve", "owner");
    expect(await disableMember(world, `member:${owner}`, owner)).toMatchObject({ kind: "refused" });
    expect(await removeMember(world, `member:${owner}`, owner, "organisation")).toMatchObject({ kind: "refused" });
  });

  it("the last owner who can sign in stays one", async () => {
    const owner = await make("ada", "owner");
    await make("eve", "owner", { disabledAt: new Date() });
    const actor = "command-line";
    expect(await changeRole(world, actor, owner, "admin")).toMatchObject(LAST_OWNER);
    expect(await disableMember(world, actor, owner)).toMatchObject(LAST_OWNER);
    expect(await removeMember(world, actor, owner, "organisation")).toMatchObject(LAST_OWNER);
    await make("grace", "owner");
    expect(await changeRole(world, actor, owner, "admin")).toMatchObject({ kind: "done" });
  });

  it("two owners who take each other's role at the same time leave one", async () => {
    for (let round = 0; round < 5; round += 1) {
      await world.prisma.member.deleteMany();
      const [one, other] = [await make("ada", "owner"), await make("eve", "owner")];
      const changes = [
        changeRole(world, `member:${one}`, other, "viewer"),
        disableMember(world, `member:${other}`, one),
        removeMember(world, `member:${one}`, other, "organisation"),
      ];
      await Promise.all(changes);
      expect(await world.prisma.member.count({ where: { role: "owner", disabledAt: null } })).toBe(1);
    }
  });

  it("keys are handed on with the member's removal, and every process forgets whose they were", async () => {
    const owner = await make("ada", "owner");
    const [bob, eve] = [await make("bob", "developer"), await make("eve", "developer")];
    const key = await makeKey(`member:${bob}`);
    await makeKey(`member:${eve}`);
    expect(await showMember(world, bob)).toMatchObject({ keys: 1 });
    expect((await listHeirs(world, bob)).map(({ name }) => name)).toEqual(["ada", "eve"]);
    expect(await handOnKeys(world, `member:${owner}`, bob, bob)).toMatchObject({ kind: "refused", problems: [{ field: "heir" }] });
    expect(await handOnKeys(world, `member:${owner}`, bob, NOBODY)).toMatchObject({ kind: "refused" });
    base.announced.length = 0;
    expect(await handOnKeys(world, `member:${owner}`, bob, eve)).toMatchObject({ kind: "done", value: 1 });
    expect(base.announced[0]?.keys).toEqual([{ apiId, fingerprint: Buffer.from(key).toString("hex") }]);
    expect(await removeMember(world, `member:${owner}`, eve, "organisation")).toMatchObject({ kind: "done" });
    expect(await showMember(world, eve)).toBeNull();
    const holders = await world.prisma.key.findMany({ select: { createdBy: true } });
    expect(holders).toEqual([{ createdBy: "organisation" }, { createdBy: "organisation" }]);
  });

  it("thousands of keys change hands in pieces, and a refusal moves none", async () => {
    const owner = await make("ada", "owner");
    const bob = await make("bob", "developer");
    const storeKeys = (first: number) => world.prisma.$executeRaw`
      INSERT INTO "Key" ("id", "publicId", "apiId", "planName", "name", "createdBy", "updatedAt")
      SELECT gen_random_uuid(), 'key_' || lpad((${first}::int + n)::text, 10, '0'), ${apiId}::uuid, 'default', 'many', ${`member:${bob}`}, now()
      FROM generate_series(1, 2100) n`;
    await storeKeys(0);
    expect(await removeMember(world, `member:${bob}`, bob, "organisation")).toMatchObject({ kind: "refused" });
    expect(await world.prisma.key.count({ where: { createdBy: `member:${bob}` } })).toBe(2100);
    expect(await handOnKeys(world, `member:${owner}`, bob, owner)).toMatchObject({ kind: "done", value: 2100 });
    await storeKeys(5000);
    expect(await removeMember(world, `member:${owner}`, bob, "organisation")).toMatchObject({ kind: "done" });
    expect(await world.prisma.key.count({ where: { createdBy: "organisation" } })).toBe(2100);
    const rows = await world.prisma.auditEntry.findMany({ where: { target: `member:${bob}` }, orderBy: { sequence: "asc" } });
    const moved = rows.map(({ action, details }) => [action, (details as { keys?: number }).keys]).filter(([, keys]) => keys !== undefined);
    expect(moved).toEqual([...[1000, 1000, 100, 1000, 1000].map((keys) => ["member.hand-on-keys", keys]), ["member.remove", 100]]);
  });
});
