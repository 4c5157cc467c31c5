// Members are confined to tenants from their next request on; a tenant that goes widens nobody, an owner is never confined.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import { readPlacement } from "@/lib/core/schemas/place-query";
import { SIGN_UP } from "@/lib/core/settings/sign-up";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { tellAdmins } from "@/lib/manage/requests/tell-admins";
import { changeSetting } from "@/lib/manage/settings/setting";
import { deleteTenant } from "@/lib/manage/tenants/delete-tenant";
import { mailTexts, teamWorld, tokenIn } from "@/scripts/services/team-world";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { changeRole } from "./change-member";
import { confineMember } from "./confine-member";
import { findSessionMember } from "./find-session";
import { INVITATIONS, inviteMember, listInvitations, renewInvitation } from "./invitations";
import { joinTeam } from "./join";
import { showMember } from "./list-members";
import { noteMailAsk, workOffMailAsk } from "./mail-ask";
import { signIn } from "./sign-in";
import { signInByIdentity } from "./single-sign-on";

const PASSWORD = "correct horse battery staple";
const ORIGIN = "https://keys.example.com";
const ADA = "member:ada";
const [ACME, PIPER, SPARE] = [1, 2, 3].map((number) => `0000000${number}-0000-4000-8000-000000000000`) as [string, string, string];
const NOBODY = "99999999-9999-4999-8999-999999999999";

describe.each(Object.entries(TEST_DATABASES))("confinement, on %s", (_name, open) => {
  let base: TestWorld;
  let world: ReturnType<typeof teamWorld>;

  beforeAll(async () => {
    base = await open();
    world = teamWorld(base);
  });
  afterAll(() => base?.close());
  beforeEach(async () => {
    const { prisma } = world;
    await Promise.all([prisma.member.deleteMany(), prisma.invitation.deleteMany(), prisma.mail.deleteMany(), prisma.setting.deleteMany()]);
    await prisma.tenant.deleteMany();
    for (const [id, name] of [
      [ACME, "Acme"],
      [PIPER, "Pied Piper"],
      [SPARE, "Spare"],
    ] as const)
      await prisma.tenant.create({ data: { id, name } });
  });

  async function make(role: Role = "admin"): Promise<string> {
    const id = randomUUID();
    const passwordHash = await world.hashPassword(PASSWORD);
    await world.prisma.member.create({ data: { id, email: `${id}@example.com`, name: "m", role, passwordHash } });
    return id;
  }

  const confine = (id: string, ...tenantIds: readonly string[]) => confineMember(world, ADA, id, { isConfined: true, tenantIds });
  const free = (id: string) => confineMember(world, ADA, id, { isConfined: false, tenantIds: [] });
  const begin = async (id: string) => {
    const end = await signIn(world, { email: `${id}@example.com`, password: PASSWORD, code: "", address: "192.0.2.1", agent: "" });
    if (end.kind !== "signed-in") throw new Error(end.kind);
    return end.claims;
  };
  const lastEntry = () => world.prisma.auditEntry.findFirstOrThrow({ orderBy: { sequence: "desc" }, where: { chain: "instance" } });
  const reachOfOnly = async () => {
    const [member] = await world.prisma.member.findMany({ include: { tenants: true } });
    return { role: member?.role, isConfined: member?.isConfined, tenantIds: member?.tenants.map(({ tenantId }) => tenantId).sort() };
  };

  it("holds for sessions that are open, is audited, and can be taken back", async () => {
    const id = await make();
    const claims = await begin(id);
    expect(await findSessionMember(world, claims)).toMatchObject({ isConfined: false, reach: EVERYTHING });
    expect(await confine(id, PIPER, ACME)).toMatchObject({ kind: "done" });
    expect(await lastEntry()).toMatchObject({
      action: "member.confine",
      actor: ADA,
      target: `member:${id}`,
      details: { tenantIds: [PIPER, ACME] },
    });
    expect(await findSessionMember(world, claims)).toMatchObject({ role: "admin", isConfined: true, reach: [ACME, PIPER] });
    expect((await showMember(world, id))?.confinedTo).toEqual([
      { id: ACME, name: "Acme" },
      { id: PIPER, name: "Pied Piper" },
    ]);
    expect(await confine(id, ACME, PIPER, ACME)).toMatchObject({ kind: "unchanged" });
    expect(await confine(id, PIPER)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, claims)).toMatchObject({ reach: [PIPER] });
    expect(await free(id)).toMatchObject({ kind: "done" });
    expect(await lastEntry()).toMatchObject({ action: "member.unconfine", details: { before: [PIPER] } });
    expect(await findSessionMember(world, claims)).toMatchObject({ isConfined: false, reach: EVERYTHING });
    expect(await world.prisma.memberTenant.count()).toBe(0);
    expect(await free(id)).toMatchObject({ kind: "unchanged" });
  });

  it("whose tenants are deleted, one after the other, reaches less and at last nothing", async () => {
    const id = await make();
    const claims = await begin(id);
    await confine(id, ACME, PIPER);
    expect(await deleteTenant(world, ADA, ACME)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, claims)).toMatchObject({ isConfined: true, reach: [PIPER] });
    expect(await deleteTenant(world, ADA, PIPER)).toMatchObject({ kind: "done" });
    expect(await findSessionMember(world, claims)).toMatchObject({ isConfined: true, reach: [] });
    expect((await showMember(world, id))?.confinedTo).toEqual([]);
  });

  it.each([
    ["no tenant", { isConfined: true, tenantIds: [] }],
    ["one that is not there", { isConfined: true, tenantIds: [ACME, NOBODY] }],
    ["what is no id", { isConfined: true, tenantIds: ["acme"] }],
    ["no list", { isConfined: true, tenantIds: ACME }],
  ])("is refused to %s", async (_what, fields) => {
    const id = await make();
    expect(await confineMember(world, ADA, id, fields)).toMatchObject({ kind: "refused", problems: [{ field: "tenantIds" }] });
    expect(await reachOfOnly()).toMatchObject({ isConfined: false, tenantIds: [] });
    expect(await confineMember(world, ADA, NOBODY, { isConfined: true, tenantIds: [ACME] })).toEqual({ kind: "absent" });
  });

  it("owners are never confined, and nobody confined becomes one, also at the same moment", async () => {
    const owner = await make("owner");
    expect(await confine(owner, ACME)).toMatchObject({ kind: "refused", problems: [{ message: expect.stringContaining("Owners reach") }] });
    const id = await make();
    await confine(id, ACME);
    expect(await changeRole(world, ADA, id, "owner")).toMatchObject({
      kind: "refused",
      problems: [{ field: "role", message: expect.stringContaining("confined") }],
    });
    expect(await changeRole(world, ADA, id, "viewer")).toMatchObject({ kind: "done" });
    await free(id);
    for (let round = 0; round < 5; round += 1) {
      const ends = await Promise.all([confine(id, PIPER), changeRole(world, ADA, id, "owner")]);
      expect(ends.map(({ kind }) => kind).sort()).toEqual(["done", "refused"]);
      await changeRole(world, ADA, id, "viewer");
      await free(id);
    }
  });

  it("an invitation confines from the first moment, also when it is sent again or asked for anew", async () => {
    const fields = { email: "bob@example.com", role: "admin", isConfined: true, tenantIds: [PIPER, ACME] };
    const invited = await inviteMember(world, ADA, ORIGIN, fields);
    if (invited.kind !== "done") throw new Error(JSON.stringify(invited));
    const [listed] = (await listInvitations(world, readPlacement(INVITATIONS, {}))).rows;
    expect(listed?.confinedTo?.map(({ name }) => name)).toEqual(["Acme", "Pied Piper"]);
    expect(await renewInvitation(world, ADA, ORIGIN, listed!.id)).toMatchObject({ kind: "done" });
    await changeSetting(world, ADA, SIGN_UP, { mode: "open", domains: [] });
    await noteMailAsk(world, { kind: "sign-up", email: "bob@example.com", origin: ORIGIN });
    expect(await workOffMailAsk(world)).toBe(true);
    await deleteTenant(world, ADA, ACME);
    const token = tokenIn((await mailTexts(base)).at(-1)!.text);
    expect(await joinTeam(world, { token, name: "Bob", password: PASSWORD, repeated: PASSWORD })).toMatchObject({ kind: "done" });
    expect(await reachOfOnly()).toEqual({ role: "admin", isConfined: true, tenantIds: [PIPER] });
    expect(await lastEntry()).toMatchObject({ action: "member.create", details: { tenantIds: [PIPER] } });
  });

  it("an invitation whose tenants were all deleted makes a member who reaches nothing", async () => {
    const fields = { email: "bob@example.com", role: "viewer", isConfined: true, tenantIds: [ACME] };
    const invited = await inviteMember(world, ADA, ORIGIN, fields);
    if (invited.kind !== "done") throw new Error(JSON.stringify(invited));
    await deleteTenant(world, ADA, ACME);
    const token = invited.value.token.reveal();
    expect(await joinTeam(world, { token, name: "Bob", password: PASSWORD, repeated: PASSWORD })).toMatchObject({ kind: "done" });
    expect(await reachOfOnly()).toEqual({ role: "viewer", isConfined: true, tenantIds: [] });
  });

  it("an invitation of an owner, or to no tenant that is there, is refused when it confines", async () => {
    for (const more of [
      { role: "owner", isConfined: true, tenantIds: [ACME] },
      { role: "viewer", isConfined: true, tenantIds: [] },
      { role: "viewer", isConfined: true, tenantIds: [NOBODY] },
      { role: "viewer", isConfined: true, tenantIds: ["acme"] },
    ]) {
      const outcome = await inviteMember(world, ADA, ORIGIN, { email: "bob@example.com", ...more });
      expect(outcome).toMatchObject({ kind: "refused", problems: [{ field: "tenantIds" }] });
    }
    expect(await world.prisma.invitation.count()).toBe(0);
  });

  it("who signs up reaches what the settings say: everything, unless an invitation to their address confines", async () => {
    await changeSetting(world, ADA, SIGN_UP, { mode: "open", domains: [] });
    const identity = { issuer: "https://id.example.com", subject: "1", verifiedEmail: "eve@example.com", name: "Eve" };
    const whence = { address: "192.0.2.1", agent: "" };
    expect(await signInByIdentity(world, identity, whence)).toMatchObject({ kind: "signed-in" });
    expect(await reachOfOnly()).toEqual({ role: "viewer", isConfined: false, tenantIds: [] });
    await world.prisma.member.deleteMany();
    await inviteMember(world, ADA, ORIGIN, { email: "eve@example.com", role: "admin", isConfined: true, tenantIds: [ACME] });
    expect(await signInByIdentity(world, identity, whence)).toMatchObject({ kind: "signed-in" });
    expect(await reachOfOnly()).toEqual({ role: "viewer", isConfined: true, tenantIds: [ACME] });
  });

  it("whoever is confined is not told of requests, which they do not see", async () => {
    const [confined, admin] = [await make(), await make()];
    await confine(confined, ACME);
    const apiId = randomUUID();
    await world.prisma.api.create({ data: { id: apiId, slug: `a-${apiId}`, name: "A", dialect: "standard" } });
    const texts = { name: "Grace", email: "grace@example.com", organisation: "", purpose: "Compilers", planName: "default" };
    await world.prisma.keyRequest.create({ data: { id: randomUUID(), apiId, ...texts, state: "waiting", createdAt: new Date() } });
    expect(await tellAdmins(world, null)).toMatchObject({ kind: "done", value: 1 });
    expect((await mailTexts(base)).map(({ to }) => to)).toEqual([`${admin}@example.com`]);
    await world.prisma.keyRequest.deleteMany();
  });
});
