// Finds out which tenants a call may touch, and words the refusal where it may not go on.
import type { Answer } from "@/lib/core/http";
import { usersAnswer } from "@/lib/core/schemas/user";
import { decideTenant, type TenantNeed } from "@/lib/core/tenancy/decide-tenant";
import { listTenantIds } from "@/lib/manage/tenants/list-tenants";
import { fieldErrors, generalError, ok, refuse, TENANT_ID_REQUIRED } from "./answers";
import type { ManagementCall } from "./operation";

/** The tenants (exactly one for `lookup` and `create`), or the answer that ends the call. */
export type ResolvedTenants =
  | { readonly ok: true; readonly tenantIds: readonly [string, ...string[]] }
  | { readonly ok: false; readonly answer: Answer };

/** Decides for one call. Asks for the list of tenants only where the key leaves it open. */
export async function resolveTenants(call: ManagementCall, need: TenantNeed): Promise<ResolvedTenants> {
  const keyTenantId = call.caller?.tenantId ?? null;
  const tenantIds = keyTenantId === null ? await listTenantIds(call.world) : [];
  const decision = decideTenant({ need, keyTenantId, header: call.tenantHeader, tenantIds });
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
      return { ok: false, answer: need === "create" ? unknownTenant(call) : nothingFound(call, need) };
    default:
      return decision satisfies never;
  }
}

/** A header that contradicts the key reads like one that names nothing: nothing to find, nowhere to create. */
function foreignAnswer(call: ManagementCall, need: TenantNeed): Answer {
  return need === "create" ? refuse(call, "unknown_tenant") : nothingFound(call, need);
}

function nothingFound(call: ManagementCall, need: TenantNeed): Answer {
  return need === "search" ? ok(call, usersAnswer, { users: [], total: 0 }) : refuse(call, "wrong_tenant");
}

function unknownTenant(call: ManagementCall): Answer {
  return fieldErrors(call, "tenant", [{ field: "id", code: "invalid", message: "There is no tenant." }]);
}
