// Finds keys by what people call them.

import type { KeyView } from "@/lib/core/schemas/key-view";
import { isPublicId, readUuid } from "@/lib/core/schemas/texts";
import { reaches, type TenantReach } from "@/lib/core/tenant-reach";
import { KEY_RELATIONS, type KeyRow, viewKey } from "@/lib/manage/keys/view-key";
import type { Tx, World } from "@/lib/manage/world";

/** The key with that id, given as UUID or as `key_` + 10 digits, or null. */
export async function findKeyRow(tx: Pick<Tx, "key">, reference: string): Promise<KeyRow | null> {
  const id = readUuid(reference);
  if (id !== null) return tx.key.findUnique({ where: { id }, include: KEY_RELATIONS });
  if (!isPublicId(reference)) return null;
  return tx.key.findUnique({ where: { publicId: reference }, include: KEY_RELATIONS });
}

/** The same key, which nobody else changes until this transaction is over. */
export async function lockKeyRow(tx: Pick<Tx, "key" | "$queryRaw">, reference: string): Promise<KeyRow | null> {
  const found = await findKeyRow(tx, reference);
  if (found === null) return null;
  await tx.$queryRaw`SELECT 1 FROM "Key" WHERE "id" = ${found.id}::uuid FOR UPDATE`;
  return findKeyRow(tx, found.id);
}

/** The view of that key; null where there is none within reach. */
export async function showKey(world: Pick<World, "prisma" | "nowMs">, reach: TenantReach, reference: string): Promise<KeyView | null> {
  const row = await findKeyRow(world.prisma, reference);
  return row === null || !reaches(reach, row.tenantId) ? null : viewKey(row, world.nowMs());
}
