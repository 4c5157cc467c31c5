// A tenant's user as its page shows it.
import { type UserDetails, userDetails } from "@/lib/core/schemas/tenant-people";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import { SUMMARY_COLUMNS, summariseUser } from "@/lib/manage/users/list-users";
import type { World } from "@/lib/manage/world";

/** The tenant's user with that id, or null. A user of another tenant is answered like one that does not exist. */
export async function describeUser(world: Pick<World, "prisma">, tenantId: string, id: string): Promise<UserDetails | null> {
  const row = await tenantDb(world.prisma, tenantId).user.findFirst({
    where: { id },
    select: { ...SUMMARY_COLUMNS, updatedAt: true, passwordHash: true },
  });
  if (row === null) return null;
  const { updatedAt, passwordHash, ...summary } = row;
  return userDetails.parse({ ...summariseUser(summary), updatedAt: updatedAt.toISOString(), hasPassword: passwordHash !== null });
}
