// Changes a tenant's user: replaces it, or merges a patch into it.
import type { JsonObject } from "@/lib/core/json";
import { changeUser, readUserChange, type UserChange, type UserView } from "@/lib/core/schemas/user";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { endSessionsOfUsers } from "@/lib/manage/sessions/end-sessions-of-users";
import { findTenantOfUser } from "@/lib/manage/users/find-user";
import { contentOfUser, USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { User } from "@/prisma/generated/client";

/** Whom to change, and how. */
export interface UserUpdate {
  readonly tenantIds: readonly string[];
  readonly id: string;
  readonly how: UserChange["how"];
  readonly user: JsonObject;
}

/** Changes a user of one of those tenants. A new password ends the user's sessions and tokens. */
export async function updateUser(world: World, actor: string, { tenantIds, id, how, user }: UserUpdate): Promise<Outcome<UserView>> {
  const tenantId = await findTenantOfUser(world, tenantIds, id);
  if (tenantId === null) return ABSENT;
  const asked = readUserChange(how, user);
  if (!asked.ok) return refused(...asked.problems);
  const { password } = asked.value;
  const passwordHash = password === undefined ? undefined : await world.hashPassword(password);
  return changing(world, actor, async (change) => {
    const before = await lockUser(change, tenantId, id);
    if (before === null) return ABSENT;
    const content = contentOfUser(before);
    const input = changeUser(content, asked.value);
    if (!input.ok) return refused(...input.problems);
    const { password: _password, email = null, username = null, firstName = null, lastName = null, extra } = input.value;
    const row = await change.tenant(tenantId).user.update({
      where: { id },
      data: { email, username, firstName, lastName, extra, passwordHash },
      include: USER_RELATIONS,
    });
    if (passwordHash !== undefined) await endSessionsOfUsers(change, { tenantId, userIds: [id], endedBy: "password-change" });
    const changed = changedNames(content, contentOfUser(row));
    change.record(tenantId, "user.update", `user:${id}`, { changed, hasNewPassword: passwordHash !== undefined });
    return done(viewUser(row));
  });
}

/** The row as its last writer left it; others wait until this change is over. */
async function lockUser(change: Change, tenantId: string, id: string): Promise<User | null> {
  const { user } = change.tenant(tenantId);
  // A write locks the row, which Prisma has no other word for.
  const { count } = await user.updateMany({ where: { id }, data: { updatedAt: new Date(change.atMs) } });
  return count === 0 ? null : user.findFirst({ where: { id } });
}

/** The names whose values differ, for the audit. */
function changedNames(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).sort();
}
