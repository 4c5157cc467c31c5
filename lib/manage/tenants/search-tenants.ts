// Searches tenants.
import type { TenantView } from "@/lib/core/schemas/tenant";
import type { TenantSearch, TenantSortName } from "@/lib/core/schemas/tenant-search";
import { nameContains } from "@/lib/manage/name-contains";
import { viewTenant } from "@/lib/manage/tenants/view-tenant";
import type { World } from "@/lib/manage/world";

/** One page of results; `total` counts all that match. */
export interface FoundTenants {
  readonly tenants: TenantView[];
  readonly total: number;
}

const SORT_COLUMNS = {
  id: "id",
  insertInstant: "createdAt",
  lastUpdateInstant: "updatedAt",
  name: "name",
} as const satisfies Record<TenantSortName, string>;

/** The tenants among those ids whose name contains a text (`*` stands for any text), by name unless another order is asked for. */
export async function searchTenants(world: Pick<World, "prisma">, ids: readonly string[], search: TenantSearch): Promise<FoundTenants> {
  const where = { id: { in: [...ids] }, ...nameContains(search.name) };
  const sorting = search.order.map(({ name, order }) => ({ [SORT_COLUMNS[name]]: order }));
  const rows = await world.prisma.tenant.findMany({
    where,
    orderBy: [...(sorting.length === 0 ? [{ name: "asc" as const }] : sorting), { id: "asc" }],
    skip: search.startRow,
    take: search.numberOfResults,
  });
  return { tenants: rows.map(viewTenant), total: await world.prisma.tenant.count({ where }) };
}
