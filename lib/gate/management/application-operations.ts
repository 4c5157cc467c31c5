// The management API's operations on applications.
import { type Answer, emptyAnswer } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import { type ApplicationView, applicationsAnswer, foundApplicationsAnswer } from "@/lib/core/schemas/application";
import { readApplicationSearch } from "@/lib/core/schemas/application-search";
import { readUuid } from "@/lib/core/schemas/texts";
import { type ApplicationPlace, patchApplication, replaceApplication } from "@/lib/manage/applications/change-application";
import { createApplication } from "@/lib/manage/applications/create-application";
import { deactivateApplication, deleteApplication, reactivateApplication } from "@/lib/manage/applications/end-application";
import { findApplication, listApplications, searchApplications } from "@/lib/manage/applications/search-applications";
import type { Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { answerFound, answerOutcome, fieldErrors, ok, refuse } from "./answers";
import { BODY, FACTS, PATCH_BODY, SEARCH_BODY, SHOWN } from "./application-facts";
import { readPlace } from "./application-place";
import { readApplicationSource } from "./application-source";
import { actorOf } from "./caller-of";
import type { ManagementCall, ObjectBody, Operation } from "./operation";
import { readObject } from "./read-object";
import { resolveSearch, resolveTenants } from "./resolve-tenants";

/** Those in use, or those that are not. */
export const retrieveApplications: Operation = {
  method: "GET",
  template: "/api/application",
  facts: FACTS.retrieveApplications,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    const isActive = call.query.get("inactive") !== "true";
    return ok(call, applicationsAnswer, { applications: await listApplications(call.world, tenants.tenantIds, isActive) });
  },
};

/** By id, which is unique everywhere. */
export const retrieveApplication: Operation = {
  method: "GET",
  template: "/api/application/{applicationId}",
  facts: FACTS.retrieveApplication,
  handler: async (call) => {
    const place = await readPlace(call);
    if (!place.ok) return place.answer;
    return answerFound(call, SHOWN, await findApplication(call.world, place.value.tenantIds, place.value.id));
  },
};

/** Searches by body. */
export const searchApplicationsByBody: Operation = {
  method: "POST",
  template: "/api/application/search",
  facts: FACTS.searchApplications,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    const body = await readObject(call, SEARCH_BODY);
    if (!body.ok) return body.answer;
    const wanted = readApplicationSearch(body.object);
    if (!wanted.ok) return fieldErrors(call, "search", wanted.problems);
    const { applications, total } = await searchApplications(call.world, tenants.tenantIds, wanted.value);
    return ok(call, foundApplicationsAnswer, { applications, total });
  },
};

/** Creates an application with an id of our choice. */
export const createApplicationOperation: Operation = {
  method: "POST",
  template: "/api/application",
  facts: FACTS.createApplication,
  handler: (call) => create(call, undefined),
};

/** Creates an application with the caller's id. */
export const createApplicationWithId: Operation = {
  method: "POST",
  template: "/api/application/{applicationId}",
  facts: FACTS.createApplicationWithId,
  handler: async (call) => {
    const id = readUuid(call.params.applicationId ?? "");
    if (id === null) return fieldErrors(call, "application", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

/** Replaces an application, or takes a deactivated one into use again. */
export const updateApplication: Operation = {
  method: "PUT",
  template: "/api/application/{applicationId}",
  facts: FACTS.updateApplication,
  handler: async (call) => {
    if (call.query.get("reactivate") !== "true") return change(call, BODY, replaceApplication);
    const place = await readPlace(call);
    if (!place.ok) return place.answer;
    return answerOutcome(call, SHOWN, await reactivateApplication(call.world, actorOf(call), place.value));
  },
};

/** Changes some of it. */
export const patchApplicationOperation: Operation = {
  method: "PATCH",
  template: "/api/application/{applicationId}",
  facts: FACTS.patchApplication,
  handler: (call) => change(call, PATCH_BODY, patchApplication),
};

/** Deactivates an application, or deletes it for good. */
export const deleteApplicationOperation: Operation = {
  method: "DELETE",
  template: "/api/application/{applicationId}",
  facts: FACTS.deleteApplication,
  handler: async (call) => {
    const place = await readPlace(call);
    if (!place.ok) return place.answer;
    const end = call.query.get("hardDelete") === "true" ? deleteApplication : deactivateApplication;
    const outcome = await end(call.world, actorOf(call), place.value);
    return outcome.kind === "absent" ? refuse(call, "not_found") : emptyAnswer(200);
  },
};

/** All of them. */
export const APPLICATION_OPERATIONS: readonly Operation[] = [
  retrieveApplications,
  createApplicationOperation,
  searchApplicationsByBody,
  retrieveApplication,
  createApplicationWithId,
  updateApplication,
  patchApplicationOperation,
  deleteApplicationOperation,
];

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  const tenants = await resolveTenants(call, "create");
  if (!tenants.ok) return tenants.answer;
  const [tenantId] = tenants.tenantIds;
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  const source = await readApplicationSource(call, tenantId, body.beside.sourceApplicationId ?? null);
  if (!source.ok) return source.answer;
  const application = { ...source.inherited, ...body.object };
  return answerOutcome(call, SHOWN, await createApplication(call.world, actorOf(call), tenantId, application, id));
}

type UseCase = (world: World, actor: string, place: ApplicationPlace, object: JsonObject) => Promise<Outcome<ApplicationView>>;

async function change(call: ManagementCall, form: ObjectBody, apply: UseCase): Promise<Answer> {
  const place = await readPlace(call);
  if (!place.ok) return place.answer;
  const body = await readObject(call, form);
  return body.ok ? answerOutcome(call, SHOWN, await apply(call.world, actorOf(call), place.value, body.object)) : body.answer;
}
