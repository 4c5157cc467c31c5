// The management API's operations on groups.
import type { Answer } from "@/lib/core/http";
import { readUuid } from "@/lib/core/schemas/texts";
import { createGroup } from "@/lib/manage/groups/create-group";
import { findGroup } from "@/lib/manage/groups/find-group";
import { answerFound, answerOutcome, fieldErrors, refuse } from "./answers";
import { actorOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { readObject } from "./read-object";
import { resolveTenants } from "./resolve-tenants";

/** By id, which is unique everywhere. */
export const retrieveGroup: Operation = {
  method: "GET",
  template: "/api/group/{groupId}",
  access: "key",
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return refuse(call, "not_found");
    return answerFound(call, "group", await findGroup(call.world, tenants.tenantIds, id));
  },
};

/** Creates a group with an id of our choice. */
export const createGroupOperation: Operation = {
  method: "POST",
  template: "/api/group",
  access: "key",
  handler: (call) => create(call, undefined),
};

/** Creates a group with the caller's id. */
export const createGroupWithId: Operation = {
  method: "POST",
  template: "/api/group/{groupId}",
  access: "key",
  handler: async (call) => {
    const id = readUuid(call.params.groupId ?? "");
    if (id === null) return fieldErrors(call, "group", [{ field: "id", code: "invalid", message: "This is not a UUID." }]);
    return create(call, id);
  },
};

async function create(call: ManagementCall, id: string | undefined): Promise<Answer> {
  const tenants = await resolveTenants(call, "create");
  if (!tenants.ok) return tenants.answer;
  const body = await readObject(call, "group", ["roleIds"]);
  if (!body.ok) return body.answer;
  return answerOutcome(call, "group", await createGroup(call.world, actorOf(call), tenants.tenantIds[0], body.object, id));
}
