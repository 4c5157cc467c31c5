// Creates a tenant's group.
import type { JsonObject } from "@/lib/core/json";
import { type GroupInput, type GroupView, readGroupInput } from "@/lib/core/schemas/group";
import type { Problem } from "@/lib/core/schemas/problem";
import { type Change, changing } from "@/lib/manage/changing";
import { findRoles, type KnownRoles } from "@/lib/manage/groups/group-roles";
import { viewGroup } from "@/lib/manage/groups/view-group";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { TenantDb } from "@/lib/manage/tenants/tenant-db";
import type { World } from "@/lib/manage/world";

/** What a creation may say besides the group itself. */
export interface GroupOptions {
  /** A UUID of the caller's choice. */
  readonly id?: string;
  /** Roles of the tenant's applications. */
  readonly roleIds?: readonly string[];
}

/** Creates a group from what a client sent. Names are unique in the tenant, ids everywhere. */
export function createGroup(
  world: World,
  actor: string,
  tenantId: string,
  group: JsonObject,
  options: GroupOptions = {},
): Promise<Outcome<GroupView>> {
  const input = readGroupInput(group);
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  return changing(world, actor, (change) => insertGroup(change, tenantId, input.value, options));
}

/** The same within a change in progress. */
export async function insertGroup(
  change: Change,
  tenantId: string,
  input: GroupInput,
  { id = randomUuid(change.world.randomBytes), roleIds = [] }: GroupOptions = {},
): Promise<Outcome<GroupView>> {
  const db = change.tenant(tenantId);
  const roles = await checkRoles(db, roleIds);
  if (!("known" in roles)) return refused(roles.problem);
  const row = await db.group.create({ data: { ...input, roleIds: [...roleIds], id, tenantId, createdAt: new Date(change.atMs) } });
  change.record(tenantId, "group.create", `group:${row.id}`, { name: row.name, roleIds: row.roleIds });
  return done(viewGroup(row, roles.known));
}

/** The roles of those ids, or the problem that one of them names none of the tenant's. */
export async function checkRoles(
  db: Pick<TenantDb, "application">,
  ids: readonly string[],
): Promise<{ readonly known: KnownRoles } | { readonly problem: Problem }> {
  const known = await findRoles(db, ids);
  if (ids.every((id) => known.has(id))) return { known };
  return { problem: { field: "roleIds", code: "invalid", message: "One of these is the id of no application role." } };
}
