// The ways by which a member signs in, looked at so that the last one stays.
import type { Tx } from "@/lib/manage/world";

/** The member with passkeys and identity; null = there is none. Whoever would remove another way waits here until the commit. */
export async function lockWaysIn(tx: Tx, memberId: string) {
  // Passkeys and links refer to the row: what is added meanwhile need not wait.
  await tx.$queryRaw`SELECT 1 FROM "Member" WHERE "id" = ${memberId}::uuid FOR NO KEY UPDATE`;
  return tx.member.findUnique({ where: { id: memberId }, include: { passkeys: { select: { id: true } }, singleSignOn: true } });
}
