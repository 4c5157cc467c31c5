// What of an application another one of its tenant can take over.
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { APPLICATION_NAMES } from "@/lib/core/schemas/application";
import { readStoredRoles } from "@/lib/core/schemas/application-role";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";

/** Its settings and its roles as they would be sent, or null where there is no such application: no ids, no client, no secret. */
export async function copyApplication(world: Pick<World, "prisma">, tenantId: string, id: string): Promise<JsonObject | null> {
  const row = await tenantDb(world.prisma, tenantId).application.findFirst({ where: { id } });
  if (row === null) return null;
  const { oauthConfiguration, ...kept } = keptOf(APPLICATION_NAMES, row.extra) as JsonObject;
  const roles = readStoredRoles(row.roles).map(({ name, description = null, isDefault, isSuperRole }) => ({
    name,
    description,
    isDefault,
    isSuperRole,
  }));
  if (!isJsonObject(oauthConfiguration)) return { ...kept, roles };
  const { clientId: _own, ...client } = oauthConfiguration;
  return { ...kept, roles, oauthConfiguration: client };
}
