// What a user may do at an application: the roles of the registration, and those that groups give.
import { findRoles } from "@/lib/manage/groups/group-roles";
import type { TenantDb } from "@/lib/manage/tenants/tenant-db";
import type { UserRow } from "@/lib/manage/users/view-user";

/**
 * The user's roles at the application, each once, as tokens name them; none where the user is not registered. A group gives its roles
 * to members who are registered, and to nobody else.
 */
export async function rolesAt(
  db: Pick<TenantDb, "application" | "group">,
  user: Pick<UserRow, "memberships" | "registrations">,
  applicationId: string,
): Promise<string[]> {
  const registration = user.registrations.find((known) => known.applicationId === applicationId);
  if (registration === undefined) return [];
  if (user.memberships.length === 0) return registration.roles;
  const ids = user.memberships.map((membership) => membership.groupId);
  const groups = await db.group.findMany({ where: { id: { in: ids } }, select: { roleIds: true } });
  const given = await findRoles(
    db,
    groups.flatMap((group) => group.roleIds),
  );
  const fromGroups = [...given.values()].filter((found) => found.applicationId === applicationId).map((found) => found.role.name);
  return [...new Set([...registration.roles, ...fromGroups])];
}
