// The tenants as the console shows them: each with how many keys it has, one page of them.
import type { ListQuery } from "@/lib/core/schemas/list-query";
import { type TenantOverview, tenantOverview } from "@/lib/core/schemas/tenant-overview";
import { readUuid } from "@/lib/core/schemas/texts";
import type { TenantReach } from "@/lib/core/tenant-reach";
import { nameContains } from "@/lib/manage/name-contains";
import { NAMED_ORDERS, type NamedSort } from "@/lib/manage/named-orders";
import { type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import { reachedTenants } from "@/lib/manage/tenants/reached-tenants";
import type { World } from "@/lib/manage/world";
import type { Tenant } from "@/prisma/generated/client";

const COUNTED = { _count: { select: { keys: true } } } as const;

/** The page of the tenants within reach at the query's position. An id finds its tenant, any other text whatever has it in its name. */
export async function listTenantOverviews(
  { prisma }: Pick<World, "prisma">,
  reach: TenantReach,
  query: ListQuery<NamedSort>,
): Promise<ListPage<TenantOverview>> {
  const id = readUuid(query.text);
  const asked = id === null ? nameContains(query.text) : { id };
  const read = (seek: Seek) =>
    prisma.tenant.findMany({
      where: { AND: [reachedTenants(reach), asked, seek.where] },
      include: COUNTED,
      orderBy: seek.orderBy,
      take: seek.take,
    });
  const { rows, ...beside } = await seekPage(query, NAMED_ORDERS[query.sort], read);
  return { ...beside, rows: rows.map(overviewOf) };
}

function overviewOf({ id, name, createdAt, _count: count }: Tenant & { readonly _count: { readonly keys: number } }): TenantOverview {
  return tenantOverview.parse({ id, name, keys: count.keys, createdAt: createdAt.toISOString() });
}
