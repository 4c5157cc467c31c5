// Takes a request back, as long as no key came of it.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused } from "@/lib/manage/outcome";
import { endLinks } from "@/lib/manage/requests/request-links";
import { type ClosedLink, requesterActor, throughLink } from "@/lib/manage/requests/through-link";
import { type KnownMember, memberActor } from "@/lib/manage/team/member";
import type { World } from "@/lib/manage/world";

const TOO_LATE = refused({ field: "", code: "invalid", message: "This request is decided, so it cannot be withdrawn any more." });

/** By the token of the mailed link. */
export function withdrawByLink(world: World, token: string): Promise<Outcome<null> | ClosedLink> {
  return throughLink(world, "withdraw", token, (change, { id }) => withdraw(change, id, null));
}

/** A member's own request; for anybody else it is absent. */
export function withdrawOwn(world: World, member: KnownMember, id: string): Promise<Outcome<null>> {
  return changing(world, memberActor(member), async (change) => {
    const request = await change.tx.keyRequest.findUnique({ where: { id }, select: { memberId: true } });
    return request?.memberId === member.id ? withdraw(change, id, null) : ABSENT;
  });
}

/** Whatever a member asked for that still waits, or whose secret could still be shown: they leave, or are kept out by `actor`. */
export async function withdrawAllOf(change: Change, memberId: string, actor: string): Promise<void> {
  const isLinkGood = { revealUntil: { gt: new Date(change.atMs) } };
  const requests = await change.tx.keyRequest.findMany({
    where: { memberId, OR: [{ state: "waiting" }, { state: "approved", ...isLinkGood }] },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  // One whose secret was shown meanwhile is left as it is.
  for (const { id } of requests) await withdraw(change, id, actor);
}

/** `decidedBy`: who did it for whoever asked; null = they themselves. */
async function withdraw(change: Change, id: string, decidedBy: string | null): Promise<Outcome<null>> {
  const { count } = await change.tx.keyRequest.updateMany({
    where: { id, state: { in: ["waiting", "approved"] } },
    data: { state: "withdrawn", decidedBy, decidedAt: new Date(change.atMs) },
  });
  if (count === 0) return TOO_LATE;
  await endLinks(change, id, ["withdraw", "reveal"]);
  change.record(INSTANCE_CHAIN, "request.withdraw", requesterActor(id));
  return done(null);
}
