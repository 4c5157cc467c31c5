// Ends a member's sessions, wherever their cookies were copied to.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { memberActor } from "./member";

/** Ends every session of the member with that UUID: all are over from the next request on. */
export function endSessions(world: World, actor: string, memberId: string): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    if ((await change.tx.member.count({ where: { id: memberId } })) === 0) return ABSENT;
    await dropSessions(change, memberId);
    change.record(INSTANCE_CHAIN, "session.end", memberActor({ id: memberId }), {});
    return done(null);
  });
}

/** Ends one session of the member. */
export function endOneSession(world: World, memberId: string, sessionId: string): Promise<Outcome<null>> {
  return changing(world, memberActor({ id: memberId }), async ({ tx, record }) => {
    const { count } = await tx.consoleSession.deleteMany({ where: { id: sessionId, memberId } });
    if (count === 0) return ABSENT;
    record(INSTANCE_CHAIN, "session.end", memberActor({ id: memberId }), { session: sessionId });
    return done(null);
  });
}

/** Ends all sessions as part of a change that says so itself. */
export async function dropSessions({ tx }: Change, memberId: string): Promise<void> {
  await tx.member.update({ where: { id: memberId }, data: { sessionVersion: { increment: 1 } } });
  await tx.consoleSession.deleteMany({ where: { memberId } });
}
