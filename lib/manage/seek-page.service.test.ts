// A tenant's lists: each order gives what a plain reading gives, page by page in both directions, and nothing of another tenant.

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ListQuery, readListQuery } from "@/lib/core/schemas/list-query";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { describeApplication, listRegistered } from "@/lib/manage/applications/describe-application";
import { listApplicationPage, offerApplications } from "@/lib/manage/applications/list-application-page";
import { renewClientSecret } from "@/lib/manage/applications/renew-client-secret";
import { addMember } from "@/lib/manage/groups/add-member";
import { describeGroup, JOINED_SORTS, listMembers } from "@/lib/manage/groups/describe-group";
import { listGroupPage } from "@/lib/manage/groups/list-group-page";
import { NAMED_SORTS } from "@/lib/manage/named-orders";
import { type ListPage, PAGE_SIZE } from "@/lib/manage/seek-page";
import { describeTenant } from "@/lib/manage/tenants/describe-tenant";
import { listTenantOverviews } from "@/lib/manage/tenants/overview-tenants";
import { describeUser } from "@/lib/manage/users/describe-user";
import { findUsersByText, listUsers, USER_SORTS } from "@/lib/manage/users/list-users";
import type { Prisma } from "@/prisma/generated/client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { walkPages } from "@/scripts/services/walk-pages";

const START_MS = Date.parse("2026-11-25T12:00:00.500Z");
const COUNT = 2 * PAGE_SIZE + 7;
const [TENANT, OTHER] = [randomUUID(), randomUUID()];
const [GROUP, APPLICATION, ROLE] = [randomUUID(), randomUUID(), randomUUID()];

describe.each(Object.entries(TEST_DATABASES))("on %s", (_name, open) => {
  let world: TestWorld;
  let users: Prisma.UserCreateManyInput[];

  beforeAll(async () => {
    world = await open();
    const { prisma } = world;
    await prisma.tenant.createMany({ data: [TENANT, OTHER].map((id) => ({ id, name: id })) });
    users = Array.from({ length: COUNT }, (_, n) => userRow(TENANT, n));
    await prisma.user.createMany({ data: [...users, ...Array.from({ length: COUNT }, (_, n) => userRow(OTHER, n))] });
    const named = Array.from({ length: COUNT }, (_, n) => ({ id: randomUUID(), tenantId: TENANT, name: `Name ${n}`, createdAt: at(n) }));
    const roles = [{ id: ROLE, name: "editor", isDefault: true, isSuperRole: false }];
    await prisma.group.createMany({ data: [{ id: GROUP, tenantId: TENANT, name: "Group", roleIds: [ROLE] }, ...named] });
    await prisma.application.createMany({
      data: [{ id: APPLICATION, tenantId: TENANT, name: "Application", roles }, ...named.map((row) => ({ ...row, id: randomUUID() }))],
    });
    const joined = users.map(({ id }, n) => ({ id: randomUUID(), tenantId: TENANT, userId: id, createdAt: at(n) }));
    await prisma.groupMember.createMany({ data: joined.map((row) => ({ ...row, groupId: GROUP })) });
    await prisma.registration.createMany({ data: joined.map((row) => ({ ...row, applicationId: APPLICATION, roles: ["editor"] })) });
  });
  afterAll(() => world?.close());

  /** The ids of every page, in their order. */
  async function walk<Sort extends ListQuery["sort"], Row extends { readonly id: string }>(
    sorts: readonly [Sort, ...Sort[]],
    asked: Readonly<Record<string, string>>,
    list: (query: ListQuery<Sort>) => Promise<ListPage<Row>>,
  ): Promise<string[]> {
    const rows = await walkPages((place) => list(readListQuery(sorts, { ...asked, ...place })));
    return rows.map(({ id }) => id);
  }

  const walkUsers = (asked: Readonly<Record<string, string>>) => walk(USER_SORTS, asked, (query) => listUsers(world, TENANT, query));

  const ORDERS = {
    newest: [{ createdAt: "desc" }, { id: "desc" }],
    oldest: [{ createdAt: "asc" }, { id: "asc" }],
    email: [{ email: "asc" }, { id: "asc" }],
    username: [{ username: "asc" }, { id: "asc" }],
  } as const;

  it.each(USER_SORTS)("users by %s, some without an address or a username", async (sort) => {
    const rows = await world.prisma.user.findMany({ where: { tenantId: TENANT }, orderBy: [...ORDERS[sort]] });
    expect(await walkUsers({ sort })).toEqual(rows.map(({ id }) => id));
  });

  it("users by what they are called, by state, by a pasted id", async () => {
    const inactive = users.filter(({ active }) => active === false);
    expect((await walkUsers({ state: "inactive" })).sort()).toEqual(inactive.map(({ id }) => id).sort());
    expect((await walkUsers({ q: "USER-1@", sort: "email" })).length).toBe(1);
    expect(await walkUsers({ q: String(users[3]!.id).toUpperCase() })).toEqual([users[3]!.id]);
    expect(await walkUsers({ q: "100%" })).toEqual([]);
    expect(await findUsersByText(world, TENANT, "", 10)).toEqual([]);
    expect(await findUsersByText(world, TENANT, "last", 10)).toHaveLength(10);
  });

  it.each(NAMED_SORTS)("groups and applications by %s", async (sort) => {
    const orderBy: Prisma.GroupOrderByWithRelationInput[] = sort === "name" ? [{ name: "asc" }, { id: "asc" }] : [...ORDERS[sort]];
    const groups = await world.prisma.group.findMany({ where: { tenantId: TENANT }, orderBy });
    expect(await walk(NAMED_SORTS, { sort }, (query) => listGroupPage(world, TENANT, query))).toEqual(groups.map(({ id }) => id));
    expect(await walk(NAMED_SORTS, { sort }, (query) => listApplicationPage(world, TENANT, query))).toHaveLength(COUNT + 1);
    expect(await walk(NAMED_SORTS, { sort }, (query) => listGroupPage(world, OTHER, query))).toEqual([]);
  });

  it.each(NAMED_SORTS)("tenants by %s, those within reach alone", async (sort) => {
    const data = Array.from({ length: COUNT }, (_, n) => ({ id: randomUUID(), name: `Tenant ${n}`, createdAt: at(n) }));
    await world.prisma.tenant.createMany({ data });
    const orderBy: Prisma.TenantOrderByWithRelationInput[] = sort === "name" ? [{ name: "asc" }] : [...ORDERS[sort]];
    const all = (await world.prisma.tenant.findMany({ orderBy })).map(({ id }) => id);
    const reached: string[] = data.map(({ id }) => id).filter((_, n) => n % 2 === 0);
    expect(await walk(NAMED_SORTS, { sort }, (query) => listTenantOverviews(world, EVERYTHING, query))).toEqual(all);
    expect(await walk(NAMED_SORTS, { sort }, (query) => listTenantOverviews(world, reached, query))).toEqual(
      all.filter((id) => reached.includes(id)),
    );
    const found = await walk(NAMED_SORTS, { sort, q: "NANT 10" }, (query) => listTenantOverviews(world, EVERYTHING, query));
    expect(found).toHaveLength(data.filter(({ name }) => name.startsWith("Tenant 10")).length);
    expect(await walk(NAMED_SORTS, { sort, q: TENANT }, (query) => listTenantOverviews(world, EVERYTHING, query))).toEqual([TENANT]);
    expect(await walk(NAMED_SORTS, { sort, q: TENANT }, (query) => listTenantOverviews(world, reached, query))).toEqual([]);
    await world.prisma.tenant.deleteMany({ where: { id: { in: data.map(({ id }) => id) } } });
  });

  it("members and registered users, those who came last first", async () => {
    const newest = [...users].reverse().map(({ id }) => id);
    expect((await walk(JOINED_SORTS, {}, (query) => listMembers(world, TENANT, GROUP, query))).sort()).toEqual(newest.sort());
    expect((await walk(JOINED_SORTS, {}, (query) => listRegistered(world, TENANT, APPLICATION, query))).sort()).toEqual(newest.sort());
    const query = readListQuery(JOINED_SORTS, {});
    expect((await listMembers(world, TENANT, GROUP, query)).rows[0]?.joinedAt).toBe(at(COUNT - 1).toISOString());
    expect((await listMembers(world, OTHER, GROUP, query)).rows).toEqual([]);
    expect((await listRegistered(world, OTHER, APPLICATION, query)).rows).toEqual([]);
  });

  it("a member says whether a client keeps something with the membership", async () => {
    const memberships = async () => (await listMembers(world, TENANT, GROUP, readListQuery(JOINED_SORTS, {}))).rows;
    expect((await memberships()).some(({ keepsExtra }) => keepsExtra)).toBe(false);
    await world.prisma.groupMember.updateMany({ where: { groupId: GROUP }, data: { extra: { data: { since: 2014 } } } });
    expect((await memberships()).every(({ keepsExtra }) => keepsExtra)).toBe(true);
  });

  it("under another tenant nothing of it exists", async () => {
    expect(await describeUser(world, OTHER, String(users[0]!.id))).toBeNull();
    expect(await describeGroup(world, OTHER, GROUP)).toBeNull();
    expect(await describeApplication(world, OTHER, APPLICATION)).toBeNull();
    expect(await describeTenant(world, randomUUID())).toBeNull();
    expect(await offerApplications(world, OTHER)).toEqual([]);
    const foreign = { tenantIds: [OTHER], id: APPLICATION };
    expect(await renewClientSecret(world, "test", foreign)).toEqual({ kind: "absent" });
    expect(await addMember(world, "test", { tenantId: OTHER, groupId: GROUP, userId: String(users[0]!.id) })).toMatchObject({
      kind: "refused",
    });
    expect(await describeTenant(world, OTHER)).toMatchObject({ users: COUNT, groups: 0, applications: 0, keys: 0 });
  });

  it("pages name what belongs together, and no hash and no secret", async () => {
    const user = await describeUser(world, TENANT, String(users[0]!.id));
    expect(user).toMatchObject({ hasPassword: true });
    expect(await describeGroup(world, TENANT, GROUP)).toMatchObject({
      members: COUNT,
      roles: [{ applicationName: "Application", names: ["editor"] }],
    });
    const place = { tenantIds: [TENANT], id: APPLICATION };
    const secrets = [await renewClientSecret(world, "test", place), await renewClientSecret(world, "test", place)];
    const [first, second] = secrets.map((outcome) => ("value" in outcome ? outcome.value : ""));
    expect(first).toHaveLength(43);
    expect(second).not.toBe(first);
    const shown = JSON.stringify([user, await describeApplication(world, TENANT, APPLICATION)]);
    for (const hidden of ["a-hash", first!, second!]) expect(shown).not.toContain(hidden);
  });

  it("a second addition to a group leaves the membership as it is", async () => {
    const member = { tenantId: TENANT, groupId: GROUP, userId: String(users[0]!.id) };
    await world.prisma.groupMember.updateMany({ where: { groupId: GROUP, userId: member.userId }, data: { extra: { data: { kept: 1 } } } });
    expect(await addMember(world, "test", member)).toMatchObject({ kind: "unchanged" });
    const row = await world.prisma.groupMember.findFirst({ where: { groupId: GROUP, userId: member.userId } });
    expect(row?.extra).toEqual({ data: { kept: 1 } });
  });
});

function at(n: number): Date {
  return new Date(START_MS + Math.floor(n / 4) * 1000);
}

/** Many share an instant, and some have no address or no username, so that the id has to tell them apart. */
function userRow(tenantId: string, n: number) {
  return {
    id: randomUUID(),
    tenantId,
    email: n % 3 === 0 ? null : `user-${n}@example.com`,
    username: n % 5 === 0 ? null : `User ${n % 2 === 0 ? "Ä" : "a"}${n}`,
    lastName: "Last",
    passwordHash: "a-hash",
    active: n % 4 !== 0,
    createdAt: at(n),
  };
}
