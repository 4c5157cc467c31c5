// Ends a member's sessions, wherever their cookies were copied to.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";
import { memberActor } from "./member";

/** Raises the session version of the member with that UUID: every session made before is over from the next request on. */
export function endSessions(world: World, actor: string, memberId: string): Promise<Outcome<null>> {
  return changing(world, actor, async ({ tx, record }) => {
    const { count } = await tx.member.updateMany({ where: { id: memberId }, data: { sessionVersion: { increment: 1 } } });
    if (count === 0) return ABSENT;
    record(INSTANCE_CHAIN, "session.end", memberActor({ id: memberId }), {});
    return done(null);
  });
}
