// Makes one user a member of a group, and leaves a membership that is there as it is.
import { changeMembers } from "@/lib/manage/groups/change-members";
import { whichAreMembers } from "@/lib/manage/groups/describe-group";
import { done, type Outcome, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

/** Whom to add, and to what. */
export interface NewMember {
  readonly tenantId: string;
  readonly groupId: string;
  readonly userId: string;
}

/** Adds the user. What a client keeps with a membership (`data`) survives a second addition. */
export async function addMember(world: World, actor: string, { tenantId, groupId, userId }: NewMember): Promise<Outcome<null>> {
  if ((await whichAreMembers(world, tenantId, groupId, [userId])).has(userId)) return unchanged(null);
  const input = { groupIds: [groupId], members: [{ groupId, userId, extra: {} }] };
  const outcome = await changeMembers(world, actor, { tenantIds: [tenantId], how: "add", input });
  return outcome.kind === "absent" || outcome.kind === "refused" ? outcome : done(null);
}
