// Creates a tenant's application.
import type { JsonObject } from "@/lib/core/json";
import {
  APPLICATION_NAMES,
  type ApplicationInput,
  type ApplicationView,
  applicationView,
  readApplicationInput,
} from "@/lib/core/schemas/application";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import { type Change, changing } from "@/lib/manage/changing";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import type { World } from "@/lib/manage/world";
import type { Application } from "@/prisma/generated/client";

/** Creates an application from what a client sent. Names are unique in the tenant, ids everywhere. */
export function createApplication(
  world: World,
  actor: string,
  tenantId: string,
  application: JsonObject,
  id?: string,
): Promise<Outcome<ApplicationView>> {
  const input = readApplicationInput(application);
  if (!input.ok) return Promise.resolve(refused(...input.problems));
  return changing(world, actor, (change) => insertApplication(change, tenantId, input.value, id));
}

/** The same within a change in progress. Roles without an id get one. */
export async function insertApplication(
  change: Change,
  tenantId: string,
  application: ApplicationInput,
  id?: string,
): Promise<Outcome<ApplicationView>> {
  const { randomBytes } = change.world;
  const roles = application.roles.map((role) => ({ ...role, id: role.id ?? randomUuid(randomBytes) }));
  const row = await change.tenant(tenantId).application.create({
    data: { ...application, roles, id: id ?? randomUuid(randomBytes), tenantId, createdAt: new Date(change.atMs) },
  });
  change.record(tenantId, "application.create", `application:${row.id}`, { name: row.name, roles: roles.map((role) => role.name) });
  return done(viewApplication(row));
}

function viewApplication(row: Application): ApplicationView {
  return applicationView.parse({
    ...keptOf(APPLICATION_NAMES, row.extra),
    id: row.id,
    tenantId: row.tenantId,
    name: row.name,
    active: row.active,
    roles: row.roles,
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}
