// A member's own sessions, as the account page lists them.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { PlacedList, Placement } from "@/lib/core/schemas/place-query";
import type { SessionView } from "@/lib/core/schemas/team-view";
import { changing } from "@/lib/manage/changing";
import { done, type Outcome, unchanged } from "@/lib/manage/outcome";
import { type ListOrder, type ListPage, type Seek, seekPage } from "@/lib/manage/seek-page";
import type { World } from "@/lib/manage/world";
import { readSessionLimits } from "./find-session";
import { memberActor } from "./member";

export const SESSIONS = { name: "", sort: "newest" } as const satisfies PlacedList;

const LAST_SEEN: ListOrder<{ readonly lastSeenAt: Date }> = { column: "lastSeenAt", isDescending: true, valueOf: (row) => row.lastSeenAt };

/** A page of the sessions that still stand, the one seen last first. */
export async function listSessions(
  world: Pick<World, "prisma" | "nowMs">,
  memberId: string,
  placement: Placement,
): Promise<ListPage<SessionView>> {
  const { idleMinutes, sessionHours } = await readSessionLimits(world);
  const nowMs = world.nowMs();
  const where = {
    memberId,
    lastSeenAt: { gt: new Date(nowMs - idleMinutes * 60_000) },
    startedAt: { gt: new Date(nowMs - sessionHours * 3_600_000) },
  };
  const read = (seek: Seek) => world.prisma.consoleSession.findMany({ ...seek, where: { AND: [where, seek.where] } });
  const { rows, ...beside } = await seekPage(placement, LAST_SEEN, read);
  const views = rows.map(({ id, address, agent, startedAt, lastSeenAt }) => ({
    id,
    address,
    agent,
    startedAt: startedAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
  return { ...beside, rows: views };
}

/** Ends all sessions of the member but that one. */
export function endOtherSessions(world: World, memberId: string, keptId: string): Promise<Outcome<null>> {
  return changing(world, memberActor({ id: memberId }), async ({ tx, record }) => {
    const { count } = await tx.consoleSession.deleteMany({ where: { memberId, id: { not: keptId } } });
    if (count === 0) return unchanged(null);
    record(INSTANCE_CHAIN, "session.end", memberActor({ id: memberId }), { others: count });
    return done(null);
  });
}
