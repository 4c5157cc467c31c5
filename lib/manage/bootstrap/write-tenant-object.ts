// Creates or changes one user, group or application that a bootstrap file describes.
import { writeApplication } from "@/lib/manage/applications/change-application";
import { insertApplication } from "@/lib/manage/applications/create-application";
import { holdApplication, lockApplication } from "@/lib/manage/applications/lock-application";
import { openClientSecret } from "@/lib/manage/applications/view-application";
import type { Change } from "@/lib/manage/changing";
import { writeMembers } from "@/lib/manage/groups/change-members";
import { insertGroup } from "@/lib/manage/groups/create-group";
import { lockGroup, writeGroup } from "@/lib/manage/groups/update-group";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { lockRegistration, writeRegistration } from "@/lib/manage/registrations/change-registration";
import { insertRegistration } from "@/lib/manage/registrations/register";
import { tenantDb } from "@/lib/manage/tenants/tenant-db";
import { insertUser } from "@/lib/manage/users/create-user";
import type { World } from "@/lib/manage/world";
import { nameOf, type TenantObject } from "./tenant-objects";

/** An object with what had to be done before the transaction. */
export interface PreparedObject {
  readonly object: TenantObject;
  /** Of the row that stands for it; null = it is to be created. */
  readonly existingId: string | null;
  readonly passwordHash: string | null;
}

type Application = Extract<TenantObject, { noun: "application" }>;
type User = Extract<TenantObject, { noun: "user" }>;
type Group = Extract<TenantObject, { noun: "group" }>;

/** Finds the row, and hashes the password of a user who is new: slow on purpose, so not to be done in the transaction. */
export async function prepareObject(world: World, object: TenantObject): Promise<PreparedObject> {
  const existingId = await findExisting(world, object);
  const password = object.noun === "user" && existingId === null ? object.input.password : undefined;
  return { object, existingId, passwordHash: password === undefined ? null : await world.hashPassword(password) };
}

async function findExisting(world: World, object: TenantObject): Promise<string | null> {
  const db = tenantDb(world.prisma, object.tenantId);
  const name = nameOf(object);
  const select = { id: true };
  if (object.noun === "user") {
    const byName = object.input.email === undefined ? { username: name } : { email: name };
    return (await db.user.findFirst({ where: object.id === null ? byName : { id: object.id }, select }))?.id ?? null;
  }
  const where = object.id === null ? { name } : { id: object.id };
  if (object.noun === "group") return (await db.group.findFirst({ where, select }))?.id ?? null;
  return (await db.application.findFirst({ where, select }))?.id ?? null;
}

/** Writes it, and what stands beside it, with audit records. A password is set on creation only. */
export async function writeTenantObject(change: Change, prepared: PreparedObject): Promise<Outcome<unknown>> {
  const { object } = prepared;
  if (object.noun === "application") return writeApplicationObject(change, object, prepared.existingId);
  if (object.noun === "group") return writeGroupObject(change, object, prepared.existingId);
  const user = await writeUserObject(change, object, prepared);
  return user.kind === "done" ? writeRegistrations(change, object, user.value.id) : user;
}

async function writeUserObject(change: Change, object: User, prepared: PreparedObject): Promise<Outcome<{ readonly id: string }>> {
  const { password: _password, ...fields } = object.input;
  const { existingId, passwordHash } = prepared;
  if (existingId === null) return insertUser(change, object.tenantId, { ...fields, passwordHash }, object.id ?? undefined);
  await change.tenant(object.tenantId).user.update({ where: { id: existingId }, data: fields });
  change.record(object.tenantId, "user.update", `user:${existingId}`, { name: nameOf(object) });
  return done({ id: existingId });
}

/** Registrations that the file does not name stay. */
async function writeRegistrations(change: Change, { tenantId, beside }: User, userId: string): Promise<Outcome<unknown>> {
  for (const { path, input } of beside.registrations) {
    const application = await holdApplication(change, tenantId, input.applicationId);
    const before = await lockRegistration(change, tenantId, userId, input.applicationId);
    const outcome =
      before === null
        ? await insertRegistration(change, tenantId, userId, input)
        : await writeRegistration(change, before, input, application);
    if (outcome.kind !== "refused") continue;
    return refused(...outcome.problems.map((problem) => ({ ...problem, field: problem.field.replace("registration", path) })));
  }
  return done(null);
}

/** Members that the file does not name stay. */
async function writeGroupObject(change: Change, object: Group, existingId: string | null): Promise<Outcome<unknown>> {
  const { tenantId, input, beside } = object;
  const before = existingId === null ? null : await lockGroup(change, tenantId, existingId);
  const written =
    before === null
      ? await insertGroup(change, tenantId, input, { id: object.id ?? undefined, roleIds: beside.roleIds })
      : await writeGroup(change, before, input, beside.roleIds ?? before.roleIds);
  if (written.kind !== "done" || beside.members.length === 0) return written;
  const group = { id: written.value.id, tenantId };
  const members = beside.members.map((member) => ({ ...member, groupId: group.id }));
  const isWritten = (await writeMembers(change, "add", group, members)) !== null;
  return isWritten ? done(null) : refused({ field: "members", code: "invalid", message: "One of these is no user of the group's tenant." });
}

function writeApplicationObject(change: Change, object: Application, existingId: string | null): Promise<Outcome<unknown>> {
  if (existingId !== null) return updateApplication(change, object, existingId);
  return insertApplication(change, object.tenantId, object.input, object.id ?? undefined);
}

/** What the file does not speak of stays: roles, and the secret of the OAuth client. */
async function updateApplication(change: Change, { tenantId, input }: Application, id: string): Promise<Outcome<unknown>> {
  const row = await lockApplication(change, [tenantId], id);
  if (row === null) return ABSENT;
  const clientSecret = input.clientSecret ?? openClientSecret(change.world.sealing, row) ?? undefined;
  return writeApplication(change, row, { ...input, clientSecret });
}
