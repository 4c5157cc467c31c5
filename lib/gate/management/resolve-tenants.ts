// Finds out which tenants a call may touch, and words the refusal where it may not go on.
import type { Answer } from "@/lib/core/http";
import { decideTenant, type TenantDecision, type TenantNeed } from "@/lib/core/tenancy/decide-tenant";
import { listTenantIds } from "@/lib/manage/tenants/list-tenants";
import { fieldErrors, generalError, refuse, TENANT_ID_REQUIRED } from "./answers";
import type { ManagementCall } from "./operation";

/** The tenants (exactly one for `lookup` and `create`), or the answer that ends the call. */
export type ResolvedTenants =
  | { readonly ok: true; readonly tenantIds: readonly [string, ...string[]] }
  | { readonly ok: false; readonly answer: Answer };

/** The tenants that a search may look into (none where nothing can be found), or the answer that ends the call. */
export type SearchedTenants =
  | { readonly ok: true; readonly tenantIds: readonly string[] }
  | { readonly ok: false; readonly answer: Answer };

/** Decides for a search. A header that contradicts the key finds nothing, as if the tenant were empty. */
export async function resolveSearch(call: ManagementCall): Promise<SearchedTenants> {
  const decision = await decide(call, "search");
  if (decision.kind === "tenants") return { ok: true, tenantIds: decision.tenantIds };
  return decision.kind === "unknown" ? { ok: false, answer: refuse(call, "unknown_tenant") } : { ok: true, tenantIds: [] };
}

/** Decides for one call. */
export async function resolveTenants(call: ManagementCall, need: Exclude<TenantNeed, "search">): Promise<ResolvedTenants> {
  const decision = await decide(call, need);
  switch (decision.kind) {
    case "tenants":
      return { ok: true, tenantIds: decision.tenantIds };
    case "required":
      return { ok: false, answer: generalError(call, "TenantIdRequired", TENANT_ID_REQUIRED) };
    case "unknown":
      return { ok: false, answer: refuse(call, "unknown_tenant") };
    case "foreign":
      return { ok: false, answer: foreignAnswer(call, need) };
    case "none":
      return { ok: false, answer: need === "create" ? unknownTenant(call) : refuse(call, "wrong_tenant") };
    default:
      return decision satisfies never;
  }
}

/** A header that contradicts the key reads like one that names nothing: nothing to find, nowhere to create. */
function foreignAnswer(call: ManagementCall, need: TenantNeed): Answer {
  return refuse(call, need === "create" ? "unknown_tenant" : "wrong_tenant");
}

/** Asks for the list of tenants only where the key leaves it open. */
async function decide(call: ManagementCall, need: TenantNeed): Promise<TenantDecision> {
  const keyTenantId = call.caller?.tenantId ?? null;
  const tenantIds = keyTenantId === null ? await listTenantIds(call.world) : [];
  return decideTenant({ need, keyTenantId, header: call.tenantHeader, tenantIds });
}

function unknownTenant(call: ManagementCall): Answer {
  return fieldErrors(call, "tenant", [{ field: "id", code: "invalid", message: "There is no tenant." }]);
}
