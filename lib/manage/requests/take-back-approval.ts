// Takes an approval back, as long as nobody was shown the secret.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { takenBackMail } from "@/lib/core/requests/request-mails";
import { changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { endLinks } from "@/lib/manage/requests/request-links";
import { requesterActor } from "@/lib/manage/requests/through-link";
import { REQUEST_RELATIONS } from "@/lib/manage/requests/view-request";
import type { World } from "@/lib/manage/world";

const TOO_LATE = refused({
  field: "",
  code: "invalid",
  message: "This approval cannot be taken back any more: its key was made, or its link is over. Reload the page.",
});

/** (`approvals.write`) The link ends, and whoever asked is told by mail, as they were told of the approval. */
export function takeBackApproval(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changing(world, actor, async (change) => {
    const { tx, atMs } = change;
    const at = new Date(atMs);
    const { count } = await tx.keyRequest.updateMany({
      where: { id, state: "approved", revealUntil: { gt: at } },
      data: { state: "withdrawn", decidedBy: actor, decidedAt: at },
    });
    if (count === 0) return TOO_LATE;
    await endLinks(change, id, ["reveal"]);
    const { email, api } = await tx.keyRequest.findUniqueOrThrow({ where: { id }, include: REQUEST_RELATIONS });
    await queueMail(change, { kind: "request-taken-back", to: email, ...takenBackMail(api.name) });
    change.record(INSTANCE_CHAIN, "request.take-back", requesterActor(id), { api: api.slug });
    return done(null);
  });
}
