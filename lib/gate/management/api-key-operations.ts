// The management API's operations on its own keys, for those of them that are key managers.
import { type Answer, emptyAnswer, type Json } from "@/lib/core/http";
import { readUuid } from "@/lib/core/schemas/texts";
import { changeApiKey, findApiKey, revokeApiKey } from "@/lib/manage/api-keys/change-api-key";
import { createApiKey } from "@/lib/manage/api-keys/create-api-key";
import type { KeyManager, Managed } from "@/lib/manage/api-keys/managed-key";
import { fieldErrors, ok, refuse } from "./answers";
import { BODY, CHANGE_BODY, FACTS, SHOWN } from "./api-key-facts";
import { actorOf, callerOf } from "./caller-of";
import { confine } from "./confine";
import type { ManagementCall, Operation } from "./operation";
import { readObject } from "./read-object";

const ONE = "/api/api-key/{apiKeyId}";

/** Makes a key with an id of our choice. */
export const createApiKeyOperation: Operation = {
  method: "POST",
  template: "/api/api-key",
  facts: FACTS.createApiKey,
  handler: (call) => asManager(call, "create", (manager) => create(call, manager, undefined)),
};

/** Makes a key with the caller's id. */
export const createApiKeyWithId: Operation = {
  method: "POST",
  template: ONE,
  facts: FACTS.createApiKeyWithId,
  handler: (call) =>
    asManager(call, "create", async (manager) => {
      const id = readUuid(call.params.apiKeyId ?? "");
      if (id !== null) return create(call, manager, id);
      return fieldErrors(call, "apiKey", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    }),
};

/** By id, without its secret. */
export const retrieveApiKey: Operation = {
  method: "GET",
  template: ONE,
  facts: FACTS.retrieveApiKey,
  handler: (call) =>
    asManager(call, "by_id", async (manager) => answerManaged(call, await findApiKey(call.world, manager, referenceOf(call)))),
};

/** Replaces what can be set. */
export const updateApiKey: Operation = {
  method: "PUT",
  template: ONE,
  facts: FACTS.updateApiKey,
  handler: (call) => asManager(call, "by_id", (manager) => change(call, manager, "replace")),
};

/** Changes what a merge patch names. */
export const patchApiKey: Operation = {
  method: "PATCH",
  template: ONE,
  facts: FACTS.patchApiKey,
  handler: (call) => asManager(call, "by_id", (manager) => change(call, manager, "patch")),
};

/** Revokes it. */
export const deleteApiKey: Operation = {
  method: "DELETE",
  template: ONE,
  facts: FACTS.deleteApiKey,
  handler: (call) =>
    asManager(call, "by_id", async (manager) => answerManaged(call, await revokeApiKey(call.world, manager, referenceOf(call)))),
};

/** All of them. */
export const API_KEY_OPERATIONS: readonly Operation[] = [
  createApiKeyOperation,
  createApiKeyWithId,
  retrieveApiKey,
  updateApiKey,
  patchApiKey,
  deleteApiKey,
];

/** Answers a key manager within its tenants; for everybody else the endpoint is one that they may not call. */
async function asManager(
  call: ManagementCall,
  need: "by_id" | "create",
  answer: (manager: KeyManager) => Promise<Answer>,
): Promise<Answer> {
  const caller = callerOf(call);
  if (caller.kind !== "key" || !caller.keyManager) return refuse(call, "endpoint_not_granted");
  const confined = await confine(call);
  if (confined.kind === "unknown") return refuse(call, "unknown_tenant");
  if (confined.kind === "foreign") return refuse(call, need === "create" ? "unknown_tenant" : "wrong_tenant");
  return answer({ id: caller.id, actor: actorOf(call), tenantId: confined.tenantId });
}

async function create(call: ManagementCall, manager: KeyManager, id: string | undefined): Promise<Answer> {
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  const { sourceKeyId = null } = body.beside;
  if (sourceKeyId !== null && typeof sourceKeyId !== "string") {
    return fieldErrors(call, "", [{ field: "sourceKeyId", code: "invalid", message: "There is no key with this id." }]);
  }
  const made = await createApiKey(call.world, manager, { apiKey: body.object, sourceKeyId, id });
  if (!("value" in made)) return answerManaged(call, made);
  const { key, secret } = made.value;
  return ok<Json>(call, SHOWN.schema, { apiKey: { ...key, key: secret.reveal() } });
}

async function change(call: ManagementCall, manager: KeyManager, how: "replace" | "patch"): Promise<Answer> {
  const body = await readObject(call, CHANGE_BODY);
  if (!body.ok) return body.answer;
  return answerManaged(call, await changeApiKey(call.world, manager, { reference: referenceOf(call), how, apiKey: body.object }));
}

/** Nothing to show: 200 without a body. */
function answerManaged(call: ManagementCall, outcome: Managed<Json>): Answer {
  if (outcome.kind === "barred") return refuse(call, "endpoint_not_granted");
  if (outcome.kind === "absent") return refuse(call, "not_found");
  if (outcome.kind === "refused") return fieldErrors(call, "", outcome.problems);
  if (outcome.value === null) return emptyAnswer(200, [["x-request-id", call.requestId]]);
  return ok<Json>(call, SHOWN.schema, { apiKey: outcome.value });
}

function referenceOf(call: ManagementCall): string {
  return call.params.apiKeyId ?? "";
}
