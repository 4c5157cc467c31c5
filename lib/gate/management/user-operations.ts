// The management API's operations on users.
import type { Answer } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import type { Checked } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { usersAnswer } from "@/lib/core/schemas/user";
import { readUserSearch } from "@/lib/core/schemas/user-search";
import { createUser } from "@/lib/manage/users/create-user";
import { findUser, LOGIN_ID_KINDS, type UserSelector } from "@/lib/manage/users/find-user";
import { reactivateUser } from "@/lib/manage/users/reactivate-user";
import { searchUsers } from "@/lib/manage/users/search-users";
import { type UserUpdate, updateUser } from "@/lib/manage/users/update-user";
import { answerFound, answerOutcome, fieldErrors, generalError, ok, refuse } from "./answers";
import { actorOf, callerOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { checkQuery, readQuery } from "./query";
import { readObject } from "./read-object";
import { resolveSearch, resolveTenants } from "./resolve-tenants";
import { BODY, FACTS, PATCH, SEARCH_BODY, SEARCH_QUERY, SELECTORS, SHOWN } from "./user-facts";

/** By email, username or login id with a key; the token's own user with a token. */
export const retrieveUser: Operation = {
  method: "GET",
  template: "/api/user",
  facts: FACTS.retrieveUser,
  handler: async (call) => {
    const caller = callerOf(call);
    if (caller.kind === "token") return answerOwn(call, caller.subject);
    const selector = readSelector(call.query);
    if (!selector.ok) return fieldErrors(call, "", selector.problems);
    if (selector.value === null) return generalError(call, "MissingSelector", "Name the user by email, username or loginId.");
    const tenants = await resolveTenants(call, "lookup");
    if (!tenants.ok) return tenants.answer;
    return answerFound(call, SHOWN, await findUser(call.world, tenants.tenantIds, selector.value));
  },
};

/** By id, which is unique everywhere. */
export const retrieveUserById: Operation = {
  method: "GET",
  template: "/api/user/{userId}",
  facts: FACTS.retrieveUserById,
  handler: (call) => answerById(call, call.params.userId ?? ""),
};

/** Creates a user with an id of our choice. */
export const createUserOperation: Operation = {
  method: "POST",
  template: "/api/user",
  facts: FACTS.createUser,
  handler: (call) => create(call, undefined),
};

/** Creates a user with the caller's id. */
export const createUserWithId: Operation = {
  method: "POST",
  template: "/api/user/{userId}",
  facts: FACTS.createUserWithId,
  handler: async (call) => {
    const id = readUuid(call.params.userId ?? "");
    if (id === null) return fieldErrors(call, "user", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

/** Replaces a user, or reactivates one. */
export const updateUserOperation: Operation = {
  method: "PUT",
  template: "/api/user/{userId}",
  facts: FACTS.updateUser,
  handler: (call) => (call.query.get("reactivate") === "true" ? reactivate(call) : update(call, "replace")),
};

/** Merges a patch into a user. */
export const patchUser: Operation = {
  method: "PATCH",
  template: "/api/user/{userId}",
  facts: FACTS.patchUser,
  handler: (call) => update(call, "merge"),
};

/** Searches by query. */
export const searchUsersByQuery: Operation = {
  method: "GET",
  template: "/api/user/search",
  facts: FACTS.searchUsersByQuery,
  handler: (call) => search(call, readQuery(call.query, SEARCH_QUERY)),
};

/** Searches by body. */
export const searchUsersByBody: Operation = {
  method: "POST",
  template: "/api/user/search",
  facts: FACTS.searchUsersByBody,
  handler: async (call) => {
    const body = await readObject(call, SEARCH_BODY);
    return body.ok ? search(call, body.object) : body.answer;
  },
};

/** All of them. */
export const USER_OPERATIONS: readonly Operation[] = [
  retrieveUser,
  createUserOperation,
  retrieveUserById,
  createUserWithId,
  updateUserOperation,
  patchUser,
  searchUsersByQuery,
  searchUsersByBody,
];

/** The Fusion AI form of tokens writes `user_` before the id. A token of somebody who was deactivated is no good credential. */
async function answerOwn(call: ManagementCall, subject: string): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const id = readUuid(subject.replace(/^user_/, ""));
  const user = id === null ? null : await findUser(call.world, tenants.tenantIds, { by: "id", value: id });
  return user?.active === false ? refuse(call, "revoked") : answerFound(call, SHOWN, user);
}

async function update(call: ManagementCall, how: UserUpdate["how"]): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const body = await readObject(call, how === "merge" ? PATCH : BODY);
  if (!body.ok) return body.answer;
  const id = readUuid(call.params.userId ?? "");
  if (id === null) return refuse(call, "not_found");
  return answerOutcome(
    call,
    SHOWN,
    await updateUser(call.world, actorOf(call), { tenantIds: tenants.tenantIds, id, how, user: body.object }),
  );
}

async function reactivate(call: ManagementCall): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const id = readUuid(call.params.userId ?? "");
  if (id === null) return refuse(call, "not_found");
  return answerOutcome(call, SHOWN, await reactivateUser(call.world, actorOf(call), tenants.tenantIds, id));
}

async function answerById(call: ManagementCall, text: string): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const id = readUuid(text);
  if (id === null) return refuse(call, "not_found");
  return answerFound(call, SHOWN, await findUser(call.world, tenants.tenantIds, { by: "id", value: id }));
}

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  const tenants = await resolveTenants(call, "create");
  if (!tenants.ok) return tenants.answer;
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  return answerOutcome(call, SHOWN, await createUser(call.world, actorOf(call), tenants.tenantIds[0], body.object, id));
}

async function search(call: ManagementCall, fields: JsonObject): Promise<Answer> {
  const tenants = await resolveSearch(call);
  if (!tenants.ok) return tenants.answer;
  const wanted = readUserSearch(fields);
  if (!wanted.ok) return fieldErrors(call, "search", wanted.problems);
  const { users, total } = await searchUsers(call.world, tenants.tenantIds, wanted.value);
  return ok(call, usersAnswer, { users, total });
}

/** The first documented selector that has a value; null = there is none. */
function readSelector(query: URLSearchParams): Checked<UserSelector | null> {
  const checked = checkQuery(query, SELECTORS);
  if (!checked.ok) return checked;
  const { email, username, loginId, loginIdTypes } = checked.value;
  if (email !== undefined) return { ok: true, value: { by: "email", value: email } };
  if (username !== undefined) return { ok: true, value: { by: "username", value: username } };
  if (loginId === undefined) return { ok: true, value: null };
  const kinds = LOGIN_ID_KINDS.filter((kind) => loginIdTypes?.includes(kind) ?? true);
  return { ok: true, value: { by: "loginId", value: loginId, kinds } };
}
