// The management API's operations on members of groups.

import { z } from "zod";
import type { Answer } from "@/lib/core/http";
import { memberSearchObject, readMemberSearch } from "@/lib/core/schemas/group-search";
import { foundMembersAnswer, membersAnswer, membersObject, readMemberRemoval, readMembers } from "@/lib/core/schemas/member";
import type { Checked } from "@/lib/core/schemas/problem";
import { uuidText } from "@/lib/core/schemas/texts";
import { changeMembers, type EndedMemberships, type MembersChange, removeMembers } from "@/lib/manage/groups/change-members";
import { searchMembers } from "@/lib/manage/groups/search-members";
import { answerDone, fieldErrors, ok } from "./answers";
import { actorOf } from "./caller-of";
import { bodyContent } from "./object-contents";
import type { ManagementCall, ObjectBody, Operation } from "./operation";
import { checkQuery } from "./query";
import { readFields, readObject } from "./read-object";
import { resolveSearch, resolveTenants } from "./resolve-tenants";

const TAG = "Groups";
const BODY: ObjectBody = { noun: "members", object: membersObject, besides: [] };
const SEARCH_BODY: ObjectBody = { noun: "search", object: memberSearchObject, besides: [] };

/** What a removal may say in its query. */
const REMOVAL_QUERY = z.object({
  memberId: z.array(uuidText).optional().meta({ description: "The id of a membership. Repeat the name for each." }),
  groupId: uuidText.optional().meta({ description: "Alone: every member of the group." }),
  userId: uuidText.optional().meta({ description: "With `groupId`: this member of the group." }),
});

const GROUP_ID = "6a1f0c58-2f4e-4a52-9c1d-0e7a5b8c9d01";
const USER_ID = "9f8b7a6c-5d4e-4f3a-8b2c-1d0e9f8a7b6c";
const MEMBER = {
  id: "1c2d3e4f-5a6b-4c7d-8e9f-0a1b2c3d4e5f",
  groupId: GROUP_ID,
  userId: USER_ID,
  data: { since: "spring" },
  insertInstant: 1767225600000,
};
const GIVEN = bodyContent(BODY, { [GROUP_ID]: [{ userId: USER_ID, data: { since: "spring" } }] });
const SHOWN = { schema: membersAnswer, example: { members: { [GROUP_ID]: [MEMBER] } } };
const ALL_OR_NONE = "A group or user that does not exist, or belongs to another tenant, refuses the whole call.";

/** Makes users members; others stay. */
export const createGroupMembers: Operation = {
  method: "POST",
  template: "/api/group/member",
  facts: {
    id: "createGroupMembers",
    tag: TAG,
    summary: "Add members to groups",
    description: `Who is a member already stays it, with the data that is given now. ${ALL_OR_NONE}`,
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  handler: (call) => put(call, "add"),
};

/** Makes users the only members. */
export const updateGroupMembers: Operation = {
  method: "PUT",
  template: "/api/group/member",
  facts: {
    id: "updateGroupMembers",
    tag: TAG,
    summary: "Replace the members of groups",
    description: `Of the groups that are named, whoever is not named leaves. ${ALL_OR_NONE}`,
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  handler: (call) => put(call, "replace"),
};

/** By the query, or by a body. */
export const deleteGroupMembers: Operation = {
  method: "DELETE",
  template: "/api/group/member",
  facts: {
    id: "deleteGroupMembers",
    tag: TAG,
    summary: "Remove members from groups",
    description:
      "By the query, or by a body `{memberIds: [id, …]}` or `{members: {groupId: [userId, …]}}`. A query that hits nobody is 404; a body " +
      "that names one who is no member is refused.",
    access: "key",
    query: REMOVAL_QUERY,
    answer: null,
  },
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const ended = readEnded(call, body.fields);
    if (!ended.ok) return fieldErrors(call, "", ended.problems);
    return answerDone(call, "", await removeMembers(call.world, actorOf(call), tenants.tenantIds, ended.value));
  },
};

/** Searches by body. */
export const searchGroupMembers: Operation = {
  method: "POST",
  template: "/api/group/member/search",
  facts: {
    id: "searchGroupMembers",
    tag: TAG,
    summary: "Search for members of groups",
    access: "key",
    body: bodyContent(SEARCH_BODY, { groupId: GROUP_ID }),
    answer: { schema: foundMembersAnswer, example: { members: [MEMBER], total: 1 } },
  },
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    const body = await readObject(call, SEARCH_BODY);
    if (!body.ok) return body.answer;
    const search = readMemberSearch(body.object);
    if (!search.ok) return fieldErrors(call, "search", search.problems);
    const { members, total } = await searchMembers(call.world, tenants.tenantIds, search.value);
    return ok(call, foundMembersAnswer, { members, total });
  },
};

/** All of them. */
export const MEMBER_OPERATIONS: readonly Operation[] = [createGroupMembers, updateGroupMembers, deleteGroupMembers, searchGroupMembers];

async function put(call: ManagementCall, how: MembersChange["how"]): Promise<Answer> {
  const tenants = await resolveTenants(call, "by_id");
  if (!tenants.ok) return tenants.answer;
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  const input = readMembers(body.object);
  if (!input.ok) return fieldErrors(call, "members", input.problems);
  const outcome = await changeMembers(call.world, actorOf(call), { tenantIds: tenants.tenantIds, how, input: input.value });
  if (outcome.kind === "absent" || outcome.kind === "refused") return answerDone(call, "members", outcome);
  return ok(call, membersAnswer, { members: outcome.value });
}

/** A removal that names nobody is refused, so that it cannot mean everybody. */
function readEnded(call: ManagementCall, fields: Parameters<typeof readMemberRemoval>[0]): Checked<EndedMemberships> {
  const query = checkQuery(call.query, REMOVAL_QUERY);
  if (!query.ok) return query;
  const { memberId, groupId, userId } = query.value;
  if (memberId !== undefined) return { ok: true, value: { named: "condition", where: { id: { in: memberId } } } };
  if (groupId !== undefined) return { ok: true, value: { named: "condition", where: { groupId, userId } } };
  const removal = readMemberRemoval(fields);
  if (!removal.ok) return removal;
  const count = removal.value.by === "id" ? removal.value.ids.length : removal.value.pairs.length;
  if (count > 0) return { ok: true, value: { named: "list", removal: removal.value } };
  return { ok: false, problems: [{ field: "memberIds", code: "blank", message: "Name the members." }] };
}
