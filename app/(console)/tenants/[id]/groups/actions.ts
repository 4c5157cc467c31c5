// What the pages of a tenant's groups send.
"use server";
import { roleIdsField } from "@/lib/core/schemas/group";
import { check } from "@/lib/core/schemas/problem";
import { judgeConfirmation, readNameForm, readSentForm } from "@/lib/core/tenants/tenant-forms";
import { addMember } from "@/lib/manage/groups/add-member";
import { removeMembers } from "@/lib/manage/groups/change-members";
import { createGroup } from "@/lib/manage/groups/create-group";
import { findGroup } from "@/lib/manage/groups/find-group";
import { deleteGroup, updateGroup } from "@/lib/manage/groups/update-group";
import { ABSENT, refused } from "@/lib/manage/outcome";
import { endAt, endHere, shownRefusal, withTenant, withTenantObject, withTenantPair } from "@/lib/runtime/sign-in/with-tenant";

/** Makes a group, and leads to it. */
export const makeGroup = withTenant(async ({ world, actor, tenantId }, sent: FormData) => {
  const form = readSentForm(sent);
  const roleIds = check(roleIdsField, form.texts("roleIds"));
  if (!roleIds.ok) return shownRefusal(refused(...roleIds.problems));
  const outcome = await createGroup(world, actor, tenantId, readNameForm(form), { roleIds: roleIds.value });
  if (outcome.kind === "absent" || outcome.kind === "refused") return shownRefusal(outcome);
  return endAt(outcome, `/tenants/${tenantId}/groups/${outcome.value.id}?news=created`);
});

/** Renames a group and chooses its roles. */
export const editGroup = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const form = readSentForm(sent);
  const roleIds = check(roleIdsField, form.texts("roleIds"));
  if (!roleIds.ok) return shownRefusal(refused(...roleIds.problems));
  const update = { tenantIds: [tenantId], id, how: "merge", group: readNameForm(form), roleIds: roleIds.value } as const;
  return endAt(await updateGroup(world, actor, update), `/tenants/${tenantId}/groups/${id}?news=saved`);
});

/** Deletes a group, when its name or id was typed. Its members stay users of the tenant. */
export const removeGroup = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const group = await findGroup(world, [tenantId], id);
  if (group === null) return shownRefusal(ABSENT);
  const problem = judgeConfirmation(readSentForm(sent), group.name, id);
  const outcome = problem === null ? await deleteGroup(world, actor, [tenantId], id) : refused(problem);
  return endAt(outcome, `/tenants/${tenantId}/groups?news=deleted`);
});

/** Makes a user a member of a group. */
export const addToGroup = withTenantPair(async ({ world, actor, tenantId }, groupId, userId) =>
  endHere(await addMember(world, actor, { tenantId, groupId, userId })),
);

/** Takes a user out of a group. */
export const takeFromGroup = withTenantPair(async ({ world, actor, tenantId }, groupId, userId) =>
  endHere(await removeMembers(world, actor, [tenantId], { named: "condition", where: { groupId, userId } })),
);
