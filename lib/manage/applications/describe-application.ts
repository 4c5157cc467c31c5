// A tenant's application as its page shows it, without the secret of its client, and a page of its users.
import type { ListQuery } from "@/lib/core/schemas/list-query";
import { type ApplicationDetails, applicationDetails, type JoinedUser, joinedUser } from "@/lib/core/schemas/tenant-people";
import { objectIn } from "@/lib/core/tenants/token-fields";
import { rolesOf } from "@/lib/manage/groups/group-roles";
import { CREATED_ORDERS, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { loginRules } from "@/lib/manage/sessions/session-place";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import { SUMMARY_COLUMNS, summariseUser } from "@/lib/manage/users/list-users";
import type { World } from "@/lib/manage/world";

/** The tenant's application with that id, or null. One of another tenant is answered like one that does not exist. */
export async function describeApplication(world: Pick<World, "prisma">, tenantId: string, id: string): Promise<ApplicationDetails | null> {
  const { application, registration } = tenantDb(world.prisma, tenantId);
  const row = await application.findFirst({ where: { id } });
  if (row === null) return null;
  return applicationDetails.parse({
    id: row.id,
    name: row.name,
    active: row.active,
    users: await registration.count({ where: { applicationId: id } }),
    roles: rolesOf(row).map((role) => ({
      id: role.id,
      name: role.name,
      description: role.description ?? null,
      isDefault: role.isDefault,
      isSuperRole: role.isSuperRole,
    })),
    login: loginRules(objectIn(row.extra, "loginConfiguration"), true),
    tokens: objectIn(row.extra, "jwtConfiguration"),
    hasClientSecret: row.sealedClientSecret !== null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}

/** The page of the users who are registered with an application, at the query's position. */
export async function listRegistered(
  world: Pick<World, "prisma">,
  tenantId: string,
  applicationId: string,
  query: Pick<ListQuery, "sort" | "position">,
): Promise<ListPage<JoinedUser>> {
  const { registration } = tenantDb(world.prisma, tenantId);
  const read = (seek: Seek) =>
    registration.findMany({
      where: { AND: [{ applicationId }, seek.where] },
      select: { id: true, roles: true, createdAt: true, user: { select: SUMMARY_COLUMNS } },
      orderBy: seek.orderBy,
      take: seek.take,
    });
  const { rows, ...beside } = await seekPage(query, CREATED_ORDERS.newest, read);
  const users = rows.map(({ createdAt, roles, user }) =>
    joinedUser.parse({ ...summariseUser(user), roles, joinedAt: createdAt.toISOString() }),
  );
  return { ...beside, rows: users };
}
