// What a user may do at an application: the roles of the registration, and those that groups give.
import { findRoles } from "@/lib/manage/groups/group-roles";
import type { TenantDb } from "@/lib/manage/tenants/tenant-db";

/**
 * The user's roles at the application, each once, as tokens name them; null = the user is not registered there. A group gives its roles to
 * members who are registered, and to nobody else.
 */
export async function rolesAt(
  db: Pick<TenantDb, "application" | "groupMember" | "registration">,
  userId: string,
  applicationId: string,
): Promise<string[] | null> {
  const registration = await db.registration.findFirst({ where: { userId, applicationId }, select: { roles: true } });
  if (registration === null) return null;
  const memberships = await db.groupMember.findMany({ where: { userId }, select: { group: { select: { roleIds: true } } } });
  const given = await findRoles(
    db,
    memberships.flatMap(({ group }) => group.roleIds),
  );
  const fromGroups = [...given.values()].filter((found) => found.applicationId === applicationId).map((found) => found.role.name);
  return [...new Set([...registration.roles, ...fromGroups])];
}
