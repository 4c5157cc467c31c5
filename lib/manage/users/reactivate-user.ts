// Lets a user in again who was deactivated.
import type { UserView } from "@/lib/core/schemas/user";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, unchanged } from "@/lib/manage/outcome";
import { findTenantOfUser } from "@/lib/manage/users/find-user";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";

/** Reactivates a user of one of those tenants. Sessions and tokens of before stay ended. */
export async function reactivateUser(world: World, actor: string, tenantIds: readonly string[], id: string): Promise<Outcome<UserView>> {
  const tenantId = await findTenantOfUser(world, tenantIds, id);
  if (tenantId === null) return ABSENT;
  return changing(world, actor, async (change) => {
    const { user } = change.tenant(tenantId);
    const where = { id, active: false };
    const { count } = await user.updateMany({ where, data: { active: true, updatedAt: new Date(change.atMs) } });
    const row = await user.findFirst({ where: { id }, include: USER_RELATIONS });
    if (row === null) return ABSENT;
    if (count === 0) return unchanged(viewUser(row));
    change.record(tenantId, "user.reactivate", `user:${id}`);
    return done(viewUser(row));
  });
}
