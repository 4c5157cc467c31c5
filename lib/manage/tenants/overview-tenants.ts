// The tenants as the console shows them: each with how many keys it has.
import { type TenantOverview, tenantOverview } from "@/lib/core/schemas/tenant-overview";
import type { World } from "@/lib/manage/world";
import type { Tenant } from "@/prisma/generated/client";

const COUNTED = { _count: { select: { keys: true } } } as const;

/** Every tenant, by name. */
export async function listTenantOverviews(world: Pick<World, "prisma">): Promise<TenantOverview[]> {
  const rows = await world.prisma.tenant.findMany({ include: COUNTED, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(overviewOf);
}

/** The tenant with that UUID, or null. */
export async function findTenantOverview(world: Pick<World, "prisma">, id: string): Promise<TenantOverview | null> {
  const row = await world.prisma.tenant.findUnique({ where: { id }, include: COUNTED });
  return row === null ? null : overviewOf(row);
}

function overviewOf({ id, name, createdAt, _count: count }: Tenant & { readonly _count: { readonly keys: number } }): TenantOverview {
  return tenantOverview.parse({ id, name, keys: count.keys, createdAt: createdAt.toISOString() });
}
