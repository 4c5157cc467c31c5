// Tells admins by mail that requests wait: at most once an hour, with their number.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { requestsWaitMail } from "@/lib/core/requests/request-mails";
import { mayTake, ROLES } from "@/lib/core/roles";
import { changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { done, type Outcome, unchanged } from "@/lib/manage/outcome";
import type { World } from "@/lib/manage/world";

const EVERY_MS = 3_600_000;
/** Of the lock that lets one process tell at a time. */
const LOCK = 72_707_381;

/** Does nothing while nobody waits untold or the last mail is younger than an hour. `baseUrl`: the public URL; null = unknown. */
export async function tellAdmins(world: World, baseUrl: string | null): Promise<Outcome<number>> {
  if ((await world.prisma.keyRequest.count({ where: { state: "waiting", toldAt: null } })) === 0) return unchanged(0);
  return changing(world, "system", async (change) => {
    const { tx, atMs } = change;
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)::text`;
    const { _max: last } = await tx.keyRequest.aggregate({ _max: { toldAt: true } });
    if (last.toldAt !== null && last.toldAt.getTime() > atMs - EVERY_MS) return unchanged(0);
    const { count: untold } = await tx.keyRequest.updateMany({
      where: { state: "waiting", toldAt: null },
      data: { toldAt: new Date(atMs) },
    });
    if (untold === 0) return unchanged(0);
    const waiting = await tx.keyRequest.count({ where: { state: "waiting" } });
    const deciding = ROLES.filter((role) => mayTake({ role, isConfined: false }, "approvals.write"));
    const members = await tx.member.findMany({
      where: { role: { in: deciding }, isConfined: false, disabledAt: null },
      select: { email: true },
    });
    const mail = requestsWaitMail(waiting, baseUrl === null ? null : `${baseUrl}/requests?state=waiting`);
    for (const { email } of members) await queueMail(change, { kind: "requests-wait", to: email, ...mail });
    change.record(INSTANCE_CHAIN, "request.tell", "requests", { waiting, mails: members.length });
    return done(members.length);
  });
}
