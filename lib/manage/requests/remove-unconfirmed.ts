// Forgets requests whose address nobody confirmed: what was typed is nobody's to keep.
import { KEPT_MS } from "@/lib/core/retention-terms";
import type { World } from "@/lib/manage/world";

/** Removes those whose link ended days ago; that they were made stays in the audit, without address. */
export async function removeUnconfirmed({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">): Promise<void> {
  await prisma.keyRequest.deleteMany({
    where: { state: "unconfirmed", createdAt: { lt: new Date(nowMs() - KEPT_MS.unconfirmedRequest) } },
  });
}
