// The management API's operations on registrations: which users belong to which applications, and with which roles.
import type { Answer, Json } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { blank, type Problem } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import type { Outcome } from "@/lib/manage/outcome";
import {
  deleteRegistration,
  findRegistration,
  type RegistrationPlace,
  type RegistrationUpdate,
  updateRegistration,
} from "@/lib/manage/registrations/change-registration";
import { createRegistered, findTenantOfApplication, type Registered, registerUser } from "@/lib/manage/registrations/register";
import { answerDone, answerFound, fieldErrors, ok, refuse } from "./answers";
import { actorOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { readObject } from "./read-object";
import { BODY, FACTS, PATCH, registeredAnswer, SHOWN } from "./registration-facts";
import { resolveSearch, resolveTenants } from "./resolve-tenants";

/** Makes a user with an id of our choice and registers it. */
export const createRegisteredOperation: Operation = {
  method: "POST",
  template: "/api/user/registration",
  facts: FACTS.createRegistered,
  handler: async (call) => {
    const body = await readObject(call, BODY);
    return body.ok ? create(call, undefined, body.beside.user ?? null, body.object) : body.answer;
  },
};

/** Registers a user who is there, or makes one with the caller's id. */
export const registerOperation: Operation = {
  method: "POST",
  template: "/api/user/registration/{userId}",
  facts: FACTS.register,
  handler: async (call) => {
    const body = await readObject(call, BODY);
    if (!body.ok) return body.answer;
    const userId = readUuid(call.params.userId ?? "");
    const { user = null } = body.beside;
    if (user !== null) {
      if (userId === null) return fieldErrors(call, "user", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
      return create(call, userId, user, body.object);
    }
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    if (userId === null) return refuse(call, "not_found");
    const { tenantIds } = tenants;
    return answerRegistered(call, await registerUser(call.world, actorOf(call), { tenantIds, userId, registration: body.object }));
  },
};

/** Replaces a registration. */
export const updateRegistrationOperation: Operation = {
  method: "PUT",
  template: "/api/user/registration/{userId}",
  facts: FACTS.updateRegistration,
  handler: (call) => update(call, "replace"),
};

/** Merges a patch into a registration. */
export const patchRegistration: Operation = {
  method: "PATCH",
  template: "/api/user/registration/{userId}",
  facts: FACTS.patchRegistration,
  handler: (call) => update(call, "merge"),
};

/** By user and application. */
export const retrieveRegistration: Operation = {
  method: "GET",
  template: "/api/user/registration/{userId}/{applicationId}",
  facts: FACTS.retrieveRegistration,
  handler: async (call) => {
    const place = await readPlace(call);
    return place.ok ? answerFound(call, SHOWN, await findRegistration(call.world, place.value)) : place.answer;
  },
};

/** By user and application. */
export const deleteRegistrationOperation: Operation = {
  method: "DELETE",
  template: "/api/user/registration/{userId}/{applicationId}",
  facts: FACTS.deleteRegistration,
  handler: async (call) => {
    const place = await readPlace(call);
    return place.ok ? answerDone(call, "", await deleteRegistration(call.world, actorOf(call), place.value)) : place.answer;
  },
};

/** All of them. */
export const REGISTRATION_OPERATIONS: readonly Operation[] = [
  createRegisteredOperation,
  registerOperation,
  updateRegistrationOperation,
  patchRegistration,
  retrieveRegistration,
  deleteRegistrationOperation,
];

async function create(call: ManagementCall, userId: string | undefined, user: Json, registration: JsonObject): Promise<Answer> {
  if (user === null) return fieldErrors(call, "user", [blank("", "The body needs the property user.")]);
  if (!isJsonObject(user))
    return fieldErrors(call, "user", [{ field: "", code: "invalid", message: "The property user is not an object." }]);
  const place = await resolvePlace(call, registration);
  if (!place.ok) return place.answer;
  const asked = { tenantId: place.tenantId, userId, user, registration };
  return answerRegistered(call, await createRegistered(call.world, actorOf(call), asked));
}

/** Where several tenants are possible, the application tells which one is meant. */
async function resolvePlace(
  call: ManagementCall,
  registration: JsonObject,
): Promise<{ readonly ok: true; readonly tenantId: string } | { readonly ok: false; readonly answer: Answer }> {
  const reachable = await resolveSearch(call);
  if (!reachable.ok) return reachable;
  const applicationId = readApplicationId(registration);
  if (reachable.tenantIds.length > 1 && typeof applicationId === "string") {
    const tenantId = await findTenantOfApplication(call.world, reachable.tenantIds, applicationId);
    if (tenantId !== null) return { ok: true, tenantId };
    const problem: Problem = { field: "applicationId", code: "invalid", message: "There is no application with this id." };
    return { ok: false, answer: fieldErrors(call, "registration", [problem]) };
  }
  const tenants = await resolveTenants(call, "create");
  return tenants.ok ? { ok: true, tenantId: tenants.tenantIds[0] } : tenants;
}

async function update(call: ManagementCall, how: RegistrationUpdate["how"]): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const body = await readObject(call, how === "merge" ? PATCH : BODY);
  if (!body.ok) return body.answer;
  const userId = readUuid(call.params.userId ?? "");
  if (userId === null) return refuse(call, "not_found");
  const applicationId = readApplicationId(body.object);
  if (typeof applicationId !== "string") return fieldErrors(call, "registration", [applicationId]);
  const asked = { tenantIds: tenants.tenantIds, userId, applicationId, how, registration: body.object };
  return answerRegistered(call, await updateRegistration(call.world, actorOf(call), asked));
}

/** The id of the application that a registration names, or what is wrong with it. */
function readApplicationId({ applicationId = null }: JsonObject): string | Problem {
  if (applicationId === null) return blank("applicationId");
  const id = typeof applicationId === "string" ? readUuid(applicationId) : null;
  return id ?? { field: "applicationId", code: "invalid", message: "This is not a UUID." };
}

async function readPlace(
  call: ManagementCall,
): Promise<{ readonly ok: true; readonly value: RegistrationPlace } | { readonly ok: false; readonly answer: Answer }> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants;
  const userId = readUuid(call.params.userId ?? "");
  const applicationId = readUuid(call.params.applicationId ?? "");
  if (userId === null || applicationId === null) return { ok: false, answer: refuse(call, "not_found") };
  return { ok: true, value: { tenantIds: tenants.tenantIds, userId, applicationId } };
}

/** Problems name their place in the body themselves: it carries two objects. */
function answerRegistered(call: ManagementCall, outcome: Outcome<Registered>): Answer {
  if (outcome.kind === "absent" || outcome.kind === "refused") return answerDone(call, "", outcome);
  return ok(call, registeredAnswer, { ...outcome.value });
}
