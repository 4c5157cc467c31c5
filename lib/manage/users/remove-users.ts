// Deactivates or deletes users, one or many in one transaction, and ends what they had open.
import type { UserSearch } from "@/lib/core/schemas/user-search";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, unchanged } from "@/lib/manage/outcome";
import { endSessionsOfUsers } from "@/lib/manage/sessions/end-sessions-of-users";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { whereUsers } from "@/lib/manage/users/search-users";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** Which users, at most how many, and what is to become of them. */
export interface UsersRemoval {
  readonly users: Pick<UserSearch, "ids" | "queryString">;
  readonly limit: number;
  /** Deleted for good, rather than kept and shut out. */
  readonly isDeletion: boolean;
  /** Changes nothing and tells who would be hit. */
  readonly isTrial: boolean;
}

/** A user as removals need it. */
interface Removed {
  readonly tenantId: string;
  readonly id: string;
  readonly active: boolean;
}

/** Deactivates or deletes one user of those tenants. Deactivating who is inactive already changes nothing. */
export async function removeUser(
  world: World,
  actor: string,
  { tenantIds, id, isDeletion }: { readonly tenantIds: readonly string[]; readonly id: string; readonly isDeletion: boolean },
): Promise<Outcome<null>> {
  const found = await findRemoved(world, tenantIds, { id }, 1);
  if (found.length === 0) return ABSENT;
  return changing(world, actor, async (change) => ((await remove(change, found, isDeletion)) ? done(null) : unchanged(null)));
}

/** Removes the users that are found in those tenants, oldest first; whom nobody finds is left out. Answers with their ids. */
export async function removeUsers(
  world: World,
  actor: string,
  tenantIds: readonly string[],
  { users, limit, isDeletion, isTrial }: UsersRemoval,
): Promise<Outcome<readonly string[]>> {
  const found = await findRemoved(world, tenantIds, whereUsers(users), limit);
  const ids = found.map((user) => user.id);
  if (isTrial || found.length === 0) return unchanged(ids);
  return changing(world, actor, async (change) => ((await remove(change, found, isDeletion)) ? done(ids) : unchanged(ids)));
}

function findRemoved(
  world: Pick<World, "prisma">,
  tenantIds: readonly string[],
  where: Prisma.UserWhereInput,
  limit: number,
): Promise<Removed[]> {
  const select = { tenantId: true, id: true, active: true };
  return tenantsDb(world.prisma, tenantIds).user.findMany({ where, select, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: limit });
}

/** Whether anybody was removed. */
async function remove(change: Change, found: readonly Removed[], isDeletion: boolean): Promise<boolean> {
  const hit = isDeletion ? found : found.filter((user) => user.active);
  for (const [tenantId, ids] of byTenant(hit)) {
    const { user } = change.tenant(tenantId);
    const where = { id: { in: ids } };
    // Before the deletion, which takes the sessions with it.
    await endSessionsOfUsers(change, { tenantId, userIds: ids, endedBy: isDeletion ? "deletion" : "deactivation" });
    if (isDeletion) await user.deleteMany({ where });
    else await user.updateMany({ where, data: { active: false, updatedAt: new Date(change.atMs) } });
    for (const id of ids) change.record(tenantId, isDeletion ? "user.delete" : "user.deactivate", `user:${id}`);
  }
  return hit.length > 0;
}

function byTenant(users: readonly Removed[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { tenantId, id } of users) groups.set(tenantId, [...(groups.get(tenantId) ?? []), id]);
  return groups;
}
