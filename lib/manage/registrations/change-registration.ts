// Finds, changes and removes registrations; whoever loses a role loses the tokens that name it.
import type { JsonObject } from "@/lib/core/json";
import { REGISTRATION_NAMES, type RegistrationInput, type RegistrationView } from "@/lib/core/schemas/registration";
import { patchObject } from "@/lib/core/schemas/vendor-object";
import { holdApplication } from "@/lib/manage/applications/lock-application";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { judgeRoles, type Registered, readRegistration } from "@/lib/manage/registrations/register";
import { contentOfRegistration, viewRegistration } from "@/lib/manage/registrations/view-registration";
import { endSessionsOfUsers } from "@/lib/manage/sessions/end-sessions-of-users";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { findTenantOfUser } from "@/lib/manage/users/find-user";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { Application, Registration } from "@/prisma/generated/client";

/** What names a registration. */
export interface RegistrationPlace {
  readonly tenantIds: readonly string[];
  readonly userId: string;
  readonly applicationId: string;
}

/** The registration in one of those tenants, or null. */
export async function findRegistration(
  world: Pick<World, "prisma">,
  { tenantIds, userId, applicationId }: RegistrationPlace,
): Promise<RegistrationView | null> {
  const row = await tenantsDb(world.prisma, tenantIds).registration.findFirst({ where: { userId, applicationId } });
  return row === null ? null : viewRegistration(row);
}

/** Which registration, and what it is to be. */
export interface RegistrationUpdate extends RegistrationPlace {
  readonly how: "replace" | "merge";
  readonly registration: JsonObject;
}

/** Changes a registration. Losing a role ends the sessions with that application. */
export async function updateRegistration(world: World, actor: string, update: RegistrationUpdate): Promise<Outcome<Registered>> {
  const { userId, applicationId } = update;
  const tenantId = await findTenantOfUser(world, update.tenantIds, userId);
  if (tenantId === null) return ABSENT;
  return changing(world, actor, async (change) => {
    const db = change.tenant(tenantId);
    // First the application, as changes of its roles do: the other way round two would wait for each other.
    const application = await holdApplication(change, tenantId, applicationId);
    const before = await lockRegistration(change, tenantId, userId, applicationId);
    if (before === null) return ABSENT;
    const input = readUpdate(before, update);
    if (!input.ok) return input.refusal;
    const written = await writeRegistration(change, before, input.value, application);
    if (written.kind === "refused" || written.kind === "absent") return written;
    const user = await db.user.findFirstOrThrow({ where: { id: userId }, include: USER_RELATIONS });
    return done({ registration: viewRegistration(written.value), user: viewUser(user) });
  });
}

/**
 * Writes roles and other fields of a registration that this change holds, and ends the user's sessions with the application when a role
 * goes. Roles that were there may be gone with their application's: only new ones are judged.
 */
export async function writeRegistration(
  change: Change,
  before: Registration,
  { roles, extra }: Pick<RegistrationInput, "roles" | "extra">,
  application: Pick<Application, "roles"> | null,
): Promise<Outcome<Registration>> {
  const { tenantId, userId, applicationId } = before;
  const added = roles.filter((role) => !before.roles.includes(role));
  const problems = judgeRoles(application, added);
  if (problems.length > 0) return refused(...problems);
  const row = await change.tenant(tenantId).registration.update({
    where: { tenantId_userId_applicationId: { tenantId, userId, applicationId } },
    data: { roles, extra },
  });
  const isNarrower = before.roles.some((role) => !roles.includes(role));
  if (isNarrower) await endSessionsOfUsers(change, { tenantId, userIds: [userId], applicationId, endedBy: "registration-change" });
  change.record(tenantId, "registration.update", `user:${userId}`, { applicationId, roles });
  return done(row);
}

/** Removes a registration and ends the sessions with that application. */
export async function deleteRegistration(
  world: World,
  actor: string,
  { tenantIds, userId, applicationId }: RegistrationPlace,
): Promise<Outcome<null>> {
  const tenantId = await findTenantOfUser(world, tenantIds, userId);
  if (tenantId === null) return ABSENT;
  return changing(world, actor, async (change) => {
    const { count } = await change.tenant(tenantId).registration.deleteMany({ where: { userId, applicationId } });
    if (count === 0) return ABSENT;
    await endSessionsOfUsers(change, { tenantId, userIds: [userId], applicationId, endedBy: "registration-delete" });
    change.record(tenantId, "registration.delete", `user:${userId}`, { applicationId });
    return done(null);
  });
}

/** What the update makes of the registration; the application that it is with stays. */
function readUpdate(before: Registration, { how, registration, applicationId }: RegistrationUpdate) {
  if (how === "replace") return readRegistration({ ...registration, applicationId });
  const patched = patchObject(REGISTRATION_NAMES, contentOfRegistration(before), registration);
  if (patched.ok) return readRegistration({ ...patched.value, applicationId });
  const problems = patched.problems.map((problem) => ({ ...problem, field: `registration.${problem.field}` }));
  return { ok: false as const, refusal: { kind: "refused" as const, problems } };
}

/** The row as its last writer left it; others wait until this change is over. */
export async function lockRegistration(
  change: Change,
  tenantId: string,
  userId: string,
  applicationId: string,
): Promise<Registration | null> {
  const { registration } = change.tenant(tenantId);
  const where = { userId, applicationId };
  // A write locks the row, which Prisma has no other word for.
  const { count } = await registration.updateMany({ where, data: { updatedAt: new Date(change.atMs) } });
  return count === 0 ? null : registration.findFirst({ where });
}
