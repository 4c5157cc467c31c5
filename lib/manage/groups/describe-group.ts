// A tenant's group as its page shows it, and a page of its members.
import type { ListQuery } from "@/lib/core/schemas/list-query";
import { type GroupDetails, groupDetails, type JoinedUser, joinedUser } from "@/lib/core/schemas/tenant-people";
import { findRoles, type KnownRoles } from "@/lib/manage/groups/group-roles";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { type TenantDb, tenantDb } from "@/lib/manage/tenants/tenant-db";
import { SUMMARY_COLUMNS, summariseUser } from "@/lib/manage/users/list-users";
import type { World } from "@/lib/manage/world";

/** The tenant's group with that id, or null. A group of another tenant is answered like one that does not exist. */
export async function describeGroup(world: Pick<World, "prisma">, tenantId: string, id: string): Promise<GroupDetails | null> {
  const db = tenantDb(world.prisma, tenantId);
  const row = await db.group.findFirst({ where: { id } });
  if (row === null) return null;
  const known = await findRoles(db, row.roleIds);
  return groupDetails.parse({
    id: row.id,
    name: row.name,
    members: await db.groupMember.count({ where: { groupId: id } }),
    roleIds: row.roleIds.filter((roleId) => known.has(roleId)),
    roles: await nameRoles(db, known),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}

async function nameRoles(db: Pick<TenantDb, "application">, known: KnownRoles): Promise<GroupDetails["roles"]> {
  const held = [...known.values()];
  const applications = await db.application.findMany({
    where: { id: { in: [...new Set(held.map(({ applicationId }) => applicationId))] } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  return applications.map(({ id, name }) => ({
    applicationId: id,
    applicationName: name,
    names: held.filter(({ applicationId }) => applicationId === id).map(({ role }) => role.name),
  }));
}

/** In which order users joined a group or an application: those who came last first. */
export const JOINED_SORTS = ["newest"] as const;

/** A member of a group. */
export interface GroupMemberRow extends JoinedUser {
  /** Whether a client keeps something with the membership (`data`). */
  readonly keepsExtra: boolean;
}

/** The page of a group's members at the query's position. */
export async function listMembers(
  world: Pick<World, "prisma">,
  tenantId: string,
  groupId: string,
  query: Pick<ListQuery, "sort" | "position">,
): Promise<ListPage<GroupMemberRow>> {
  const { groupMember } = tenantDb(world.prisma, tenantId);
  const read = (seek: Seek) =>
    groupMember.findMany({
      where: { AND: [{ groupId }, seek.where] },
      select: { id: true, createdAt: true, extra: true, user: { select: SUMMARY_COLUMNS } },
      orderBy: seek.orderBy,
      take: seek.take,
    });
  const { rows, ...beside } = await seekPage(query, CREATED_ORDERS.newest, read);
  const members = rows.map(({ createdAt, extra, user }) => ({
    ...joinedUser.parse({ ...summariseUser(user), roles: [], joinedAt: createdAt.toISOString() }),
    keepsExtra: Object.keys(extra ?? {}).length > 0,
  }));
  return { ...beside, rows: members };
}

/** Those of the users who are members of the group. */
export async function whichAreMembers(
  world: Pick<World, "prisma">,
  tenantId: string,
  groupId: string,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { groupMember } = tenantDb(world.prisma, tenantId);
  const rows = await groupMember.findMany({ where: { groupId, userId: { in: [...userIds] } }, select: { userId: true } });
  return new Set(rows.map(({ userId }) => userId));
}
