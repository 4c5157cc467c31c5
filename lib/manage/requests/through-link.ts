// Lets a requester change their request by a single-use link.
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, type Outcome } from "@/lib/manage/outcome";
import { judgeLink, type LinkPurpose, type LinkState, useLink } from "@/lib/manage/requests/request-links";
import { REQUEST_RELATIONS, type RequestRow } from "@/lib/manage/requests/view-request";
import type { World } from "@/lib/manage/world";

/** A link that opens nothing (any more). */
export type ClosedLink = Exclude<LinkState, { readonly kind: "good" }>;

/** How the audit names a requester who is no member. */
export function requesterActor(requestId: string): string {
  return `request:${requestId}`;
}

/** Uses the link up and does the work in one transaction: where the work is refused, the link stays good. */
export async function throughLink<T>(
  world: World,
  purpose: LinkPurpose,
  token: string,
  work: (change: Change, request: RequestRow) => Promise<Outcome<T>>,
): Promise<Outcome<T> | ClosedLink> {
  const link = await judgeLink(world, purpose, token);
  if (link.kind !== "good") return link;
  const outcome = await changing(world, requesterActor(link.requestId), async (change) => {
    // The request before its links, as whoever decides about it locks them: else the two could wait for each other.
    await change.tx.$queryRaw`SELECT 1 FROM "KeyRequest" WHERE "id" = ${link.requestId}::uuid FOR UPDATE`;
    const used = await useLink(change, purpose, token);
    if (used.kind !== "good") return ABSENT;
    const request = await change.tx.keyRequest.findUniqueOrThrow({ where: { id: used.requestId }, include: REQUEST_RELATIONS });
    return work(change, request);
  });
  if (outcome.kind !== "absent") return outcome;
  const now = await judgeLink(world, purpose, token);
  return now.kind === "good" ? { kind: "used" } : now;
}
