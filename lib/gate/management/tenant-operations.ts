// The management API's operations on tenants. A key of a tenant sees its own tenant and changes none.
import { z } from "zod";
import type { Answer, Json } from "@/lib/core/http";
import { tenantObject, tenantsAnswer, tenantView } from "@/lib/core/schemas/tenant";
import { readUuid } from "@/lib/core/schemas/texts";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { listTenants } from "@/lib/manage/tenants/list-tenants";
import { answerFound, answerOutcome, fieldErrors, ok, refuse } from "./answers";
import { actorOf, callerOf } from "./caller-of";
import { answerContent, bodyContent } from "./object-contents";
import type { ManagementCall, ObjectAnswer, ObjectBody, Operation } from "./operation";
import { readObject } from "./read-object";

const BODY: ObjectBody = { noun: "tenant", object: tenantObject, besides: ["eventInfo", "sourceTenantId", "webhookIds"] };
const ANSWER: ObjectAnswer = { noun: "tenant", schema: z.strictObject({ tenant: tenantView }) };

const TAG = "Tenants";
const NOT_FOR_TENANT_KEYS = "A key that belongs to a tenant cannot make tenants: 401.";
const EXAMPLE = {
  id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  name: "Default",
  issuer: "example.com",
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
};
const GIVEN = bodyContent(BODY, { name: "Acme", issuer: "acme.example" });
const SHOWN = answerContent(ANSWER, EXAMPLE);

/** Every tenant that the key may see. */
export const retrieveTenants: Operation = {
  method: "GET",
  template: "/api/tenant",
  facts: {
    id: "retrieveTenants",
    tag: TAG,
    summary: "List the tenants that the key may see",
    access: "key",
    answer: { schema: tenantsAnswer, example: { tenants: [EXAMPLE] } },
  },
  handler: async (call) => ok(call, tenantsAnswer, { tenants: await listTenants(call.world, callerOf(call).tenantId ?? undefined) }),
};

/** One tenant by id. */
export const retrieveTenant: Operation = {
  method: "GET",
  template: "/api/tenant/{tenantId}",
  facts: { id: "retrieveTenant", tag: TAG, summary: "Retrieve a tenant", access: "key", answer: SHOWN },
  handler: async (call) => {
    const id = readUuid(call.params.tenantId ?? "");
    const ownId = callerOf(call).tenantId;
    if (id === null || (ownId !== null && ownId !== id)) return refuse(call, "not_found");
    const [tenant] = await listTenants(call.world, id);
    return answerFound(call, ANSWER, tenant ?? null);
  },
};

/** Creates a tenant with an id of our choice. */
export const createTenantOperation: Operation = {
  method: "POST",
  template: "/api/tenant",
  facts: {
    id: "createTenant",
    tag: TAG,
    summary: "Create a tenant",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  handler: (call) => create(call, undefined),
};

/** Creates a tenant with the caller's id. */
export const createTenantWithId: Operation = {
  method: "POST",
  template: "/api/tenant/{tenantId}",
  facts: {
    id: "createTenantWithId",
    tag: TAG,
    summary: "Create a tenant with an id of your choice",
    description: NOT_FOR_TENANT_KEYS,
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  handler: async (call) => {
    if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
    const id = readUuid(call.params.tenantId ?? "");
    if (id === null) return fieldErrors(call, "tenant", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

/** All of them. */
export const TENANT_OPERATIONS: readonly Operation[] = [retrieveTenants, createTenantOperation, retrieveTenant, createTenantWithId];

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  const sourceTenantId = readSource(body.beside.sourceTenantId ?? null);
  if (sourceTenantId === null) {
    return fieldErrors(call, "tenant", [{ field: "sourceTenantId", code: "invalid", message: "There is no tenant with this id." }]);
  }
  return answerOutcome(call, ANSWER, await createTenant(call.world, actorOf(call), body.object, { id, sourceTenantId }));
}

/** The id of the tenant to copy; undefined = none is named, null = what is named is no id. */
function readSource(value: Json): string | null | undefined {
  if (value === null) return undefined;
  return typeof value === "string" ? readUuid(value) : null;
}
