// Replaces and patches applications.
import { isDeepStrictEqual } from "node:util";
import { planRoles, type RolePlan } from "@/lib/core/applications/plan-roles";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import { type ApplicationInput, type ApplicationView, readApplicationInput, readApplicationPatch } from "@/lib/core/schemas/application";
import { readStoredRoles } from "@/lib/core/schemas/application-role";
import type { Checked } from "@/lib/core/schemas/problem";
import { newClientSecret, sealClientSecret } from "@/lib/manage/applications/create-application";
import { lockApplication } from "@/lib/manage/applications/lock-application";
import { applicationSettings, openClientSecret, type StoredApplication, viewApplication } from "@/lib/manage/applications/view-application";
import { writeRoleHolders } from "@/lib/manage/applications/write-roles";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { judgeSigningChoice } from "@/lib/manage/tokens/signing-choice";
import type { World } from "@/lib/manage/world";
import type { Application } from "@/prisma/generated/client";

/** Where an application is looked for. */
export interface ApplicationPlace {
  readonly tenantIds: readonly string[];
  readonly id: string;
}

/**
 * Replaces all of an application that is the caller's to set. Left out, its roles stay (they have calls of their own), and so do its
 * client's id and secret: a client that does not speak of them would otherwise lock out all others.
 */
export function replaceApplication(
  world: World,
  actor: string,
  place: ApplicationPlace,
  application: JsonObject,
): Promise<Outcome<ApplicationView>> {
  return changeApplication(world, actor, place, (current) => readApplicationInput(withClient(current, application)));
}

/** Changes what a merge patch (RFC 7396) names. A client secret that is removed is followed by a new one. */
export function patchApplication(
  world: World,
  actor: string,
  place: ApplicationPlace,
  patch: JsonObject,
): Promise<Outcome<ApplicationView>> {
  return changeApplication(world, actor, place, (current) => readApplicationPatch(current, patch));
}

type Rewrite = (current: JsonObject) => Checked<ApplicationInput>;

function changeApplication(world: World, actor: string, place: ApplicationPlace, rewrite: Rewrite): Promise<Outcome<ApplicationView>> {
  return changing(world, actor, async (change) => {
    const row = await lockApplication(change, place.tenantIds, place.id);
    if (row === null) return ABSENT;
    const input = rewrite(wholeApplication(world, row));
    return input.ok ? writeApplication(change, row, input.value) : refused(...input.problems);
  });
}

/** Writes what a locked application is to be, within a change in progress. */
export async function writeApplication(change: Change, row: Application, input: ApplicationInput): Promise<Outcome<ApplicationView>> {
  const { world } = change;
  const choice = await judgeSigningChoice(change.tx, row.tenantId, input.extra, row.extra as JsonObject);
  if (choice !== null) return refused(choice);
  const former = openClientSecret(world.sealing, row);
  const secret = input.clientSecret ?? newClientSecret(world);
  const plan = planOf(change, row, input);
  const sealedClientSecret = secret === former ? row.sealedClientSecret : sealClientSecret(world, row.id, secret);
  const { name, extra } = input;
  const data = { name, extra, roles: [...plan.roles], sealedClientSecret };
  const changed = changedNames(wholeApplication(world, row), wholeApplication(world, { ...row, ...data }));
  if (changed.length === 0) return unchanged(viewApplication(world, row));
  const written = await change.tenant(row.tenantId).application.update({ where: { id: row.id }, data });
  await writeRoleHolders(change, row, plan);
  const hasNewSecret = secret !== former;
  change.record(row.tenantId, "application.update", `application:${row.id}`, { name, changed, hasNewSecret });
  return done(viewApplication(world, written));
}

function planOf(change: Change, row: Application, { roles }: ApplicationInput): RolePlan {
  const before = readStoredRoles(row.roles);
  const makeId = () => randomUuid(change.world.randomBytes);
  return roles === undefined ? { roles: before, renamed: new Map(), removed: [] } : planRoles(before, roles, { atMs: change.atMs, makeId });
}

/** All of it that is the caller's to set, as a client would send it. */
function wholeApplication({ sealing }: Pick<World, "sealing">, row: StoredApplication): JsonObject {
  const roles = readStoredRoles(row.roles).map((role) => Object.fromEntries(Object.entries(role)) as JsonObject);
  return { ...applicationSettings(sealing, row), name: row.name, roles };
}

function withClient(current: JsonObject, application: JsonObject): JsonObject {
  const given = application.oauthConfiguration ?? {};
  const former = current.oauthConfiguration;
  if (!isJsonObject(given) || !isJsonObject(former)) return application;
  const kept = { clientId: given.clientId ?? former.clientId ?? null, clientSecret: given.clientSecret ?? former.clientSecret ?? null };
  return { ...application, oauthConfiguration: { ...given, ...kept } };
}

function changedNames(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name])).sort();
}
