// A stored group as it leaves.
import { GROUP_NAMES, type GroupView, groupView } from "@/lib/core/schemas/group";
import { keptOf } from "@/lib/core/schemas/vendor-object";
import type { Group } from "@/prisma/generated/client";

/** The view of a row. */
export function viewGroup(row: Group): GroupView {
  return groupView.parse({
    ...keptOf(GROUP_NAMES, row.extra),
    id: row.id,
    tenantId: row.tenantId,
    name: row.name,
    insertInstant: row.createdAt.getTime(),
    lastUpdateInstant: row.updatedAt.getTime(),
  });
}
