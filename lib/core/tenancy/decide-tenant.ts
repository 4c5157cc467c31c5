// Which tenants a management call may touch: from the caller's key, the tenant header and the tenants that exist.
import { readUuid } from "@/lib/core/schemas/texts";

/**
 * What a call needs: `by_id` names one object by an id that is unique everywhere, `search` lists, `lookup` names an object by
 * something that is unique per tenant only, `create` puts an object into a tenant.
 */
export type TenantNeed = "by_id" | "search" | "lookup" | "create";

/** What the decision rests on. */
export interface TenantQuestion {
  readonly need: TenantNeed;
  /** The tenant that the caller's key is assigned to, or null for a key of all tenants. */
  readonly keyTenantId: string | null;
  /** The value of the tenant header as sent, or null where there is none. */
  readonly header: string | null;
  /** Every tenant there is. Not looked at when the key has a tenant. */
  readonly tenantIds: readonly string[];
}

/**
 * `tenants`: the ids to work in, exactly one for `lookup` and `create`. `required`: the call is ambiguous. `unknown`: the header
 * names no tenant. `foreign`: the header contradicts the key, whether or not the tenant it names exists.
 */
export type TenantDecision =
  | { readonly kind: "tenants"; readonly tenantIds: readonly [string, ...string[]] }
  | { readonly kind: "none" }
  | { readonly kind: "required" }
  | { readonly kind: "unknown" }
  | { readonly kind: "foreign" };

/**
 * Decides by vendor page 004, section 6: a key's tenant scopes everything; else the header does; with one tenant nothing is ever
 * ambiguous; with more, only calls by id and searches go without.
 */
export function decideTenant(question: TenantQuestion): TenantDecision {
  const { keyTenantId, tenantIds, need } = question;
  const named = question.header === null ? null : readUuid(question.header);
  if (question.header !== null && named === null) return { kind: "unknown" };
  if (keyTenantId !== null) return named === null || named === keyTenantId ? only(keyTenantId) : { kind: "foreign" };
  if (named !== null) return tenantIds.includes(named) ? only(named) : { kind: "unknown" };
  const [first, ...others] = tenantIds;
  if (first === undefined) return { kind: "none" };
  if (others.length > 0 && (need === "lookup" || need === "create")) return { kind: "required" };
  return { kind: "tenants", tenantIds: [first, ...others] };
}

function only(tenantId: string): TenantDecision {
  return { kind: "tenants", tenantIds: [tenantId] };
}
