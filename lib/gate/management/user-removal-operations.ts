// The management API's operations that deactivate and delete users.
import type { Answer } from "@/lib/core/http";
import { type Checked, check } from "@/lib/core/schemas/problem";
import { readUuid } from "@/lib/core/schemas/texts";
import { removeUser, removeUsers, type UsersRemoval } from "@/lib/manage/users/remove-users";
import { answerDone, fieldErrors, ok, refuse } from "./answers";
import { actorOf } from "./caller-of";
import type { ManagementCall, Operation } from "./operation";
import { checkQuery } from "./query";
import { readFields } from "./read-object";
import { resolveSearch, resolveTenants } from "./resolve-tenants";
import { BULK_QUERY, bulkAnswer, bulkBody, FACTS, MOST_REMOVED, REMOVAL_QUERY, removalBody } from "./user-facts";

/** Deactivates a user, or deletes one for good. */
export const deleteUserOperation: Operation = {
  method: "DELETE",
  template: "/api/user/{userId}",
  facts: FACTS.deleteUser,
  handler: async (call) => {
    const tenants = await resolveTenants(call, "by_id");
    if (!tenants.ok) return tenants.answer;
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const asked = check(removalBody, body.fields);
    if (!asked.ok) return fieldErrors(call, "", asked.problems);
    const query = checkQuery(call.query, REMOVAL_QUERY);
    if (!query.ok) return fieldErrors(call, "", query.problems);
    const id = readUuid(call.params.userId ?? "");
    if (id === null) return refuse(call, "not_found");
    const isDeletion = flag(query.value.hardDelete, asked.value.hardDelete);
    return answerDone(call, "user", await removeUser(call.world, actorOf(call), { tenantIds: tenants.tenantIds, id, isDeletion }));
  },
};

/** Deactivates or deletes many users. */
export const deleteUsersOperation: Operation = {
  method: "DELETE",
  template: "/api/user/bulk",
  facts: FACTS.deleteUsers,
  handler: async (call) => {
    const tenants = await resolveSearch(call);
    if (!tenants.ok) return tenants.answer;
    const body = await readFields(call);
    if (!body.ok) return body.answer;
    const removal = readRemoval(call, body.fields);
    if (!removal.ok) return fieldErrors(call, "", removal.problems);
    return answerRemoved(call, tenants.tenantIds, removal.value);
  },
};

/** All of them. */
export const USER_REMOVAL_OPERATIONS: readonly Operation[] = [deleteUserOperation, deleteUsersOperation];

async function answerRemoved(call: ManagementCall, tenantIds: readonly string[], removal: UsersRemoval): Promise<Answer> {
  const outcome = await removeUsers(call.world, actorOf(call), tenantIds, removal);
  if (outcome.kind === "absent" || outcome.kind === "refused") return answerDone(call, "", outcome);
  const userIds = [...outcome.value];
  return ok(call, bulkAnswer, { dryRun: removal.isTrial, hardDelete: removal.isDeletion, total: userIds.length, userIds });
}

/** Query and body as one: the query decides where both speak. A removal that names nobody is refused, so that it cannot mean everybody. */
function readRemoval(call: ManagementCall, fields: Parameters<typeof check>[1]): Checked<UsersRemoval> {
  const query = checkQuery(call.query, BULK_QUERY);
  if (!query.ok) return query;
  const { userId, limit, ...others } = query.value;
  const body = check(bulkBody, fields);
  if (!body.ok) return body;
  const named = check(bulkBody, {
    userIds: userId,
    queryString: others.queryString,
    limit: limit === undefined ? undefined : Number(limit),
  });
  if (!named.ok) return named;
  const ids = named.value.userIds ?? body.value.userIds ?? undefined;
  const queryString = named.value.queryString ?? body.value.queryString ?? undefined;
  if (ids === undefined && (queryString ?? "").trim() === "") {
    return { ok: false, problems: [{ field: "userIds", code: "blank", message: "Name the users by their ids or by a queryString." }] };
  }
  return {
    ok: true,
    value: {
      users: { ids, queryString },
      limit: named.value.limit ?? body.value.limit ?? MOST_REMOVED,
      isDeletion: flag(others.hardDelete, body.value.hardDelete),
      isTrial: flag(others.dryRun, body.value.dryRun),
    },
  };
}

function flag(inQuery: "true" | "false" | undefined, inBody: boolean | null | undefined): boolean {
  return inQuery === undefined ? inBody === true : inQuery === "true";
}
