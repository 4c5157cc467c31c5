// Creates or changes one user, group or application that a bootstrap file describes.
import { insertApplication } from "@/lib/manage/applications/create-application";
import type { Change } from "@/lib/manage/changing";
import { insertGroup } from "@/lib/manage/groups/create-group";
import type { Outcome } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
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
  const db = change.tenant(object.tenantId);
  if (object.noun === "user") {
    const { password: _password, ...fields } = object.input;
    await db.user.update({ where: { id }, data: fields });
  } else if (object.noun === "group") await db.group.update({ where: { id }, data: object.input });
  else await updateApplication(change, object.tenantId, id, object.input);
  change.record(object.tenantId, `${object.noun}.update`, `${object.noun}:${id}`, { name: nameOf(object) });
  return { kind: "done", value: null };
}

/** Roles are known by their names: those that stay keep their ids. */
async function updateApplication(
  change: Change,
  tenantId: string,
  id: string,
  input: Extract<TenantObject, { noun: "application" }>["input"],
): Promise<void> {
  const { application } = change.tenant(tenantId);
  const before = await application.findFirst({ where: { id }, select: { roles: true } });
  const known = (before?.roles ?? []) as { id: string; name: string }[];
  const roles = input.roles.map((role) => ({
    ...role,
    id: role.id ?? known.find(({ name }) => name === role.name)?.id ?? randomUuid(change.world.randomBytes),
  }));
  await application.update({ where: { id }, data: { ...input, roles } });
}
