// A stored tenant as it leaves.
import { TENANT_NAMES, type TenantView, tenantView } from "@/lib/core/schemas/tenant";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { Tenant } from "@/prisma/generated/client";

/** The view of a row. */
export function viewTenant(row: Tenant): TenantView {
  return tenantView.parse({
    ...keptOf(TENANT_NAMES, row.extra),
    id: row.id,
    name: row.name,
    issuer: row.issuer,
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}
