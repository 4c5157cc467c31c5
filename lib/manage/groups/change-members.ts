// Adds, replaces and removes members of groups.
import type { MemberInput, MemberRemoval, MembersInput, MemberView } from "@/lib/core/schemas/member";
import type { Problem } from "@/lib/core/schemas/problem";
import { type Change, changing } from "@/lib/manage/changing";
import { viewMember } from "@/lib/manage/groups/view-member";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** Members by the id of their group. */
export type MembersByGroup = Record<string, MemberView[]>;

/** Which groups the caller may see, and who is to be a member there. */
export interface MembersChange {
  readonly tenantIds: readonly string[];
  /** `add` leaves other members alone, `replace` removes them. */
  readonly how: "add" | "replace";
  readonly input: MembersInput;
}

/** A group or user of another tenant is refused like one that does not exist. */
const NO_SUCH_MEMBER: Problem = {
  field: "",
  code: "invalid",
  message: "One of these ids names no group, or no user of its group's tenant.",
};

/** Makes users members of groups. Who is a member already stays it, with the data that is given now. */
export async function changeMembers(
  world: World,
  actor: string,
  { tenantIds, how, input }: MembersChange,
): Promise<Outcome<MembersByGroup>> {
  const groups = await tenantsDb(world.prisma, tenantIds).group.findMany({
    where: { id: { in: [...input.groupIds] } },
    select: { id: true, tenantId: true },
    orderBy: { id: "asc" },
  });
  if (groups.length < input.groupIds.length) return refused(NO_SUCH_MEMBER);
  return changing(world, actor, async (change) => {
    const changed: MembersByGroup = {};
    for (const group of groups) {
      const members = input.members.filter((member) => member.groupId === group.id);
      const written = await writeMembers(change, how, group, members);
      if (written === null) return refused(NO_SUCH_MEMBER);
      changed[group.id] = written;
    }
    return groups.length === 0 ? unchanged(changed) : done(changed);
  });
}

/** A group as changes of its members need it. */
interface Joined {
  readonly id: string;
  readonly tenantId: string;
}

/** Within a change in progress. The members as they are then; null = one of them is no user of the group's tenant. */
export async function writeMembers(
  change: Change,
  how: MembersChange["how"],
  group: Joined,
  members: readonly MemberInput[],
): Promise<MemberView[] | null> {
  const userIds = members.map((member) => member.userId);
  if ((await change.tenant(group.tenantId).user.count({ where: { id: { in: userIds } } })) < userIds.length) return null;
  if (how === "replace") await removeWhere(change, group.tenantId, { groupId: group.id, userId: { notIn: userIds } });
  const written: MemberView[] = [];
  for (const member of members) written.push(await putMember(change, group.tenantId, member));
  change.record(group.tenantId, how === "add" ? "group.add-members" : "group.replace-members", `group:${group.id}`, { userIds });
  return written;
}

async function putMember(change: Change, tenantId: string, { groupId, userId, extra, id }: MemberInput): Promise<MemberView> {
  const row = await change.tenant(tenantId).groupMember.upsert({
    where: { tenantId_groupId_userId: { tenantId, groupId, userId } },
    create: { tenantId, groupId, userId, extra, id: id ?? randomUuid(change.world.randomBytes), createdAt: new Date(change.atMs) },
    update: { extra },
  });
  return viewMember(row);
}

/** Who leaves a group with roles may hold tokens that name them: those end. */
async function removeWhere(
  change: Change,
  tenantId: string,
  where: Prisma.GroupMemberWhereInput,
): Promise<readonly { readonly groupId: string; readonly userId: string }[]> {
  const { groupMember } = change.tenant(tenantId);
  const leaving = await groupMember.findMany({
    where,
    select: { id: true, groupId: true, userId: true, group: { select: { roleIds: true } } },
  });
  await groupMember.deleteMany({ where: { id: { in: leaving.map((member) => member.id) } } });
  for (const { userId, group } of leaving) {
    if (group.roleIds.length > 0) change.revokeTokens("user", userId);
  }
  return leaving;
}

/** Which memberships end: those of a condition, if there are any; or exactly those that a body names. */
export type EndedMemberships =
  | { readonly named: "condition"; readonly where: Prisma.GroupMemberWhereInput }
  | { readonly named: "list"; readonly removal: MemberRemoval };

/** Ends memberships. A condition that nothing meets is absent; a list that names one that does not exist is refused. */
export async function removeMembers(
  world: World,
  actor: string,
  tenantIds: readonly string[],
  ended: EndedMemberships,
): Promise<Outcome<null>> {
  const where = ended.named === "condition" ? ended.where : whereListed(ended.removal);
  const found = await tenantsDb(world.prisma, tenantIds).groupMember.findMany({
    where,
    select: { id: true, tenantId: true, groupId: true },
  });
  if (ended.named === "list" && found.length < countListed(ended.removal)) {
    const field = ended.removal.by === "id" ? "memberIds" : "members";
    return refused({ field, code: "invalid", message: "One of these names no member." });
  }
  if (found.length === 0) return ABSENT;
  return changing(world, actor, async (change) => {
    let count = 0;
    for (const tenantId of new Set(found.map((member) => member.tenantId))) {
      const ids = found.filter((member) => member.tenantId === tenantId).map((member) => member.id);
      const left = await removeWhere(change, tenantId, { id: { in: ids } });
      for (const groupId of new Set(left.map((member) => member.groupId))) {
        const userIds = left.filter((member) => member.groupId === groupId).map((member) => member.userId);
        change.record(tenantId, "group.remove-members", `group:${groupId}`, { userIds });
      }
      count += left.length;
    }
    // Somebody else was faster.
    return count === 0 ? ABSENT : done(null);
  });
}

function whereListed(removal: MemberRemoval): Prisma.GroupMemberWhereInput {
  return removal.by === "id" ? { id: { in: [...removal.ids] } } : { OR: removal.pairs.map((pair) => ({ ...pair })) };
}

function countListed(removal: MemberRemoval): number {
  return removal.by === "id" ? removal.ids.length : removal.pairs.length;
}
