// Lists with one order and no search: each gives what a plain reading gives, page by page in both directions, and nothing of anybody else's.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { MOST_OFFERED } from "@/lib/core/most-offered";
import { type PlacedList, type Placement, readPlacement } from "@/lib/core/schemas/place-query";
import { APIS, listApiPage } from "@/lib/manage/apis/list-apis";
import { EARLIER_REQUESTS, listEarlierRequests } from "@/lib/manage/requests/find-requests";
import { type ListPage, PAGE_SIZE } from "@/lib/manage/seek-page";
import { INVITATIONS, listInvitations, SIGN_UP } from "@/lib/manage/team/invitations";
import { listMembers, MEMBERS } from "@/lib/manage/team/list-members";
import { listSessions, SESSIONS } from "@/lib/manage/team/list-sessions";
import { overviewSigningKeys, SIGNING_KEYS } from "@/lib/manage/tokens/overview-signing-keys";
import { listTenantKeys, offerSigningKeys, TENANT_KEYS } from "@/lib/manage/tokens/tenant-signing-keys";
import { LISTS_OF_USER, listGroupsOfUser, listRegistrations, listUserSessions, whichAreJoined } from "@/lib/manage/users/list-of-user";
import { DELIVERIES, listDeliveries, listWebhooks, WEBHOOKS } from "@/lib/manage/webhooks/find-webhooks";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { walkPages } from "@/scripts/services/walk-pages";

const COUNT = 2 * PAGE_SIZE + 7;
const START_MS = Date.now() - 3_000_000;
const [MEMBER, OTHER_MEMBER, TENANT, OTHER_TENANT] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const [USER, OTHER_USER, HOOK, OTHER_HOOK] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const PLACE = { tenantId: TENANT, userId: USER };
const SEALED = { sealedPrivate: Buffer.alloc(60) };

describe.each(Object.entries(TEST_DATABASES))("on %s", (_name, open) => {
  let world: TestWorld;

  beforeAll(async () => {
    world = await open();
    await seedTeam(world);
    await seedInstance(world);
    await seedUsers(world);
  });
  afterAll(() => world?.close());

  async function walk<Row>(placed: PlacedList, list: (placement: Placement) => Promise<ListPage<Row>>): Promise<Row[]> {
    const rows = await walkPages((query) => list(readPlacement(placed, query)), placed.name);
    expect(rows.length).toBeGreaterThan(2 * PAGE_SIZE);
    return rows;
  }

  const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  const oldest = [{ createdAt: "asc" }, { id: "asc" }] as const;
  const newest = [{ createdAt: "desc" }, { id: "desc" }] as const;

  it("members, the oldest first", async () => {
    const members = await world.prisma.member.findMany({ orderBy: [...oldest] });
    expect(idsOf(await walk(MEMBERS, (placement) => listMembers(world, placement)))).toEqual(idsOf(members));
  });

  it("invitations, the oldest first, without those who asked for an account themselves", async () => {
    const invitations = await world.prisma.invitation.findMany({ where: { invitedBy: { not: SIGN_UP } }, orderBy: [...oldest] });
    expect(invitations).toHaveLength(COUNT);
    expect(idsOf(await walk(INVITATIONS, (placement) => listInvitations(world, placement)))).toEqual(idsOf(invitations));
  });

  it("a member's own sessions that stand, the one seen last first", async () => {
    const orderBy = [{ lastSeenAt: "desc" }, { id: "desc" }] as const;
    const where = { memberId: MEMBER, startedAt: { gt: new Date(0) } };
    const sessions = await world.prisma.consoleSession.findMany({ where, orderBy: [...orderBy] });
    expect(sessions).toHaveLength(COUNT);
    expect(idsOf(await walk(SESSIONS, (placement) => listSessions(world, MEMBER, placement)))).toEqual(idsOf(sessions));
  });

  it("webhooks, the oldest first, and deliveries of one, the newest first", async () => {
    const webhooks = await world.prisma.webhook.findMany({ orderBy: [...oldest] });
    expect(idsOf(await walk(WEBHOOKS, (placement) => listWebhooks(world, placement)))).toEqual(idsOf(webhooks));
    const deliveries = await world.prisma.webhookDelivery.findMany({ where: { webhookId: HOOK }, orderBy: [...newest] });
    expect(idsOf(await walk(DELIVERIES, (placement) => listDeliveries(world, HOOK, placement)))).toEqual(idsOf(deliveries));
  });

  it("signing keys: what each does is known on whichever page it stands", async () => {
    const keys = await world.prisma.signingKey.findMany({ orderBy: [...newest] });
    const rows = await walk(SIGNING_KEYS, (placement) => overviewSigningKeys(world, placement));
    expect(new Set(idsOf(rows.slice(0, PAGE_SIZE)))).toEqual(new Set(idsOf(keys.slice(0, PAGE_SIZE))));
    expect(idsOf(rows).sort()).toEqual(idsOf(keys).sort());
    const signing = rows.filter(({ state }) => state === "signs");
    // The tenant's newest one, on the first page, and the only one of the protected APIs, on the last: it is the oldest of all.
    expect(signing.map(({ tenant }) => tenant?.name ?? null)).toEqual(["Acme", null]);
    expect(idsOf(signing)).toEqual([keys[0]?.id, keys.at(-1)?.id]);
    expect(rows[0]?.state).toBe("signs");
  });

  it("signing keys of a tenant; forms offer the first by name, and the chosen one", async () => {
    const keys = await world.prisma.signingKey.findMany({ where: { tenantId: TENANT }, orderBy: [...newest] });
    expect(idsOf(await walk(TENANT_KEYS, (placement) => listTenantKeys(world, TENANT, placement)))).toEqual(idsOf(keys));
    const last = { id: randomUUID(), kid: "last", name: "zzz", tenantId: TENANT, algorithm: "RS256", ...SEALED };
    const more = Array.from({ length: MOST_OFFERED }, (_, n) => ({
      ...last,
      id: randomUUID(),
      kid: `more ${n}`,
      name: `More ${n}`,
      tenantId: null,
    }));
    await world.prisma.signingKey.createMany({ data: [...more, last] });
    const offered = await offerSigningKeys(world, TENANT, "");
    expect(offered).toHaveLength(MOST_OFFERED);
    expect((await offerSigningKeys(world, TENANT, last.id)).at(-1)).toEqual({ id: last.id, name: "zzz" });
    expect(await offerSigningKeys(world, OTHER_TENANT, last.id)).toHaveLength(MOST_OFFERED);
    expect(await offerSigningKeys(world, TENANT, "made-up")).toEqual(offered);
    await world.prisma.signingKey.deleteMany({ where: { id: { in: idsOf([...more, last]) } } });
  });

  it("what else was asked from an address, the newest first", async () => {
    const { id: apiId } = await world.prisma.api.findFirstOrThrow();
    const request = (n: number, more: object = {}) => ({
      ...{
        id: randomUUID(),
        apiId,
        state: "withdrawn",
        name: "Bob",
        email: "bob@example.com",
        organisation: "",
        purpose: "",
        planName: "default",
      },
      ...{ createdAt: at(n), ...more },
    });
    const shown = request(0);
    const others = [request(1, { email: "eve@example.com" }), request(2, { state: "unconfirmed" })];
    const earlier = rowsOf((n) => request(n));
    await world.prisma.keyRequest.createMany({ data: [shown, ...others, ...earlier] });
    const found = await walk(EARLIER_REQUESTS, (placement) => listEarlierRequests(world, shown, placement));
    const rows = await world.prisma.keyRequest.findMany({ where: { id: { in: idsOf(earlier) } }, orderBy: [...newest] });
    expect(idsOf(found)).toEqual(idsOf(rows));
  });

  it("APIs by name, without Keyfuse's own", async () => {
    const apis = await world.prisma.api.findMany({
      where: { slug: { notIn: [MANAGEMENT_SLUG, SERVICE_SLUG] } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    });
    expect(apis).toHaveLength(COUNT);
    expect(idsOf(await walk(APIS, (placement) => listApiPage(world, placement)))).toEqual(idsOf(apis));
  });

  it("a user's registrations and groups in the order of joining", async () => {
    const registrations = await world.prisma.registration.findMany({ where: PLACE, orderBy: [...oldest] });
    const { registrations: joined, groups } = LISTS_OF_USER;
    const ids = registrations.map(({ applicationId }) => applicationId);
    const rows = await walk(joined, (placement) => listRegistrations(world, PLACE, placement));
    expect(rows.map(({ applicationId }) => applicationId)).toEqual(ids);
    expect(rows[0]).toMatchObject({ name: "Application 0", roles: ["editor"] });
    expect(await whichAreJoined(world, PLACE, [...ids.slice(0, 2), OTHER_TENANT])).toEqual(new Set(ids.slice(0, 2)));
    const memberships = await world.prisma.groupMember.findMany({ where: PLACE, orderBy: [...oldest] });
    const shown = await walk(groups, (placement) => listGroupsOfUser(world, PLACE, placement));
    expect(idsOf(shown)).toEqual(memberships.map(({ groupId }) => groupId));
  });

  it("a user's sessions that go on, the latest first", async () => {
    const where = { ...PLACE, endedAt: null };
    const sessions = await world.prisma.refreshSession.findMany({ where, orderBy: [{ startedAt: "desc" }, { id: "desc" }] });
    expect(sessions).toHaveLength(COUNT);
    const rows = await walk(LISTS_OF_USER.sessions, (placement) => listUserSessions(world, PLACE, placement));
    expect(idsOf(rows)).toEqual(idsOf(sessions));
    expect(rows[0]).toMatchObject({ applicationName: "Application 0", device: "A phone" });
  });

  it("under another tenant, and of another user, nothing of it exists", async () => {
    const first = readPlacement(LISTS_OF_USER.sessions, {});
    for (const place of [
      { tenantId: OTHER_TENANT, userId: USER },
      { tenantId: TENANT, userId: OTHER_USER },
    ]) {
      for (const list of [listRegistrations, listGroupsOfUser, listUserSessions]) {
        expect(await list(world, place, first)).toEqual({ rows: [], previous: null, next: null });
      }
    }
    expect((await listSessions(world, OTHER_MEMBER, first)).rows).toHaveLength(1);
    expect((await listDeliveries(world, OTHER_HOOK, first)).rows).toHaveLength(1);
  });
});

/** Four share an instant, so that the id has to tell them apart. */
function at(n: number): Date {
  return new Date(START_MS + Math.floor(n / 4) * 1000);
}

function rowsOf<Row>(make: (n: number) => Row): Row[] {
  return Array.from({ length: COUNT }, (_, n) => make(n));
}

async function seedTeam({ prisma }: TestWorld): Promise<void> {
  const member = (id: string, n: number) => ({ id, email: `${n}@example.com`, name: `Member ${n}`, role: "viewer", createdAt: at(n) });
  await prisma.member.createMany({ data: [member(MEMBER, -1), member(OTHER_MEMBER, -2), ...rowsOf((n) => member(randomUUID(), n))] });
  const invitation = (n: number, invitedBy: string) => ({
    ...{
      id: randomUUID(),
      fingerprint: Buffer.from(`${invitedBy} ${n}`),
      email: `${invitedBy}-${n}@example.com`,
      role: "viewer",
      invitedBy,
    },
    ...{ createdAt: at(n), expiresAt: at(n + 1_000_000) },
  });
  await prisma.invitation.createMany({ data: [...rowsOf((n) => invitation(n, "owner")), ...rowsOf((n) => invitation(n, SIGN_UP))] });
  const session = (memberId: string, n: number) => ({
    ...{ id: randomUUID(), memberId, startedAt: at(n), lastSeenAt: at(n), address: "192.0.2.1", agent: "a browser" },
  });
  await prisma.consoleSession.createMany({
    data: [
      ...rowsOf((n) => session(MEMBER, n)),
      session(OTHER_MEMBER, 0),
      // Seen just now, and over all the same.
      { ...session(MEMBER, COUNT), startedAt: new Date(0) },
    ],
  });
}

async function seedInstance({ prisma }: TestWorld): Promise<void> {
  await prisma.tenant.createMany({
    data: [
      { id: TENANT, name: "Acme" },
      { id: OTHER_TENANT, name: "Globex" },
    ],
  });
  const hook = (id: string, n: number) => ({
    id,
    url: "https://hooks.example.com/",
    events: [],
    sealedSecret: Buffer.alloc(60),
    createdAt: at(n),
  });
  await prisma.webhook.createMany({ data: [hook(HOOK, 0), hook(OTHER_HOOK, 0), ...rowsOf((n) => hook(randomUUID(), n))] });
  const delivery = (webhookId: string, n: number) => ({
    id: randomUUID(),
    webhookId,
    event: "key.created",
    payload: "{}",
    createdAt: at(n),
  });
  await prisma.webhookDelivery.createMany({ data: [...rowsOf((n) => delivery(HOOK, n)), delivery(OTHER_HOOK, 0)] });
  const key = (n: number, tenantId: string | null, createdAt: Date) => ({
    ...{ id: randomUUID(), kid: `kid ${n}`, name: `Key ${n}`, tenantId, algorithm: "RS256", createdAt, ...SEALED },
  });
  await prisma.signingKey.createMany({ data: [key(-1, null, at(-4)), ...rowsOf((n) => key(n, TENANT, at(n)))] });
  const api = (slug: string, n: number) => ({ id: randomUUID(), slug, name: `Name ${Math.floor(n / 4)}`, dialect: "standard" });
  await prisma.api.createMany({ data: [api(MANAGEMENT_SLUG, 0), api(SERVICE_SLUG, 0), ...rowsOf((n) => api(`api-${n}`, n))] });
}

async function seedUsers({ prisma }: TestWorld): Promise<void> {
  const user = (tenantId: string, id: string) => ({ tenantId, id, email: `${id}@example.com` });
  await prisma.user.createMany({ data: [user(TENANT, USER), user(TENANT, OTHER_USER), user(OTHER_TENANT, randomUUID())] });
  const named = (noun: string) => rowsOf((n) => ({ tenantId: TENANT, id: randomUUID(), name: `${noun} ${n}` }));
  const [applications, groups] = [named("Application"), named("Group")];
  await prisma.application.createMany({ data: applications });
  await prisma.group.createMany({ data: groups });
  const joined = (n: number) => ({ id: randomUUID(), ...PLACE, createdAt: at(n) });
  const [first] = applications;
  // The first stands alone in its instant.
  await prisma.registration.createMany({
    data: applications.map(({ id }, n) => ({ ...joined(n === 0 ? -4 : n), applicationId: id, roles: ["editor"] })),
  });
  await prisma.groupMember.createMany({ data: groups.map(({ id }, n) => ({ ...joined(n), groupId: id })) });
  const session = (n: number) => ({
    ...{ id: randomUUID(), ...PLACE, applicationId: first?.id ?? null, metadata: { device: { name: "A phone" } } },
    ...{ startedAt: at(n), lastUsedAt: at(n), expiresAt: at(n + 1_000_000) },
  });
  await prisma.refreshSession.createMany({ data: [...rowsOf(session), { ...session(COUNT), endedAt: at(COUNT), endedBy: "sign-out" }] });
}
