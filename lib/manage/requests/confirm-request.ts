// Confirms the address of a stranger who asked for a key: from then on the request waits for a decision.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { waitingMail } from "@/lib/core/requests/request-mails";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { ABSENT, done, type Outcome } from "@/lib/manage/outcome";
import { makeLink } from "@/lib/manage/requests/request-links";
import { type ClosedLink, requesterActor, throughLink } from "@/lib/manage/requests/through-link";
import type { World } from "@/lib/manage/world";

/** By the token of the mailed link. The requester gets a link to withdraw by. `baseUrl`: origin that it begins with. */
export function confirmRequest(world: World, token: string, baseUrl: string): Promise<Outcome<null> | ClosedLink> {
  return throughLink(world, "confirm", token, async (change, { id, email, api }) => {
    const { count } = await change.tx.keyRequest.updateMany({
      where: { id, state: "unconfirmed" },
      data: { state: "waiting", confirmedAt: new Date(change.atMs) },
    });
    if (count === 0) return ABSENT;
    const { url } = await makeLink(change, id, "withdraw", baseUrl);
    await queueMail(change, { kind: "request-waiting", to: email, ...waitingMail(api.name, url) });
    change.record(INSTANCE_CHAIN, "request.confirm", requesterActor(id), { api: api.slug });
    return done(null);
  });
}
