// The management API's operations on groups.
import type { Answer } from "@/lib/core/http";
import type { JsonObject } from "@/lib/core/json";
import { foundGroupsAnswer, groupsAnswer } from "@/lib/core/schemas/group";
import { readGroupSearch } from "@/lib/core/schemas/group-search";
import { check } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { createGroup } from "@/lib/manage/groups/create-group";
import { findGroup, listGroups, searchGroups } from "@/lib/manage/groups/find-group";
import { deleteGroup, type GroupUpdate, updateGroup } from "@/lib/manage/groups/update-group";
import { answerDone, answerFound, answerOutcome, fieldErrors, ok, refuse } from "./answers";
import { actorOf } from "./caller-of";
import { BODY, besideGroup, FACTS, PATCH, SEARCH_BODY, SHOWN } from "./group-facts";
import type { ManagementCall, ObjectBody, Operation } from "./operation";
import { readObject } from "./read-object";
import { resolveSearch, resolveTenants } from "./resolve-tenants";

/** Every group that the key may see. */
export const retrieveGroups: Operation = {
  method: "GET",
  template: "/api/group",
  facts: FACTS.retrieveGroups,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    return ok(call, groupsAnswer, { groups: await listGroups(call.world, tenants.tenantIds) });
  },
};

/** By id, which is unique everywhere. */
export const retrieveGroup: Operation = {
  method: "GET",
  template: "/api/group/{groupId}",
  facts: FACTS.retrieveGroup,
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return refuse(call, "not_found");
    return answerFound(call, SHOWN, await findGroup(call.world, tenants.tenantIds, id));
  },
};

/** Creates a group with an id of our choice. */
export const createGroupOperation: Operation = {
  method: "POST",
  template: "/api/group",
  facts: FACTS.createGroup,
  handler: (call) => create(call, undefined),
};

/** Creates a group with the caller's id. */
export const createGroupWithId: Operation = {
  method: "POST",
  template: "/api/group/{groupId}",
  facts: FACTS.createGroupWithId,
  handler: async (call) => {
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return fieldErrors(call, "group", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

/** Replaces a group. */
export const updateGroupOperation: Operation = {
  method: "PUT",
  template: "/api/group/{groupId}",
  facts: FACTS.updateGroup,
  handler: (call) => update(call, "replace"),
};

/** Merges a patch into a group. */
export const patchGroup: Operation = {
  method: "PATCH",
  template: "/api/group/{groupId}",
  facts: FACTS.patchGroup,
  handler: (call) => update(call, "merge"),
};

/** Deletes a group; its members stay. */
export const deleteGroupOperation: Operation = {
  method: "DELETE",
  template: "/api/group/{groupId}",
  facts: FACTS.deleteGroup,
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return refuse(call, "not_found");
    return answerDone(call, "group", await deleteGroup(call.world, actorOf(call), tenants.tenantIds, id));
  },
};

/** Searches by body. */
export const searchGroupsOperation: Operation = {
  method: "POST",
  template: "/api/group/search",
  facts: FACTS.searchGroups,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    const body = await readObject(call, SEARCH_BODY);
    if (!body.ok) return body.answer;
    const search = readGroupSearch(body.object);
    if (!search.ok) return fieldErrors(call, "search", search.problems);
    const { groups, total } = await searchGroups(call.world, tenants.tenantIds, search.value);
    return ok(call, foundGroupsAnswer, { groups, total });
  },
};

/** All of them. */
export const GROUP_OPERATIONS: readonly Operation[] = [
  retrieveGroups,
  createGroupOperation,
  createGroupWithId,
  retrieveGroup,
  updateGroupOperation,
  patchGroup,
  deleteGroupOperation,
  searchGroupsOperation,
];

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  const tenants = await resolveTenants(call, "create");
  if (!tenants.ok) return tenants.answer;
  const body = await readGroup(call, BODY);
  if (!body.ok) return body.answer;
  const outcome = await createGroup(call.world, actorOf(call), tenants.tenantIds[0], body.group, { id, roleIds: body.roleIds });
  return answerOutcome(call, SHOWN, outcome);
}

async function update(call: ManagementCall, how: GroupUpdate["how"]): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const body = await readGroup(call, how === "merge" ? PATCH : BODY);
  if (!body.ok) return body.answer;
  const id = readUuid(call.params.groupId ?? "");
  if (id === null) return refuse(call, "not_found");
  const { group, roleIds } = body;
  return answerOutcome(
    call,
    SHOWN,
    await updateGroup(call.world, actorOf(call), { tenantIds: tenants.tenantIds, id, how, group, roleIds }),
  );
}

/** The group and, where they are given, the ids of its roles. */
async function readGroup(
  call: ManagementCall,
  contents: ObjectBody,
): Promise<
  | { readonly ok: true; readonly group: JsonObject; readonly roleIds: readonly string[] | undefined }
  | { readonly ok: false; readonly answer: Answer }
> {
  const body = await readObject(call, contents);
  if (!body.ok) return body;
  const beside = check(besideGroup, body.beside);
  if (!beside.ok) return { ok: false, answer: fieldErrors(call, "", beside.problems) };
  return { ok: true, group: body.object, roleIds: beside.value.roleIds ?? undefined };
}
