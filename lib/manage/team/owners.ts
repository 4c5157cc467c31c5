// Keeps an owner for the instance, whoever else is changed at the same time.
import type { Problem } from "@/lib/core/schemas/problem";
import type { Tx } from "@/lib/manage/world";

/** Chosen at random: changes of who is an owner, and of who is confined, come one after the other. */
const TEAM_LOCK = 817_225_946;

const LAST_OWNER: Problem = {
  field: "",
  code: "invalid",
  message: "This is the last owner who can sign in. Make another member an owner first.",
};

/** Holds, until the commit, whatever else decides who is an owner and who is confined. */
export async function lockTeam(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${TEAM_LOCK})::text`;
}

/** The problem of a change after which nobody who can sign in owns the instance; null while somebody else does. Held until the commit. */
export async function keepsAnOwner(tx: Tx, member: { readonly id: string; readonly role: string }): Promise<Problem | null> {
  await lockTeam(tx);
  // Read again: it may have changed while the lock was waited for.
  const now = await tx.member.findUnique({ where: { id: member.id }, select: { role: true, disabledAt: true } });
  if (now?.role !== "owner" || now.disabledAt !== null) return null;
  const others = await tx.member.count({ where: { role: "owner", disabledAt: null, id: { not: member.id } } });
  return others === 0 ? LAST_OWNER : null;
}
