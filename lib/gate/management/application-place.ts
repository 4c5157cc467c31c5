// Reads which application a path names, and where it may be.
import type { Answer } from "@/lib/core/http";
import { readUuid } from "@/lib/core/schemas/texts";
import type { ApplicationPlace } from "@/lib/manage/applications/change-application";
import { refuse } from "./answers";
import type { ManagementCall } from "./operation";
import { resolveTenants } from "./resolve-tenants";

/** The place, or the answer that ends the call. */
type ReadPlace = { readonly ok: true; readonly value: ApplicationPlace } | { readonly ok: false; readonly answer: Answer };

/** The application in the path, among the tenants that the call may look into. */
export async function readPlace(call: ManagementCall): Promise<ReadPlace> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants;
  const id = readUuid(call.params.applicationId ?? "");
  if (id === null) return { ok: false, answer: refuse(call, "not_found") };
  return { ok: true, value: { tenantIds: tenants.tenantIds, id } };
}
