// Searches the members of groups in the tenants that a caller may look into.
import type { MemberSearch } from "@/lib/core/schemas/group-search";
import type { MemberView } from "@/lib/core/schemas/member";
import { viewMember } from "@/lib/manage/groups/view-member";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** One page of results; `total` counts all that match. */
export interface FoundMembers {
  readonly members: MemberView[];
  readonly total: number;
}

const SORT_COLUMNS = { insertInstant: "createdAt", id: "id", groupId: "groupId", userId: "userId" } as const satisfies Record<
  MemberSearch["order"][number]["name"],
  string
>;

/** Members by group and user, in the order of joining unless another one is asked for. */
export async function searchMembers(
  world: Pick<World, "prisma">,
  tenantIds: readonly string[],
  search: MemberSearch,
): Promise<FoundMembers> {
  const { groupMember } = tenantsDb(world.prisma, tenantIds);
  const where: Prisma.GroupMemberWhereInput = { groupId: search.groupId, userId: search.userId, tenantId: search.tenantId };
  const order: Prisma.GroupMemberOrderByWithRelationInput[] = search.order.map((step) => ({ [SORT_COLUMNS[step.name]]: step.order }));
  const rows = await groupMember.findMany({
    where,
    orderBy: [...(order.length === 0 ? [{ createdAt: "asc" as const }] : order), { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  return { members: rows.map(viewMember), total: await groupMember.count({ where }) };
}
