// Finds tenants.
import type { TenantView } from "@/lib/core/schemas/tenant";
import { viewTenant } from "@/lib/manage/tenants/view-tenant";
import type { World } from "@/lib/manage/world";

/** Every tenant, by name; or those with these ids. */
export async function listTenants(world: Pick<World, "prisma">, onlyIds?: readonly string[]): Promise<TenantView[]> {
  const where = onlyIds === undefined ? {} : { id: { in: [...onlyIds] } };
  const rows = await world.prisma.tenant.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }] });
  return rows.map(viewTenant);
}

/** The tenant with that id, or null. */
export async function findTenant(world: Pick<World, "prisma">, id: string): Promise<TenantView | null> {
  const row = await world.prisma.tenant.findUnique({ where: { id } });
  return row === null ? null : viewTenant(row);
}

/** The ids of all tenants, oldest first. */
export async function listTenantIds(world: Pick<World, "prisma" | "knownTenantIds">): Promise<readonly string[]> {
  const known = world.knownTenantIds?.() ?? null;
  if (known !== null) return known;
  const rows = await world.prisma.tenant.findMany({ select: { id: true }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] });
  return rows.map((row) => row.id);
}

/** A tenant as lists and selections name it. */
export interface TenantName {
  readonly id: string;
  readonly name: string;
}

/** More than this many nobody picks from a selection. */
const MOST_NAMES = 500;

/** The tenants by name, the first 500 of them. */
export async function listTenantNames(world: Pick<World, "prisma">): Promise<TenantName[]> {
  return world.prisma.tenant.findMany({ select: { id: true, name: true }, orderBy: [{ name: "asc" }, { id: "asc" }], take: MOST_NAMES });
}
