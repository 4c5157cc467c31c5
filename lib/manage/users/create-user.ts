// Creates a tenant's user.
import type { JsonObject } from "@/lib/core/json";
import { readUserInput, type UserInput, type UserView } from "@/lib/core/schemas/user";
import { type Change, changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { USER_RELATIONS, viewUser } from "@/lib/manage/users/view-user";
import type { World } from "@/lib/manage/world";

/** A user whose password was hashed before the transaction began. */
export type PreparedUser = Omit<UserInput, "password"> & { readonly passwordHash: string | null };

/** Creates a user from what a client sent. Email and username are unique in the tenant, ids everywhere. */
export async function createUser(world: World, actor: string, tenantId: string, user: JsonObject, id?: string): Promise<Outcome<UserView>> {
  const input = readUserInput(user);
  if (!input.ok) return refused(...input.problems);
  const prepared = await prepareUser(world, input.value);
  return changing(world, actor, (change) => insertUser(change, tenantId, prepared, id));
}

/** The same within a change in progress. */
export async function insertUser(change: Change, tenantId: string, user: PreparedUser, id?: string): Promise<Outcome<UserView>> {
  const row = await change.tenant(tenantId).user.create({
    data: { ...user, id: id ?? randomUuid(change.world.randomBytes), tenantId, createdAt: new Date(change.atMs) },
    include: USER_RELATIONS,
  });
  const details = { email: row.email, username: row.username, hasPassword: row.passwordHash !== null };
  change.record(tenantId, "user.create", `user:${row.id}`, details);
  return done(viewUser(row));
}

/** Hashes the password; to be done before a transaction begins, since it is slow on purpose. */
export async function prepareUser(world: Pick<World, "hashPassword">, input: UserInput): Promise<PreparedUser> {
  const { password, ...others } = input;
  return { ...others, passwordHash: password === undefined ? null : await world.hashPassword(password) };
}
