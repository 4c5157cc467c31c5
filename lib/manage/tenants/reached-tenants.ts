// The condition that keeps a read of tenants within somebody's reach.
import { EVERYTHING, type TenantReach } from "@/lib/core/tenant-reach";
import type { Prisma } from "@/prisma/generated/client";

/** Tenants within reach. */
export function reachedTenants(reach: TenantReach): Prisma.TenantWhereInput {
  return reach === EVERYTHING ? {} : { id: { in: [...reach] } };
}
