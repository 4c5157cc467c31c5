// Approves or refuses a request; the requester is told by mail, in the same transaction.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { refusalReason } from "@/lib/core/requests/request-input";
import { approvedMail, refusedMail } from "@/lib/core/requests/request-mails";
import { check } from "@/lib/core/schemas/problem";
import { SECURITY } from "@/lib/core/settings/security";
import { type Change, changing } from "@/lib/manage/changing";
import { judgeAlone } from "@/lib/manage/keys/create-key";
import { keyInput } from "@/lib/manage/keys/key-input";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { done, type Outcome, refused } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { endLinks, linkHours, makeLink } from "@/lib/manage/requests/request-links";
import { requesterActor } from "@/lib/manage/requests/through-link";
import { REQUEST_RELATIONS, type RequestRow } from "@/lib/manage/requests/view-request";
import { readSetting } from "@/lib/manage/settings/setting";
import type { Tx, World } from "@/lib/manage/world";

const DECIDED = refused({ field: "", code: "invalid", message: "This request was decided or withdrawn meanwhile. Reload the page." });

type Decision = { readonly state: "refused"; readonly reason: string } | { readonly state: "approved" };

/**
 * Approves the request (`approvals.write`) with the fields of a key. The key is made when the button behind the mailed link is pressed:
 * until then no secret exists anywhere. `baseUrl`: origin that the link begins with.
 */
export async function approveRequest(world: World, actor: string, id: string, fields: object, baseUrl: string): Promise<Outcome<null>> {
  const { secret: _secret, keyManager: _keyManager, ...wanted } = fields as Record<string, unknown>;
  const input = check(keyInput, { ...wanted, id: randomUuid(world.randomBytes) });
  if (!input.ok) return refused(...input.problems);
  const { longestKeyDays } = await readSetting(world, SECURITY);
  const problems = judgeAlone(input.value, longestKeyDays, world.nowMs());
  if (problems.length > 0) return refused(...problems);
  const { expiresAt, ...grant } = input.value;
  return changing(world, actor, async (change) => {
    const request = await take(change, actor, id, { state: "approved" }, async () => {
      const { url, expiresAt: revealUntil } = await makeLink(change, id, "reveal", baseUrl);
      return { url, columns: { grant: { ...grant, expiresAt: expiresAt?.toISOString() ?? null }, revealUntil } };
    });
    if (request === null) return DECIDED;
    if (request.row.api.slug !== grant.api) return refused({ field: "api", code: "invalid", message: "The request is for another API." });
    const mail = approvedMail(request.row.api.name, request.url, linkHours("reveal"));
    await queueMail(change, { kind: "request-approved", to: request.row.email, ...mail });
    const { plan, tenantId, permissions, endpoints, ipAllowList } = grant;
    const granted = { plan, tenantId, permissions, endpoints, ipAllowList, expiresAt: expiresAt?.toISOString() ?? null } as JsonObject;
    change.record(INSTANCE_CHAIN, "request.approve", requesterActor(id), { api: grant.api, ...granted });
    return done(null);
  });
}

/** Refuses it (`approvals.write`); the reason is told to the requester. */
export async function refuseRequest(world: World, actor: string, id: string, reasonText: unknown): Promise<Outcome<null>> {
  const reason = check(refusalReason, reasonText);
  if (!reason.ok) return refused(...reason.problems.map((problem) => ({ ...problem, field: "reason" })));
  return changing(world, actor, async (change) => {
    const request = await take(change, actor, id, { state: "refused", reason: reason.value });
    if (request === null) return DECIDED;
    const { email, api } = request.row;
    await queueMail(change, { kind: "request-refused", to: email, ...refusedMail(api.name, reason.value) });
    change.record(INSTANCE_CHAIN, "request.refuse", requesterActor(id), { api: api.slug, reason: reason.value });
    return done(null);
  });
}

interface Prepared {
  readonly url: string;
  readonly columns: Parameters<Tx["keyRequest"]["updateMany"]>[0]["data"];
}

/** Decides a request that waits; null where it waits no more, or never did. Of two who decide at once, the first one has. */
async function take(
  change: Change,
  decidedBy: string,
  id: string,
  decision: Decision,
  prepare: () => Promise<Prepared> = async () => ({ url: "", columns: {} }),
): Promise<{ readonly row: RequestRow; readonly url: string } | null> {
  const { tx, atMs } = change;
  // A lock on the row before anything hangs on its state.
  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "KeyRequest" WHERE "id" = ${id}::uuid AND "state" = 'waiting' FOR UPDATE`;
  if (locked.length === 0) return null;
  const { url, columns } = await prepare();
  await tx.keyRequest.updateMany({ where: { id }, data: { ...columns, ...decision, decidedBy, decidedAt: new Date(atMs) } });
  await endLinks(change, id, ["withdraw"]);
  const row = await tx.keyRequest.findUniqueOrThrow({ where: { id }, include: REQUEST_RELATIONS });
  return { row, url };
}
