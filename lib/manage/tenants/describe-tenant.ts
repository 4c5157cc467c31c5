// A tenant as its page shows it: what it is, how much is in it.
import { MOST_COUNTED, type TenantDetails, tenantDetails } from "@/lib/core/schemas/tenant-overview";
import { objectIn } from "@/lib/core/tenants/token-fields";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";

/** The tenant with that UUID, or null. */
export async function describeTenant(world: Pick<World, "prisma">, id: string): Promise<TenantDetails | null> {
  const row = await world.prisma.tenant.findUnique({ where: { id } });
  if (row === null) return null;
  const { user, group, application } = tenantDb(world.prisma, id);
  const take = MOST_COUNTED;
  const [users, groups, applications, keys] = await Promise.all([
    user.count({ take }),
    group.count({ take }),
    application.count({ take }),
    world.prisma.key.count({ where: { tenantId: id }, take }),
  ]);
  return tenantDetails.parse({
    id: row.id,
    name: row.name,
    issuer: row.issuer,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    tokens: objectIn(row.extra, "jwtConfiguration"),
    users,
    groups,
    applications,
    keys,
  });
}

/** What a chosen signing key is called: its name, its id where the key is gone, null where none is chosen. */
export async function nameSigningKey({ prisma }: Pick<World, "prisma">, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const row = await prisma.signingKey.findUnique({ where: { id }, select: { name: true } });
  return row?.name ?? id;
}
