// What the pages of a tenant's users send.
"use server";
import { nameOfUser } from "@/lib/core/schemas/tenant-people";
import { judgeConfirmation, readNewUserForm, readSentForm, readUserForm } from "@/lib/core/tenants/tenant-forms";
import { ABSENT, refused } from "@/lib/manage/outcome";
import { deleteRegistration, updateRegistration } from "@/lib/manage/registrations/change-registration";
import { registerUser } from "@/lib/manage/registrations/register";
import { revokeSessions } from "@/lib/manage/sessions/end-sessions";
import { createUser } from "@/lib/manage/users/create-user";
import { findUser } from "@/lib/manage/users/find-user";
import { reactivateUser } from "@/lib/manage/users/reactivate-user";
import { removeUser } from "@/lib/manage/users/remove-users";
import { updateUser } from "@/lib/manage/users/update-user";
import { endAt, endHere, shownRefusal, withTenant, withTenantObject, withTenantPair } from "@/lib/runtime/sign-in/with-tenant";

/** Makes a user, and leads to it. */
export const makeUser = withTenant(async ({ world, actor, tenantId }, sent: FormData) => {
  const outcome = await createUser(world, actor, tenantId, readNewUserForm(readSentForm(sent)));
  if (outcome.kind === "absent" || outcome.kind === "refused") return shownRefusal(outcome);
  return endAt(outcome, `/tenants/${tenantId}/users/${outcome.value.id}?news=created`);
});

/** Changes how a user is called and reached. */
export const editUser = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const user = readUserForm(readSentForm(sent));
  const outcome = await updateUser(world, actor, { tenantIds: [tenantId], id, how: "merge", user });
  return endAt(outcome, `/tenants/${tenantId}/users/${id}?news=saved`);
});

/** Gives a user another password, which ends all of the user's sessions. */
export const setUserPassword = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const user = { password: readSentForm(sent).text("password") ?? "" };
  return endHere(await updateUser(world, actor, { tenantIds: [tenantId], id, how: "merge", user }));
});

/** Shuts a user out, who can be let in again. */
export const deactivateUser = withTenantObject(async ({ world, actor, tenantId }, id) =>
  endHere(await removeUser(world, actor, { tenantIds: [tenantId], id, isDeletion: false })),
);

/** Lets a user in again. */
export const letUserIn = withTenantObject(async ({ world, actor, tenantId }, id) =>
  endHere(await reactivateUser(world, actor, [tenantId], id)),
);

/** Deletes a user for good, when the user's address, name or id was typed. */
export const deleteUser = withTenantObject(async ({ world, actor, tenantId }, id, sent: FormData) => {
  const user = await findUser(world, [tenantId], { by: "id", value: id });
  if (user === null) return shownRefusal(ABSENT);
  const { email = null, username = null } = user;
  const problem = judgeConfirmation(readSentForm(sent), nameOfUser({ email, username, id }), username, id);
  const outcome = problem === null ? await removeUser(world, actor, { tenantIds: [tenantId], id, isDeletion: true }) : refused(problem);
  return endAt(outcome, `/tenants/${tenantId}/users?news=deleted`);
});

/** Registers a user with an application of the tenant. */
export const addRegistration = withTenantObject(async ({ world, actor, tenantId }, userId, sent: FormData) => {
  const form = readSentForm(sent);
  const applicationId = form.text("registration.applicationId") ?? "";
  const registration = { applicationId, roles: form.texts("registration.roles") };
  return endHere(await registerUser(world, actor, { tenantIds: [tenantId], userId, registration }));
});

/** Changes the roles that a user has with an application. */
export const editRegistration = withTenantPair(async ({ world, actor, tenantId }, userId, applicationId, sent: FormData) => {
  const registration = { roles: readSentForm(sent).texts("registration.roles") };
  return endHere(await updateRegistration(world, actor, { tenantIds: [tenantId], userId, applicationId, how: "merge", registration }));
});

/** Takes a user out of an application. */
export const endRegistration = withTenantPair(async ({ world, actor, tenantId }, userId, applicationId) =>
  endHere(await deleteRegistration(world, actor, { tenantIds: [tenantId], userId, applicationId })),
);

/** Signs a user out everywhere. */
export const endUserSessions = withTenantObject(async ({ world, actor, tenantId }, userId) =>
  endHere(await revokeSessions(world, actor, [tenantId], { userId })),
);

/** Ends one session of a user. */
export const endUserSession = withTenantPair(async ({ world, actor, tenantId }, userId, id) =>
  endHere(await revokeSessions(world, actor, [tenantId], { userId, id })),
);
