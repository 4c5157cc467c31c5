// Lists keys.
import type { KeyView } from "@/lib/core/schemas/key-view";
import { KEY_RELATIONS, viewKey } from "@/lib/manage/keys/view-key";
import type { World } from "@/lib/manage/world";

/** Which keys, and how many. */
export interface KeySelection {
  /** Slug. */
  readonly api?: string;
  readonly tenantId?: string;
  /** At most this many, 1–1000. */
  readonly limit?: number;
  /** UUID of the last key of the page before. */
  readonly afterId?: string;
}

const DEFAULT_LIMIT = 200;
const MOST_KEYS = 1000;

/** Keys of the selection, newest first. */
export async function listKeys(world: Pick<World, "prisma" | "nowMs">, selection: KeySelection = {}): Promise<KeyView[]> {
  const { api, tenantId, limit = DEFAULT_LIMIT, afterId } = selection;
  const rows = await world.prisma.key.findMany({
    where: { tenantId, ...(api === undefined ? {} : { api: { slug: api } }) },
    include: KEY_RELATIONS,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: Math.min(Math.max(1, limit), MOST_KEYS),
    ...(afterId === undefined ? {} : { cursor: { id: afterId }, skip: 1 }),
  });
  const nowMs = world.nowMs();
  return rows.map((row) => viewKey(row, nowMs));
}
