// A tenant's groups as the console lists them: one page, searched and in order.
import type { ListQuery } from "@/lib/core/schemas/list-query";
import { type GroupSummary, groupSummary } from "@/lib/core/schemas/tenant-people";
import { nameContains } from "@/lib/manage/name-contains";
import { NAMED_ORDERS, type NamedSort } from "@/lib/manage/named-orders";
import { type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Group } from "@/prisma/generated/client";

/** The page of the tenant's groups at the query's position, with how many members and roles each has. */
export async function listGroupPage(
  world: Pick<World, "prisma">,
  tenantId: string,
  query: ListQuery<NamedSort>,
): Promise<ListPage<GroupSummary>> {
  const { group } = tenantDb(world.prisma, tenantId);
  const read = (seek: Seek) =>
    group.findMany({
      where: { AND: [nameContains(query.text), seek.where] },
      select: { id: true, name: true, roleIds: true, createdAt: true, _count: { select: { members: true } } },
      orderBy: seek.orderBy,
      take: seek.take,
    });
  const { rows, ...beside } = await seekPage(query, NAMED_ORDERS[query.sort], read);
  return { ...beside, rows: rows.map(summariseGroup) };
}

type SummarisedGroup = Pick<Group, "id" | "name" | "roleIds" | "createdAt"> & { readonly _count: { readonly members: number } };

function summariseGroup({ id, name, roleIds, createdAt, _count }: SummarisedGroup): GroupSummary {
  return groupSummary.parse({ id, name, members: _count.members, roles: roleIds.length, createdAt: createdAt.toISOString() });
}
