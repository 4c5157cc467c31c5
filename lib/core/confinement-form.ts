// What forms send of the tenants that a member is to reach.
import type { SentForm } from "@/lib/core/keys/read-key-form";

/** The name of the field that says whether only ticked tenants count, and what it may say. */
export const CONFINEMENT_FIELD = "confinement";
export const EVERY_TENANT = "every";
export const TICKED_TENANTS = "ticked";

/** The name of each box. */
export const TENANT_FIELD = "tenantId";

/** The choice. Only whoever says so reaches every tenant: a form that lost the field confines. */
export function readConfinement(sent: SentForm): { readonly isConfined: boolean; readonly tenantIds: readonly string[] } {
  return { isConfined: sent.text(CONFINEMENT_FIELD) !== EVERY_TENANT, tenantIds: sent.texts(TENANT_FIELD) };
}
