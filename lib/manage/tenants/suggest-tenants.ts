// Suggests tenants for a few letters of their name.

import type { TenantReach } from "@/lib/core/tenant-reach";
import { nameContains } from "@/lib/manage/name-contains";
import { reachedTenants } from "@/lib/manage/tenants/reached-tenants";
import type { World } from "@/lib/manage/world";
import type { TenantName } from "./list-tenants";

/** The first so many tenants within reach, by name, whose name contains the text. */
export async function suggestTenants(
  { prisma }: Pick<World, "prisma">,
  reach: TenantReach,
  text: string,
  most: number,
): Promise<TenantName[]> {
  const where = { AND: [reachedTenants(reach), nameContains(text)] };
  return prisma.tenant.findMany({ where, select: { id: true, name: true }, orderBy: [{ name: "asc" }, { id: "asc" }], take: most });
}
