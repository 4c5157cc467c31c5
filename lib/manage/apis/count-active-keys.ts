// Counts the keys that open APIs now.
import type { World } from "@/lib/manage/world";

/** Keys that are neither revoked, paused nor expired, by the UUID of one of these APIs; one without any is absent. One reading, whatever their number. */
export async function countActiveKeys(
  world: Pick<World, "prisma" | "nowMs">,
  apiIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await world.prisma.key.groupBy({
    by: ["apiId"],
    where: {
      apiId: { in: [...apiIds] },
      revokedAt: null,
      pausedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(world.nowMs()) } }],
    },
    _count: { _all: true },
  });
  return new Map(counts.map(({ apiId, _count: count }) => [apiId, count._all]));
}
