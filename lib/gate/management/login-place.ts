// Where somebody signs in, and whether the call may ask for it there.
import type { Answer, Json } from "@/lib/core/http";
import { readUuid } from "@/lib/core/schemas/texts";
import { findTenantOfUser } from "@/lib/manage/sessions/find-sessions";
import { findApplicationPlace, findSessionPlace, type SessionPlace } from "@/lib/manage/sessions/session-place";
import { fieldErrors, refuse } from "./answers";
import type { ManagementCall } from "./operation";
import { resolveTenants } from "./resolve-tenants";

/** The place, or the answer that ends the call. */
export type LoginPlace = { readonly ok: true; readonly place: SessionPlace } | { readonly ok: false; readonly answer: Answer };

/**
 * The application that the body names, or the tenant where it names none. Without a key only an application opens the way, and only one
 * that says so; one that does not, and one that does not exist, are answered alike.
 */
export async function findLoginPlace(call: ManagementCall, applicationId: Json): Promise<LoginPlace> {
  const id = typeof applicationId === "string" ? readUuid(applicationId) : null;
  if (call.caller === null) return openPlace(call, id);
  if (applicationId === null) return tenantPlace(call);
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants;
  const place = id === null ? null : await findApplicationPlace(call.world, tenants.tenantIds, id);
  return place === null ? { ok: false, answer: unknownApplication(call) } : { ok: true, place };
}

/** The application that a ping names, or the tenant of the user, whose id is unique everywhere: no tenant has to be named. */
export async function findPingPlace(call: ManagementCall, userId: Json, applicationId: Json): Promise<LoginPlace> {
  if (applicationId !== null) return findLoginPlace(call, applicationId);
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants;
  const id = typeof userId === "string" ? readUuid(userId) : null;
  const tenantId = id === null ? null : await findTenantOfUser(call.world, tenants.tenantIds, id);
  const place = tenantId === null ? null : await findSessionPlace(call.world, tenantId, null);
  return place === null ? { ok: false, answer: refuse(call, "not_found") } : { ok: true, place };
}

async function openPlace(call: ManagementCall, id: string | null): Promise<LoginPlace> {
  const tenants = id === null ? null : await resolveTenants(call, "by_id");
  const place = id !== null && tenants?.ok === true ? await findApplicationPlace(call.world, tenants.tenantIds, id) : null;
  if (place === null || place.rules.requireAuthentication) return { ok: false, answer: refuse(call, "missing") };
  return { ok: true, place };
}

async function tenantPlace(call: ManagementCall): Promise<LoginPlace> {
  const tenants = await resolveTenants(call, "lookup");
  if (!tenants.ok) return tenants;
  const place = await findSessionPlace(call.world, tenants.tenantIds[0], null);
  return place === null ? { ok: false, answer: refuse(call, "not_found") } : { ok: true, place };
}

function unknownApplication(call: ManagementCall): Answer {
  return fieldErrors(call, "", [{ field: "applicationId", code: "invalid", message: "There is no application with this id." }]);
}
