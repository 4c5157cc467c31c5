// A stored group as it leaves.
import type { JsonObject } from "@/lib/core/json";
import { GROUP_NAMES, type GroupView, groupView } from "@/lib/core/schemas/group";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import { findRoles, type KnownRoles } from "@/lib/manage/groups/group-roles";
import type { TenantDb } from "@/lib/manage/tenants/tenant-db";
import type { Group } from "@/prisma/generated/client";

/** The views of rows, with the roles that they name and that still exist. */
export async function viewGroups(db: Pick<TenantDb, "application">, rows: readonly Group[]): Promise<GroupView[]> {
  const known = await findRoles(
    db,
    rows.flatMap((row) => row.roleIds),
  );
  return rows.map((row) => viewGroup(row, known));
}

/** The view of a row. */
export function viewGroup(row: Group, known: KnownRoles): GroupView {
  return groupView.parse({
    ...contentOfGroup(row),
    id: row.id,
    tenantId: row.tenantId,
    roles: rolesByApplication(row, known),
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}

/** What of a stored group is the client's to change, as it would send it. */
export function contentOfGroup({ extra, name }: Group): JsonObject {
  return { ...(keptOf(GROUP_NAMES, extra) as JsonObject), name };
}

function rolesByApplication({ roleIds }: Group, known: KnownRoles): Record<string, unknown[]> {
  const roles: Record<string, unknown[]> = {};
  for (const id of roleIds) {
    const found = known.get(id);
    if (found === undefined) continue;
    const { name, description, isDefault, isSuperRole } = found.role;
    const role = { id, name, isDefault, isSuperRole, ...(typeof description === "string" ? { description } : {}) };
    roles[found.applicationId] = [...(roles[found.applicationId] ?? []), role];
  }
  return roles;
}
