// Adds, changes and removes single roles of an application.
import { planRoles, type RolePlan } from "@/lib/core/applications/plan-roles";
import type { JsonObject } from "@/lib/core/json";
import { type GivenRole, type Role, readRole, readRolePatch, readStoredRoles } from "@/lib/core/schemas/application-role";
import type { Checked, Problem } from "@/lib/core/schemas/problem";
import type { ApplicationPlace } from "@/lib/manage/applications/change-application";
import { lockApplication } from "@/lib/manage/applications/lock-application";
import { writeRoleHolders } from "@/lib/manage/applications/write-roles";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import type { Application } from "@/prisma/generated/client";

const MOST_ROLES = 1000;
const NAME_TAKEN: Problem = { field: "name", code: "duplicate", message: "A role with this name exists." };
const ID_TAKEN: Problem = { field: "id", code: "duplicate", message: "This id is taken." };
const TOO_MANY: Problem = { field: "", code: "invalid", message: `An application has at most ${MOST_ROLES} roles.` };

/** What names a role of an application. */
export type RoleSelector = { readonly id: string } | { readonly name: string };

/** Adds a role. The id can be in the path, or in the role, or be left to us. */
export function createRole(world: World, actor: string, place: ApplicationPlace, role: JsonObject, id?: string): Promise<Outcome<Role>> {
  const input = readRole(role);
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  const added = { ...input.value, id: id ?? input.value.id ?? randomUuid(world.randomBytes) };
  return changingRoles(world, actor, place, async (change, row, roles) => {
    if (roles.some((one) => one.id === added.id)) return refused(ID_TAKEN);
    if (roles.some(({ name }) => name === added.name)) return refused(NAME_TAKEN);
    if (roles.length >= MOST_ROLES) return refused(TOO_MANY);
    await writeRoles(change, row, "role.create", added.name, planWith(change, roles, [...roles, added]));
    return done(added.id);
  });
}

/** Replaces a role; its id stays. */
export function replaceRole(world: World, actor: string, place: ApplicationPlace, id: string, role: JsonObject): Promise<Outcome<Role>> {
  return changeRole(world, actor, place, id, () => readRole(role));
}

/** Changes what a merge patch (RFC 7396) names. */
export function patchRole(world: World, actor: string, place: ApplicationPlace, id: string, patch: JsonObject): Promise<Outcome<Role>> {
  return changeRole(world, actor, place, id, (current) => readRolePatch(current, patch));
}

/** Removes a role, from all who hold it too. */
export function deleteRole(world: World, actor: string, place: ApplicationPlace, selector: RoleSelector): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const row = await lockApplication(change, place.tenantIds, place.id);
    if (row === null) return ABSENT;
    const roles = readStoredRoles(row.roles);
    const role = roles.find((one) => ("id" in selector ? one.id === selector.id : one.name === selector.name));
    if (role === undefined) return ABSENT;
    const others = roles.filter((one) => one !== role);
    await writeRoles(change, row, "role.delete", role.name, planWith(change, roles, others));
    return done(null);
  });
}

function changeRole(
  world: World,
  actor: string,
  place: ApplicationPlace,
  id: string,
  rewrite: (current: Role) => Checked<GivenRole>,
): Promise<Outcome<Role>> {
  return changingRoles(world, actor, place, async (change, row, roles) => {
    const current = roles.find((role) => role.id === id);
    if (current === undefined) return ABSENT;
    const input = rewrite(current);
    if (!input.ok) return refused(...input.problems);
    if (roles.some((role) => role !== current && role.name === input.value.name)) return refused(NAME_TAKEN);
    const plan = planWith(
      change,
      roles,
      roles.map((role) => (role === current ? { ...input.value, id } : role)),
    );
    if (plan.roles.every((role) => role.lastUpdateInstant !== change.atMs)) return unchanged(id);
    await writeRoles(change, row, "role.update", input.value.name, plan);
    return done(id);
  });
}

type RolesWork = (change: Change, row: Application, roles: readonly Role[]) => Promise<Outcome<string>>;

/** Runs a change that comes to the id of a role, and shows that role as it is afterwards. */
function changingRoles(world: World, actor: string, place: ApplicationPlace, work: RolesWork): Promise<Outcome<Role>> {
  return changing(world, actor, async (change) => {
    const row = await lockApplication(change, place.tenantIds, place.id);
    if (row === null) return ABSENT;
    const outcome = await work(change, row, readStoredRoles(row.roles));
    if (outcome.kind === "absent" || outcome.kind === "refused") return outcome;
    const after = await change.tenant(row.tenantId).application.findFirstOrThrow({ where: { id: row.id }, select: { roles: true } });
    const role = readStoredRoles(after.roles).find(({ id }) => id === outcome.value);
    return role === undefined ? ABSENT : { kind: outcome.kind, value: role };
  });
}

function planWith(change: Change, before: readonly Role[], after: readonly GivenRole[]): RolePlan {
  const given = after.map(({ id, name, description, isDefault, isSuperRole }) => ({ id, name, description, isDefault, isSuperRole }));
  return planRoles(before, given, { atMs: change.atMs, makeId: () => randomUuid(change.world.randomBytes) });
}

async function writeRoles(change: Change, row: Application, action: string, role: string, plan: RolePlan): Promise<void> {
  await change.tenant(row.tenantId).application.update({ where: { id: row.id }, data: { roles: [...plan.roles] } });
  await writeRoleHolders(change, row, plan);
  const renamed = [...plan.renamed].map(([from, to]) => ({ from, to }));
  change.record(row.tenantId, `application.${action}`, `application:${row.id}`, { role, ...(renamed.length === 0 ? {} : { renamed }) });
}
