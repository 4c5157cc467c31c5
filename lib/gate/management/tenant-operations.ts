// The management API's operations on tenants. A key of a tenant sees its own tenant and changes none.
import { type Answer, emptyAnswer, type Json } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import { unknownName } from "@/lib/core/schemas/problem";
import { foundTenantsAnswer, type TenantView, tenantsAnswer } from "@/lib/core/schemas/tenant";
import { readTenantSearch } from "@/lib/core/schemas/tenant-search";
import { readUuid } from "@/lib/core/schemas/texts";
import type { Outcome } from "@/lib/manage/outcome";
import { patchTenant, replaceTenant } from "@/lib/manage/tenants/change-tenant";
import { createTenant } from "@/lib/manage/tenants/create-tenant";
import { deleteTenant, LAST_TENANT } from "@/lib/manage/tenants/delete-tenant";
import { findTenant, listTenants } from "@/lib/manage/tenants/list-tenants";
import { searchTenants } from "@/lib/manage/tenants/search-tenants";
import type { World } from "@/lib/manage/world";
import { answerFound, answerOutcome, fieldErrors, generalError, ok, refuse } from "./answers";
import { actorOf, callerOf } from "./caller-of";
import type { ManagementCall, ObjectBody, Operation } from "./operation";
import { readFields, readObject } from "./read-object";
import { resolveSearch, resolveTenants } from "./resolve-tenants";
import { BODY, FACTS, PATCH_BODY, SEARCH_BODY, SHOWN } from "./tenant-facts";

/** Every tenant that the key may see. */
export const retrieveTenants: Operation = {
  method: "GET",
  template: "/api/tenant",
  facts: FACTS.retrieveTenants,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    return ok(call, tenantsAnswer, { tenants: await listTenants(call.world, tenants.tenantIds) });
  },
};

/** One tenant by id. */
export const retrieveTenant: Operation = {
  method: "GET",
  template: "/api/tenant/{tenantId}",
  facts: FACTS.retrieveTenant,
  handler: async (call) => {
    const named = await readNamed(call);
    return named.ok ? answerFound(call, SHOWN, await findTenant(call.world, named.id)) : named.answer;
  },
};

/** Searches by body. */
export const searchTenantsByBody: Operation = {
  method: "POST",
  template: "/api/tenant/search",
  facts: FACTS.searchTenants,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    const body = await readObject(call, SEARCH_BODY);
    if (!body.ok) return body.answer;
    const wanted = readTenantSearch(body.object);
    if (!wanted.ok) return fieldErrors(call, "search", wanted.problems);
    const { tenants: found, total } = await searchTenants(call.world, tenants.tenantIds, wanted.value);
    return ok(call, foundTenantsAnswer, { tenants: found, total });
  },
};

/** Creates a tenant with an id of our choice. */
export const createTenantOperation: Operation = {
  method: "POST",
  template: "/api/tenant",
  facts: FACTS.createTenant,
  handler: (call) => create(call, undefined),
};

/** Creates a tenant with the caller's id. */
export const createTenantWithId: Operation = {
  method: "POST",
  template: "/api/tenant/{tenantId}",
  facts: FACTS.createTenantWithId,
  handler: async (call) => {
    if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
    const id = readUuid(call.params.tenantId ?? "");
    if (id === null) return fieldErrors(call, "tenant", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

/** Replaces a tenant. */
export const updateTenant: Operation = {
  method: "PUT",
  template: "/api/tenant/{tenantId}",
  facts: FACTS.updateTenant,
  handler: (call) => change(call, BODY, replaceTenant),
};

/** Changes some of it. */
export const patchTenantOperation: Operation = {
  method: "PATCH",
  template: "/api/tenant/{tenantId}",
  facts: FACTS.patchTenant,
  handler: (call) => change(call, PATCH_BODY, patchTenant),
};

/** Deletes it with all that it owns, before the answer in either case: `async` only asks for another status. */
export const deleteTenantOperation: Operation = {
  method: "DELETE",
  template: "/api/tenant/{tenantId}",
  facts: FACTS.deleteTenant,
  handler: async (call) => {
    if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
    const named = await readNamed(call);
    if (!named.ok) return named.answer;
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const unknown = Object.keys(body.fields).filter((name) => name !== "async" && name !== "eventInfo");
    if (unknown.length > 0) return fieldErrors(call, "", unknown.slice(0, 20).map(unknownName));
    const outcome = await deleteTenant(call.world, actorOf(call), named.id);
    if (outcome.kind === "refused" && outcome.problems.includes(LAST_TENANT)) {
      return generalError(call, "LastTenant", LAST_TENANT.message);
    }
    if (outcome.kind !== "done") return refuse(call, "not_found");
    return emptyAnswer(body.fields.async === true || call.query.get("async") === "true" ? 202 : 200);
  },
};

/** All of them. */
export const TENANT_OPERATIONS: readonly Operation[] = [
  retrieveTenants,
  createTenantOperation,
  searchTenantsByBody,
  retrieveTenant,
  createTenantWithId,
  updateTenant,
  patchTenantOperation,
  deleteTenantOperation,
];

/** The tenant that the path names, where the call may see it; or the answer that ends the call. */
type Named = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly answer: Answer };

async function readNamed(call: ManagementCall): Promise<Named> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants;
  const id = readUuid(call.params.tenantId ?? "");
  if (id === null || !tenants.tenantIds.includes(id)) return { ok: false, answer: refuse(call, "not_found") };
  return { ok: true, id };
}

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  const source = await readSource(call, body.beside.sourceTenantId ?? null);
  if (!source.ok) return source.answer;
  return answerOutcome(call, SHOWN, await createTenant(call.world, actorOf(call), body.object, { id, sourceTenantId: source.id }));
}

/** The tenant to copy, where the call may see it; none where none is named. */
async function readSource(call: ManagementCall, value: Json): Promise<Named | { readonly ok: true; readonly id: undefined }> {
  if (value === null) return { ok: true, id: undefined };
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants;
  const id = typeof value === "string" ? readUuid(value) : null;
  if (id !== null && tenants.tenantIds.includes(id)) return { ok: true, id };
  const problem = { field: "sourceTenantId", code: "invalid", message: "There is no tenant with this id." } as const;
  return { ok: false, answer: fieldErrors(call, "tenant", [problem]) };
}

type UseCase = (world: World, actor: string, id: string, tenant: JsonObject) => Promise<Outcome<TenantView>>;

async function change(call: ManagementCall, form: ObjectBody, apply: UseCase): Promise<Answer> {
  if (callerOf(call).tenantId !== null) return refuse(call, "endpoint_not_granted");
  const named = await readNamed(call);
  if (!named.ok) return named.answer;
  const body = await readObject(call, form);
  return body.ok ? answerOutcome(call, SHOWN, await apply(call.world, actorOf(call), named.id, body.object)) : body.answer;
}
