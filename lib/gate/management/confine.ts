// The one tenant to which calls about keys, usage and audit are confined: such things also belong to no tenant at all.
import { decideTenant } from "@/lib/core/tenancy/decide-tenant";
import { listTenantIds } from "@/lib/manage/tenants/list-tenants";
import { callerOf } from "./caller-of";
import type { ManagementCall } from "./operation";

/**
 * `tenant`: the only tenant to look at; null = all of them and what belongs to none. `foreign`: the header contradicts the key.
 * `unknown`: the header names no tenant.
 */
export type Confinement =
  | { readonly kind: "tenant"; readonly tenantId: string | null }
  | { readonly kind: "foreign" }
  | { readonly kind: "unknown" };

/** Decides for one call: by the key's tenant, else by the header. */
export async function confine(call: ManagementCall): Promise<Confinement> {
  const keyTenantId = callerOf(call).tenantId;
  if (call.tenantHeader === null) return { kind: "tenant", tenantId: keyTenantId };
  const tenantIds = keyTenantId === null ? await listTenantIds(call.world) : [];
  const decision = decideTenant({ need: "search", keyTenantId, header: call.tenantHeader, tenantIds });
  if (decision.kind === "tenants") return { kind: "tenant", tenantId: decision.tenantIds[0] };
  return { kind: decision.kind === "unknown" ? "unknown" : "foreign" };
}
