// Creates or changes one user, group or application that a bootstrap file describes.
import { writeApplication } from "@/lib/manage/applications/change-application";
import { insertApplication } from "@/lib/manage/applications/create-application";
import { lockApplication } from "@/lib/manage/applications/lock-application";
import { openClientSecret } from "@/lib/manage/applications/view-application";
import type { Change } from "@/lib/manage/changing";
import { insertGroup } from "@/lib/manage/groups/create-group";
import { ABSENT, type Outcome } from "@/lib/manage/outcome";
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

/** Writes it with its audit record. A password is set on creation only. */
export async function writeTenantObject(change: Change, { object, existingId, passwordHash }: PreparedObject): Promise<Outcome<unknown>> {
  if (existingId !== null) return updateObject(change, object, existingId);
  const id = object.id ?? undefined;
  if (object.noun === "application") return insertApplication(change, object.tenantId, object.input, id);
  if (object.noun === "group") return insertGroup(change, object.tenantId, object.input, { id });
  const { password: _password, ...fields } = object.input;
  return insertUser(change, object.tenantId, { ...fields, passwordHash }, id);
}

async function updateObject(change: Change, object: TenantObject, id: string): Promise<Outcome<unknown>> {
  if (object.noun === "application") return updateApplication(change, object, id);
  const db = change.tenant(object.tenantId);
  if (object.noun === "user") {
    const { password: _password, ...fields } = object.input;
    await db.user.update({ where: { id }, data: fields });
  } else await db.group.update({ where: { id }, data: object.input });
  change.record(object.tenantId, `${object.noun}.update`, `${object.noun}:${id}`, { name: nameOf(object) });
  return { kind: "done", value: null };
}

/** What the file does not speak of stays: roles, and the secret of the OAuth client. */
async function updateApplication(change: Change, { tenantId, input }: Application, id: string): Promise<Outcome<unknown>> {
  const row = await lockApplication(change, [tenantId], id);
  if (row === null) return ABSENT;
  const clientSecret = input.clientSecret ?? openClientSecret(change.world.sealing, row) ?? undefined;
  return writeApplication(change, row, { ...input, clientSecret });
}
