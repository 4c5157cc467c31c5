// Creates a tenant's group.
import type { JsonObject } from "@/lib/core/json";
import { type GroupInput, type GroupView, readGroupInput } from "@/lib/core/schemas/group";
import { type Change, changing } from "@/lib/manage/changing";
import { viewGroup } from "@/lib/manage/groups/view-group";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";

/** Creates a group from what a client sent. Names are unique in the tenant, ids everywhere. */
export function createGroup(world: World, actor: string, tenantId: string, group: JsonObject, id?: string): Promise<Outcome<GroupView>> {
  const input = readGroupInput(group);
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  return changing(world, actor, (change) => insertGroup(change, tenantId, input.value, id));
}

/** The same within a change in progress. */
export async function insertGroup(change: Change, tenantId: string, group: GroupInput, id?: string): Promise<Outcome<GroupView>> {
  const row = await change.tenant(tenantId).group.create({
    data: { ...group, id: id ?? randomUuid(change.world.randomBytes), tenantId, createdAt: new Date(change.atMs) },
  });
  change.record(tenantId, "group.create", `group:${row.id}`, { name: row.name });
  return done(viewGroup(row));
}
