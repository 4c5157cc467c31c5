// Tells this instance's master key from any other, before a wrong one makes every key unknown.
import { timingSafeEqual } from "node:crypto";
import type { PrismaClient } from "@/prisma/generated/client";

/**
 * Remembers the check value on the very first start, and compares it ever after.
 * @param check derived from the master key for this purpose alone
 */
export async function checkMasterKey(prisma: PrismaClient, check: Uint8Array): Promise<void> {
  const value = Buffer.from(check);
  await prisma.$executeRaw`INSERT INTO "Instance" (id, "masterKeyCheck") VALUES (1, ${value}) ON CONFLICT (id) DO NOTHING`;
  const instance = await prisma.instance.findUniqueOrThrow({ where: { id: 1 } });
  const known = Buffer.from(instance.masterKeyCheck);
  if (known.length === value.length && timingSafeEqual(known, value)) return;
  throw new Error("This is not the master key of this instance: put back KEYFUSE_MASTER_KEY, or master.key in the data directory.");
}
