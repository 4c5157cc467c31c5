// The management API's operations on groups.
import { z } from "zod";
import type { Answer } from "@/lib/core/http";
import { groupObject, groupView } from "@/lib/core/schemas/group";
import { readUuid } from "@/lib/core/schemas/texts";
import { createGroup } from "@/lib/manage/groups/create-group";
import { findGroup } from "@/lib/manage/groups/find-group";
import { answerFound, answerOutcome, fieldErrors, refuse } from "./answers";
import { actorOf } from "./caller-of";
import { answerContent, bodyContent } from "./object-contents";
import type { ManagementCall, ObjectAnswer, ObjectBody, Operation } from "./operation";
import { readObject } from "./read-object";
import { resolveTenants } from "./resolve-tenants";

const BODY: ObjectBody = { noun: "group", object: groupObject, besides: ["roleIds"] };
const ANSWER: ObjectAnswer = { noun: "group", schema: z.strictObject({ group: groupView }) };

const TAG = "Groups";
const GIVEN = bodyContent(BODY, { name: "Editors", data: { team: "docs" } });
const SHOWN = answerContent(ANSWER, {
  id: "6a1f0c58-2f4e-4a52-9c1d-0e7a5b8c9d01",
  tenantId: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  name: "Editors",
  data: { team: "docs" },
  insertInstant: 1767225600000,
  lastUpdateInstant: 1767225600000,
});

/** By id, which is unique everywhere. */
export const retrieveGroup: Operation = {
  method: "GET",
  template: "/api/group/{groupId}",
  facts: { id: "retrieveGroup", tag: TAG, summary: "Retrieve a group", access: "key", answer: SHOWN },
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return refuse(call, "not_found");
    return answerFound(call, ANSWER, await findGroup(call.world, tenants.tenantIds, id));
  },
};

/** Creates a group with an id of our choice. */
export const createGroupOperation: Operation = {
  method: "POST",
  template: "/api/group",
  facts: { id: "createGroup", tag: TAG, summary: "Create a group", access: "key", body: GIVEN, answer: SHOWN },
  handler: (call) => create(call, undefined),
};

/** Creates a group with the caller's id. */
export const createGroupWithId: Operation = {
  method: "POST",
  template: "/api/group/{groupId}",
  facts: {
    id: "createGroupWithId",
    tag: TAG,
    summary: "Create a group with an id of your choice",
    access: "key",
    body: GIVEN,
    answer: SHOWN,
  },
  handler: async (call) => {
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return fieldErrors(call, "group", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

/** All of them. */
export const GROUP_OPERATIONS: readonly Operation[] = [createGroupOperation, createGroupWithId, retrieveGroup];

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  const tenants = await resolveTenants(call, "create");
  if (!tenants.ok) return tenants.answer;
  const body = await readObject(call, BODY);
  if (!body.ok) return body.answer;
  return answerOutcome(call, ANSWER, await createGroup(call.world, actorOf(call), tenants.tenantIds[0], body.object, id));
}
