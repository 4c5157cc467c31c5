// Finds groups of the tenants that a caller may look into.
import type { GroupView } from "@/lib/core/schemas/group";
import type { GroupSearch } from "@/lib/core/schemas/group-search";
import { viewGroups } from "@/lib/manage/groups/view-group";
import { containing } from "@/lib/manage/matching";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";
import type { Prisma } from "@/prisma/generated/client";

/** The group in one of those tenants, or null. A group of another tenant is answered like one that does not exist. */
export async function findGroup(world: Pick<World, "prisma">, tenantIds: readonly string[], id: string): Promise<GroupView | null> {
  const db = tenantsDb(world.prisma, tenantIds);
  const row = await db.group.findFirst({ where: { id } });
  return row === null ? null : ((await viewGroups(db, [row]))[0] ?? null);
}

/** Every group of those tenants, by name. */
export async function listGroups(world: Pick<World, "prisma">, tenantIds: readonly string[]): Promise<GroupView[]> {
  const db = tenantsDb(world.prisma, tenantIds);
  return viewGroups(db, await db.group.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }] }));
}

/** One page of results; `total` counts all that match. */
export interface FoundGroups {
  readonly groups: GroupView[];
  readonly total: number;
}

const SORT_COLUMNS = { name: "name", id: "id", insertInstant: "createdAt", lastUpdateInstant: "updatedAt" } as const satisfies Record<
  GroupSearch["order"][number]["name"],
  string
>;

/** Groups by a text that their name contains (`*` stands for any text), by name unless another order is asked for. */
export async function searchGroups(world: Pick<World, "prisma">, tenantIds: readonly string[], search: GroupSearch): Promise<FoundGroups> {
  const db = tenantsDb(world.prisma, tenantIds);
  const where: Prisma.GroupWhereInput = {
    tenantId: search.tenantId,
    name: search.name === undefined ? undefined : containing(search.name),
  };
  const order: Prisma.GroupOrderByWithRelationInput[] = search.order.map((step) => ({ [SORT_COLUMNS[step.name]]: step.order }));
  const rows = await db.group.findMany({
    where,
    orderBy: [...(order.length === 0 ? [{ name: "asc" as const }] : order), { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  return { groups: await viewGroups(db, rows), total: await db.group.count({ where }) };
}
