// The management API's operations on single roles of applications.
import { z } from "zod";
import { type Answer, emptyAnswer } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { OperationFacts } from "@/lib/core/openapi/operation-facts";
import { type Role, roleObject, rolePatch, roleView } from "@/lib/core/schemas/application-role";
import { isStorable, readUuid } from "@/lib/core/schemas/texts";
import type { ApplicationPlace } from "@/lib/manage/applications/change-application";
import { createRole, deleteRole, patchRole, type RoleSelector, replaceRole } from "@/lib/manage/applications/change-roles";
import type { Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { answerOutcome, fieldErrors, generalError, refuse } from "./answers";
import { readPlace } from "./application-place";
import { actorOf } from "./caller-of";
import { answerContent, bodyContent } from "./object-contents";
import type { ManagementCall, ObjectAnswer, ObjectBody, Operation } from "./operation";
import { readQuery } from "./query";
import { readObject } from "./read-object";

const BESIDES = ["application", "eventInfo", "sourceApplicationId"];
const BODY: ObjectBody = { noun: "role", object: roleObject, besides: BESIDES };
const PATCH_BODY: ObjectBody = { noun: "role", object: rolePatch, besides: BESIDES };
const SHOWN: ObjectAnswer = { noun: "role", schema: z.strictObject({ role: roleView }) };
const NAME_QUERY = z.object({ name: z.string().optional().meta({ description: "The role's name." }) });

const TEMPLATE = "/api/application/{applicationId}/role";
const TEMPLATE_WITH_ID = "/api/application/{applicationId}/role/{roleId}";

const GIVEN = bodyContent(BODY, { name: "buyer", isDefault: true });
const SHOWN_CONTENT = answerContent(SHOWN, {
  id: "d5b2a1f0-6a3c-4a77-9f57-0d0e6f7d8c9b",
  name: "buyer",
  isDefault: true,
  isSuperRole: false,
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
});

const FACTS = { tag: "Applications", access: "key" } as const satisfies Partial<OperationFacts>;
const TAKEN_AWAY = "Users lose it.";

/** Adds a role with an id of our choice, or of the body's. */
export const createRoleOperation: Operation = {
  method: "POST",
  template: TEMPLATE,
  facts: { ...FACTS, id: "createApplicationRole", summary: "Add a role to an application", body: GIVEN, answer: SHOWN_CONTENT },
  handler: (call) => change(call, BODY, createRole),
};

/** Adds a role with the caller's id. */
export const createRoleWithId: Operation = {
  method: "POST",
  template: TEMPLATE_WITH_ID,
  facts: {
    ...FACTS,
    id: "createApplicationRoleWithId",
    summary: "Add a role with an id of your choice",
    body: GIVEN,
    answer: SHOWN_CONTENT,
  },
  handler: async (call) => {
    const id = readUuid(call.params.roleId ?? "");
    if (id === null) return fieldErrors(call, "role", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return change(call, BODY, (world, actor, place, role) => createRole(world, actor, place, role, id));
  },
};

/** Replaces a role. */
export const updateRole: Operation = {
  method: "PUT",
  template: TEMPLATE_WITH_ID,
  facts: {
    ...FACTS,
    id: "updateApplicationRole",
    summary: "Replace a role",
    description: "Users who have it have it under its new name.",
    body: GIVEN,
    answer: SHOWN_CONTENT,
  },
  handler: (call) => changeNamed(call, BODY, replaceRole),
};

/** Changes some of it. */
export const patchRoleOperation: Operation = {
  method: "PATCH",
  template: TEMPLATE_WITH_ID,
  facts: {
    ...FACTS,
    id: "patchApplicationRole",
    summary: "Change some of a role",
    body: bodyContent(PATCH_BODY, { description: "Buys things" }),
    answer: SHOWN_CONTENT,
  },
  handler: (call) => changeNamed(call, PATCH_BODY, patchRole),
};

/** Removes the role with that id. */
export const deleteRoleById: Operation = {
  method: "DELETE",
  template: TEMPLATE_WITH_ID,
  facts: { ...FACTS, id: "deleteApplicationRole", summary: "Remove a role", description: TAKEN_AWAY, answer: null },
  handler: (call) => {
    const id = readUuid(call.params.roleId ?? "");
    return remove(call, id === null ? null : { id });
  },
};

/** Removes the role with that name. */
export const deleteRoleByName: Operation = {
  method: "DELETE",
  template: TEMPLATE,
  facts: {
    ...FACTS,
    id: "deleteApplicationRoleByName",
    summary: "Remove a role by its name",
    description: TAKEN_AWAY,
    query: NAME_QUERY,
    answer: null,
  },
  handler: async (call) => {
    const { name } = readQuery(call.query, NAME_QUERY);
    if (typeof name !== "string") return generalError(call, "MissingSelector", "Name the role by its id or by name.");
    return remove(call, isStorable(name) ? { name } : null);
  },
};

/** All of them. */
export const ROLE_OPERATIONS: readonly Operation[] = [
  createRoleOperation,
  deleteRoleByName,
  createRoleWithId,
  updateRole,
  patchRoleOperation,
  deleteRoleById,
];

type UseCase = (world: World, actor: string, place: ApplicationPlace, role: JsonObject) => Promise<Outcome<Role>>;

async function change(call: ManagementCall, form: ObjectBody, apply: UseCase): Promise<Answer> {
  const place = await readPlace(call);
  if (!place.ok) return place.answer;
  const body = await readObject(call, form);
  return body.ok ? answerOutcome(call, SHOWN, await apply(call.world, actorOf(call), place.value, body.object)) : body.answer;
}

type NamedUseCase = (world: World, actor: string, place: ApplicationPlace, id: string, role: JsonObject) => Promise<Outcome<Role>>;

async function changeNamed(call: ManagementCall, form: ObjectBody, apply: NamedUseCase): Promise<Answer> {
  const id = readUuid(call.params.roleId ?? "");
  if (id === null) return refuse(call, "not_found");
  return change(call, form, (world, actor, place, role) => apply(world, actor, place, id, role));
}

async function remove(call: ManagementCall, selector: RoleSelector | null): Promise<Answer> {
  const place = await readPlace(call);
  if (!place.ok) return place.answer;
  if (selector === null) return refuse(call, "not_found");
  const outcome = await deleteRole(call.world, actorOf(call), place.value, selector);
  return outcome.kind === "absent" ? refuse(call, "not_found") : emptyAnswer(200);
}
