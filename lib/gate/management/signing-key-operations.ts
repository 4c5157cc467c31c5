// The management API's operations on signing keys. They are the instance's: a key of a tenant has no access.
import { type Answer, emptyAnswer } from "@/lib/core/http";
import { foundSigningKeys, readSigningKeySearch, signingKeysAnswer } from "@/lib/core/schemas/signing-key";
import { readUuid } from "@/lib/core/schemas/texts";
import { deleteSigningKey, renameSigningKey } from "@/lib/manage/tokens/change-signing-key";
import { findSigningKey, listSigningKeys, searchSigningKeys } from "@/lib/manage/tokens/find-signing-keys";
import { generateSigningKey } from "@/lib/manage/tokens/generate-signing-key";
import { answerFound, answerOutcome, fieldErrors, ok, refuse } from "./answers";
import { actorOf, callerOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { readObject } from "./read-object";
import { ANSWER, BODY, FACTS, RENAME_BODY, SEARCH_BODY } from "./signing-key-facts";

const NOT_A_UUID = { field: "id", code: "invalid", message: "This is not a UUID." } as const;

/** Every key. */
export const listSigningKeysOperation: Operation = {
  method: "GET",
  template: "/api/key",
  facts: FACTS.listSigningKeys,
  handler: forInstance(async (call) => ok(call, signingKeysAnswer, { keys: await listSigningKeys(call.world) })),
};

/** One key by id. */
export const retrieveSigningKey: Operation = {
  method: "GET",
  template: "/api/key/{keyId}",
  facts: FACTS.retrieveSigningKey,
  handler: byId(async (call, id) => answerFound(call, ANSWER, await findSigningKey(call.world, id))),
};

/** Makes a key with an id of our choice. */
export const generateSigningKeyOperation: Operation = {
  method: "POST",
  template: "/api/key/generate",
  facts: FACTS.generateSigningKey,
  handler: forInstance((call) => generate(call, undefined)),
};

/** Makes a key with the caller's id. */
export const generateSigningKeyWithId: Operation = {
  method: "POST",
  template: "/api/key/generate/{keyId}",
  facts: FACTS.generateSigningKeyWithId,
  handler: forInstance(async (call) => {
    const id = readUuid(call.params.keyId ?? "");
    return id === null ? fieldErrors(call, "key", [NOT_A_UUID]) : generate(call, id);
  }),
};

/** Gives it another name. */
export const renameSigningKeyOperation: Operation = {
  method: "PUT",
  template: "/api/key/{keyId}",
  facts: FACTS.renameSigningKey,
  handler: byId(async (call, id) => {
    if ((await findSigningKey(call.world, id)) === null) return refuse(call, "not_found");
    const body = await readObject(call, RENAME_BODY);
    if (!body.ok) return body.answer;
    return answerOutcome(call, ANSWER, await renameSigningKey(call.world, actorOf(call), id, body.object));
  }),
};

/** Deletes it. */
export const deleteSigningKeyOperation: Operation = {
  method: "DELETE",
  template: "/api/key/{keyId}",
  facts: FACTS.deleteSigningKey,
  handler: byId(async (call, id) => {
    const outcome = await deleteSigningKey(call.world, actorOf(call), id);
    if (outcome.kind === "absent") return refuse(call, "not_found");
    if (outcome.kind === "refused") return fieldErrors(call, "key", outcome.problems);
    return emptyAnswer(200, [["x-request-id", call.requestId]]);
  }),
};

/** By name, algorithm and type. */
export const searchSigningKeysOperation: Operation = {
  method: "POST",
  template: "/api/key/search",
  facts: FACTS.searchSigningKeys,
  handler: forInstance(async (call) => {
    const body = await readObject(call, SEARCH_BODY);
    if (!body.ok) return body.answer;
    const search = readSigningKeySearch(body.object);
    if (!search.ok) return fieldErrors(call, "search", search.problems);
    return ok(call, foundSigningKeys, await searchSigningKeys(call.world, search.value));
  }),
};

/** All of them. */
export const SIGNING_KEY_OPERATIONS: readonly Operation[] = [
  listSigningKeysOperation,
  generateSigningKeyOperation,
  generateSigningKeyWithId,
  searchSigningKeysOperation,
  retrieveSigningKey,
  renameSigningKeyOperation,
  deleteSigningKeyOperation,
];

type Handler = (call: ManagementCall) => Promise<Answer>;

function forInstance(handler: Handler): Handler {
  return async (call) => (callerOf(call).tenantId === null ? handler(call) : refuse(call, "endpoint_not_granted"));
}

function byId(handler: (call: ManagementCall, id: string) => Promise<Answer>): Handler {
  return forInstance(async (call) => {
    const id = readUuid(call.params.keyId ?? "");
    return id === null ? refuse(call, "not_found") : handler(call, id);
  });
}

async function generate(call: ManagementCall, id: string | undefined): Promise<Answer> {
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  const { replacesKeyId = null } = body.beside;
  const replaces = typeof replacesKeyId === "string" ? readUuid(replacesKeyId) : null;
  if (replacesKeyId !== null && replaces === null) return fieldErrors(call, "", [{ ...NOT_A_UUID, field: "replacesKeyId" }]);
  const options = { ...(id === undefined ? {} : { id }), ...(replaces === null ? {} : { replaces }) };
  return answerOutcome(call, ANSWER, await generateSigningKey(call.world, actorOf(call), body.object, options));
}
