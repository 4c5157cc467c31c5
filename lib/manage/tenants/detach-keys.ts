// Revokes the keys of a tenant that goes, and takes them out of it: their rows, and what was counted for them, outlive it.
import { Buffer } from "node:buffer";
import type { Change } from "@/lib/manage/changing";

/**
 * Revokes the tenant's keys, at most so many, and leaves them without a tenant. The tenant's audit chain says which they were.
 * Returns how many.
 */
export async function detachKeys(change: Change, tenantId: string, most?: number): Promise<number> {
  const keys = await change.tx.key.findMany({
    where: { tenantId },
    select: { id: true, publicId: true, name: true, revokedAt: true, secrets: { select: { apiId: true, fingerprint: true } } },
    orderBy: { id: "asc" },
    take: most,
  });
  const ids = keys.map(({ id }) => id);
  await change.tx.key.updateMany({ where: { id: { in: ids }, revokedAt: null }, data: { revokedAt: new Date(change.atMs) } });
  await change.tx.key.updateMany({ where: { id: { in: ids } }, data: { tenantId: null } });
  for (const { id, publicId, name, revokedAt, secrets } of keys) {
    change.record(tenantId, revokedAt === null ? "key.revoke" : "key.detach", `key:${id}`, { publicId, name, tenantId });
    for (const { apiId, fingerprint } of secrets) change.announceKey({ apiId, fingerprint: Buffer.from(fingerprint).toString("hex") });
  }
  return keys.length;
}
