// Finds out whether a session still stands, and for whom.
import { isSessionCurrent, type SessionClaims, type SessionLimits } from "@/lib/core/session";
import { SECURITY } from "@/lib/core/settings/security";
import { readSetting } from "@/lib/manage/settings/setting";
import type { World } from "@/lib/manage/world";
import { CONFINEMENT, type SessionMember, sessionMemberOf } from "./member";

/** How long sessions last now. */
export function readSessionLimits(world: Pick<World, "prisma">): Promise<SessionLimits> {
  return readSetting(world, SECURITY);
}

/** The member whose session those claims are, with what they reach now, or null: it was ended, or has been idle or has lasted too long. */
export async function findSessionMember(world: Pick<World, "prisma" | "nowMs">, claims: SessionClaims): Promise<SessionMember | null> {
  const [row, limits] = await Promise.all([
    world.prisma.consoleSession.findUnique({ where: { id: claims.sessionId }, include: { member: { include: CONFINEMENT } } }),
    readSessionLimits(world),
  ]);
  if (row === null) return null;
  const stored = {
    memberId: row.memberId,
    memberVersion: row.member.sessionVersion,
    isMemberDisabled: row.member.disabledAt !== null,
    lastSeenAtMs: row.lastSeenAt.getTime(),
  };
  return isSessionCurrent(claims, stored, limits, world.nowMs()) ? sessionMemberOf(row.member) : null;
}

/** Notes a page view of the session. A session that was ended meanwhile stays so. */
export async function touchSession({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">, id: string): Promise<void> {
  await prisma.consoleSession.updateMany({ where: { id }, data: { lastSeenAt: new Date(nowMs()) } });
}
