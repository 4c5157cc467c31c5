// Changes and deletes a tenant's group, and ends the tokens whose roles came from it.
import type { JsonObject } from "@/lib/core/json";
import { type GroupInput, type GroupView, readGroupInput, readGroupPatch } from "@/lib/core/schemas/group";
import { type Change, changing } from "@/lib/manage/changing";
import { checkRoles } from "@/lib/manage/groups/create-group";
import { findRoles } from "@/lib/manage/groups/group-roles";
import { contentOfGroup, viewGroup } from "@/lib/manage/groups/view-group";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Group } from "@/prisma/generated/client";

/** Which group, and what it is to be. */
export interface GroupUpdate {
  readonly tenantIds: readonly string[];
  readonly id: string;
  readonly how: "replace" | "merge";
  readonly group: JsonObject;
  /** undefined = stay as they are: they stand beside the group, so that a client that sends back what it got does not lose them. */
  readonly roleIds: readonly string[] | undefined;
}

/** Changes a group of one of those tenants. */
export async function updateGroup(world: World, actor: string, update: GroupUpdate): Promise<Outcome<GroupView>> {
  const tenantId = await findTenantOfGroup(world, update.tenantIds, update.id);
  if (tenantId === null) return ABSENT;
  return changing(world, actor, async (change) => {
    const before = await lockGroup(change, tenantId, update.id);
    if (before === null) return ABSENT;
    const input = update.how === "merge" ? readGroupPatch(contentOfGroup(before), update.group) : readGroupInput(update.group);
    if (!input.ok) return refused(...input.problems);
    return writeGroup(change, before, input.value, update.roleIds ?? before.roleIds);
  });
}

/** Within a change in progress, of a group that it holds. Roles that were there may be gone with their application: only new ones are judged. */
export async function writeGroup(
  change: Change,
  before: Group,
  input: GroupInput,
  roleIds: readonly string[],
): Promise<Outcome<GroupView>> {
  const { id, tenantId } = before;
  const db = change.tenant(tenantId);
  const roles = await checkRoles(
    db,
    roleIds.filter((roleId) => !before.roleIds.includes(roleId)),
  );
  if (!("known" in roles)) return refused(roles.problem);
  const row = await db.group.update({ where: { id }, data: { ...input, roleIds: [...roleIds] } });
  await endRoles(
    change,
    tenantId,
    before.roleIds.filter((roleId) => !roleIds.includes(roleId)),
  );
  change.record(tenantId, "group.update", `group:${row.id}`, { name: row.name, roleIds: row.roleIds });
  return done(viewGroup(row, await findRoles(db, row.roleIds)));
}

/** Deletes a group of one of those tenants with its memberships; its members stay. */
export async function deleteGroup(world: World, actor: string, tenantIds: readonly string[], id: string): Promise<Outcome<null>> {
  const tenantId = await findTenantOfGroup(world, tenantIds, id);
  if (tenantId === null) return ABSENT;
  return changing(world, actor, async (change) => {
    const before = await lockGroup(change, tenantId, id);
    if (before === null) return ABSENT;
    await change.tenant(tenantId).group.delete({ where: { id } });
    await endRoles(change, tenantId, before.roleIds);
    change.record(tenantId, "group.delete", `group:${id}`, { name: before.name });
    return done(null);
  });
}

/** The one of those tenants whose group that is, or null. */
async function findTenantOfGroup(world: Pick<World, "prisma">, tenantIds: readonly string[], id: string): Promise<string | null> {
  const row = await tenantsDb(world.prisma, tenantIds).group.findFirst({ where: { id }, select: { tenantId: true } });
  return row?.tenantId ?? null;
}

/** The row as its last writer left it; others wait until this change is over. */
export async function lockGroup(change: Change, tenantId: string, id: string): Promise<Group | null> {
  const { group } = change.tenant(tenantId);
  // A write locks the row, which Prisma has no other word for.
  const { count } = await group.updateMany({ where: { id }, data: { updatedAt: new Date(change.atMs) } });
  return count === 0 ? null : group.findFirst({ where: { id } });
}

/**
 * Ends tokens that may name roles which a group gave. A group can have any number of members, so it is the tokens of the roles'
 * applications that end: clients get new ones with their refresh tokens.
 */
async function endRoles(change: Change, tenantId: string, roleIds: readonly string[]): Promise<void> {
  const roles = await findRoles(change.tenant(tenantId), roleIds);
  for (const applicationId of new Set([...roles.values()].map((found) => found.applicationId))) {
    change.revokeTokens("application", applicationId);
  }
}
