// What the pages of a tenant's applications send.
"use server";
import { revalidatePath } from "next/cache";
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { RenewedSecret } from "@/lib/core/tenants/renewed-secret";
import { judgeConfirmation, readApplicationForm, readRoleForm, readSentForm } from "@/lib/core/tenants/tenant-forms";
import { patchApplication } from "@/lib/manage/applications/change-application";
import { createRole, deleteRole, patchRole } from "@/lib/manage/applications/change-roles";
import { createApplication } from "@/lib/manage/applications/create-application";
import { describeApplication } from "@/lib/manage/applications/describe-application";
import { deactivateApplication, deleteApplication, reactivateApplication } from "@/lib/manage/applications/end-application";
import { renewClientSecret } from "@/lib/manage/applications/renew-client-secret";
import { ABSENT, refused } from "@/lib/manage/outcome";
import { endAt, endHere, shownRefusal, withTenant, withTenantObject, withTenantPair } from "@/lib/runtime/sign-in/with-tenant";

/** Makes an application, and leads to it. */
export const makeApplication = withTenant(async ({ world, actor, tenantId }, sent: FormData) => {
  const outcome = await createApplication(world, actor, tenantId, readApplicationForm(readSentForm(sent), null));
  if (outcome.kind === "absent" || outcome.kind === "refused") return shownRefusal(outcome);
  return endAt(outcome, `/tenants/${tenantId}/applications/${outcome.value.id}?news=created`);
});

/** Changes an application's name, its rules of signing in and how its tokens are made. */
export const editApplication = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const application = await describeApplication(world, tenantId, id);
  if (application === null) return shownRefusal(ABSENT);
  const patch = readApplicationForm(readSentForm(sent), application.tokens);
  const outcome = await patchApplication(world, actor, { tenantIds: [tenantId], id }, patch);
  return endAt(outcome, `/tenants/${tenantId}/applications/${id}?news=saved`);
});

/** Adds a role. */
export const addRole = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) =>
  endHere(await createRole(world, actor, { tenantIds: [tenantId], id }, readRoleForm(readSentForm(sent)))),
);

/** Renames a role, or says otherwise what it is. Whoever has it keeps it. */
export const editRole = withTenantPair(async ({ world, actor, tenantId }, id, roleId, sent: FormData) =>
  endHere(await patchRole(world, actor, { tenantIds: [tenantId], id }, roleId, readRoleForm(readSentForm(sent)))),
);

/** Removes a role, from all who have it too. */
export const removeRole = withTenantPair(async ({ world, actor, tenantId }, id, roleId) =>
  endHere(await deleteRole(world, actor, { tenantIds: [tenantId], id }, { id: roleId })),
);

/** Gives the application's OAuth client another secret, which travels in this answer and in no other. */
export const renewSecret = withTenantObject(async ({ world, actor, tenantId }, id): Promise<RenewedSecret | RefusedState> => {
  const outcome = await renewClientSecret(world, actor, { tenantIds: [tenantId], id });
  if (outcome.kind === "absent" || outcome.kind === "refused") return shownRefusal(outcome);
  revalidatePath("/tenants/[id]", "layout");
  return { kind: "renewed", secret: outcome.value };
});

/** Takes an application out of use, until it is taken into use again. */
export const stopApplication = withTenantObject(async ({ world, actor, tenantId }, id) =>
  endHere(await deactivateApplication(world, actor, { tenantIds: [tenantId], id })),
);

/** Takes it into use again. */
export const startApplication = withTenantObject(async ({ world, actor, tenantId }, id) =>
  endHere(await reactivateApplication(world, actor, { tenantIds: [tenantId], id })),
);

/** Deletes an application for good, when its name or id was typed. */
export const removeApplication = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const application = await describeApplication(world, tenantId, id);
  if (application === null) return shownRefusal(ABSENT);
  const problem = judgeConfirmation(readSentForm(sent), application.name, id);
  const outcome = problem === null ? await deleteApplication(world, actor, { tenantIds: [tenantId], id }) : refused(problem);
  return endAt(outcome, `/tenants/${tenantId}/applications?news=deleted`);
});
