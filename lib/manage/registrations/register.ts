// Registers a tenant's user with an application of the tenant; the user may be made in the same change.
import type { JsonObject } from "@/lib/core/json";
import type { Problem } from "@/lib/core/schemas/problem";
import { type RegistrationInput, type RegistrationView, readRegistrationInput } from "@/lib/core/schemas/registration";
import { readUserInput, type UserView } from "@/lib/core/schemas/user";
import { holdApplication } from "@/lib/manage/applications/lock-application";
import { type Change, changing } from "@/lib/manage/changing";
import { rolesOf } from "@/lib/manage/groups/group-roles";
import { ABSENT, done, type Outcome, type Refusal, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { viewRegistration } from "@/lib/manage/registrations/view-registration";
import { tenantsDb } from "@/lib/manage/tenants/tenant-db";
import { insertUser, prepareUser } from "@/lib/manage/users/create-user";
import { findTenantOfUser } from "@/lib/manage/users/find-user";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";
import type { Application } from "@/prisma/generated/client";

/** A registration and its user, as both are after the change. */
export interface Registered {
  readonly registration: RegistrationView;
  readonly user: UserView;
}

/** Registers a user who is there. */
export async function registerUser(
  world: World,
  actor: string,
  {
    tenantIds,
    userId,
    registration,
  }: { readonly tenantIds: readonly string[]; readonly userId: string; readonly registration: JsonObject },
): Promise<Outcome<Registered>> {
  const tenantId = await findTenantOfUser(world, tenantIds, userId);
  if (tenantId === null) return ABSENT;
  const input = readRegistration(registration);
  if (!input.ok) return input.refusal;
  return changing(world, actor, (change) => insertRegistration(change, tenantId, userId, input.value));
}

/** Who is to be made, where, and registered with what. */
export interface NewRegistered {
  readonly tenantId: string;
  /** A UUID of the caller's choice. */
  readonly userId: string | undefined;
  readonly user: JsonObject;
  readonly registration: JsonObject;
}

/** Makes a user and registers it, both or neither. */
export async function createRegistered(world: World, actor: string, asked: NewRegistered): Promise<Outcome<Registered>> {
  const input = readRegistration(asked.registration);
  const user = readUserInput(asked.user);
  if (!user.ok) return refused(...user.problems.map(ofUser), ...(input.ok ? [] : input.refusal.problems));
  if (!input.ok) return input.refusal;
  const prepared = await prepareUser(world, user.value);
  const outcome = await changing(world, actor, async (change) => {
    const made = await insertUser(change, asked.tenantId, prepared, asked.userId);
    if (made.kind === "refused" || made.kind === "absent") return made;
    return insertRegistration(change, asked.tenantId, made.value.id, input.value);
  });
  return outcome.kind === "refused" ? refused(...outcome.problems.map(ofUser)) : outcome;
}

/** The tenant of the application that a registration names, if it is one of those. */
export async function findTenantOfApplication(
  world: Pick<World, "prisma">,
  tenantIds: readonly string[],
  id: string,
): Promise<string | null> {
  const row = await tenantsDb(world.prisma, tenantIds).application.findFirst({ where: { id }, select: { tenantId: true } });
  return row?.tenantId ?? null;
}

/** Checks a registration; its problems are named as they stand in the body. */
export function readRegistration(
  registration: JsonObject,
): { readonly ok: true; readonly value: RegistrationInput } | { readonly ok: false; readonly refusal: Refusal & { kind: "refused" } } {
  const input = readRegistrationInput(registration);
  if (input.ok) return input;
  const problems = input.problems.map((problem) => ({ ...problem, field: `registration.${problem.field}` }));
  return { ok: false, refusal: { kind: "refused", problems } };
}

/** The problems of a registration whose application or roles do not exist: none, or one. */
export function judgeRoles(application: Pick<Application, "roles"> | null, roles: readonly string[]): Problem[] {
  if (application === null) {
    return [{ field: "registration.applicationId", code: "invalid", message: "There is no application with this id." }];
  }
  const known = new Set(rolesOf(application).map((role) => role.name));
  if (roles.every((role) => known.has(role))) return [];
  return [{ field: "registration.roles", code: "invalid", message: "The application has no role of one of these names." }];
}

/** Within a change in progress. */
export async function insertRegistration(
  change: Change,
  tenantId: string,
  userId: string,
  input: RegistrationInput,
): Promise<Outcome<Registered>> {
  const db = change.tenant(tenantId);
  const application = await holdApplication(change, tenantId, input.applicationId);
  const problems = judgeRoles(application, input.roles);
  if (application === null || problems.length > 0) return refused(...problems);
  const defaults = rolesOf(application).filter((role) => role.isDefault);
  // The vendor's clients cannot tell an empty list from none: either way nothing was named.
  const roles = input.roles.length > 0 ? input.roles : defaults.map((role) => role.name);
  const id = input.id ?? randomUuid(change.world.randomBytes);
  const row = await db.registration.create({ data: { ...input, id, roles, tenantId, userId, createdAt: new Date(change.atMs) } });
  change.record(tenantId, "registration.create", `user:${userId}`, { applicationId: row.applicationId, roles });
  const user = await db.user.findFirstOrThrow({ where: { id: userId }, include: USER_RELATIONS });
  return done({ registration: viewRegistration(row), user: viewUser(user) });
}

/** A problem of the user in a body that carries both; those of the registration say so themselves. */
function ofUser(problem: Problem): Problem {
  if (problem.field.startsWith("registration")) return problem;
  return { ...problem, field: problem.field === "id" ? "userId" : `user.${problem.field}` };
}
