// Finds one group of the tenants that a caller may look into.
import type { GroupView } from "@/lib/core/schemas/group";
import { viewGroup } from "@/lib/manage/groups/view-group";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";

/** The group in one of those tenants, or null. A group of another tenant is answered like one that does not exist. */
export async function findGroup(world: Pick<World, "prisma">, tenantIds: readonly string[], id: string): Promise<GroupView | null> {
  const row = await tenantsDb(world.prisma, tenantIds).group.findFirst({ where: { id } });
  return row === null ? null : viewGroup(row);
}
