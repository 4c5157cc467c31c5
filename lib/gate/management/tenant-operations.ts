// The management API's operations on tenants. A key of a tenant sees its own tenant and changes none.
import type { Answer, Json } from "@/lib/core/http";
import { readUuid } from "@/lib/core/schemas/texts";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import { answerFound, answerOutcome, fieldErrors, ok, refuse } from "./answers";
import { actorOf, callerOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { readObject } from "./read-object";

/** Every tenant that the key may see. */
export const retrieveTenants: Operation = {
  method: "GET",
  template: "/api/tenant",
  access: "key",
  handler: async (call) => ok(call, { tenants: await listTenants(call.world, callerOf(call).tenantId ?? undefined) }),
};

/** One tenant by id. */
export const retrieveTenant: Operation = {
  method: "GET",
  template: "/api/tenant/{tenantId}",
  access: "key",
  handler: async (call) => {
    const id = readUuid(call.params.tenantId ?? "");
    const ownId = callerOf(call).tenantId;
    if (id === null || (ownId !== null && ownId !== id)) return refuse(call, "not_found");
    const [tenant] = await listTenants(call.world, id);
    return answerFound(call, "tenant", tenant ?? null);
  },
};

/** Creates a tenant with an id of our choice. */
export const createTenantOperation: Operation = {
  method: "POST",
  template: "/api/tenant",
  access: "key",
  handler: (call) => create(call, undefined),
};

/** Creates a tenant with the caller's id. */
export const createTenantWithId: Operation = {
  method: "POST",
  template: "/api/tenant/{tenantId}",
  access: "key",
  handler: async (call) => {
    if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
    const id = readUuid(call.params.tenantId ?? "");
    if (id === null) return fieldErrors(call, "tenant", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
  const body = await readObject(call, "tenant", ["eventInfo", "sourceTenantId", "webhookIds"]);
  if (!body.ok) return body.answer;
  const sourceTenantId = readSource(body.beside.sourceTenantId ?? null);
  if (sourceTenantId === null) {
    return fieldErrors(call, "tenant", [{ field: "sourceTenantId", code: "invalid", message: "There is no tenant with this id." }]);
  }
  return answerOutcome(call, "tenant", await createTenant(call.world, actorOf(call), body.object, { id, sourceTenantId }));
}

/** The id of the tenant to copy; undefined = none is named, null = what is named is no id. */
function readSource(value: Json): string | null | undefined {
  if (value === null) return undefined;
  return typeof value === "string" ? readUuid(value) : null;
}
