// Sends what webhooks are told of: each event at least once, signed, again with longer and longer pauses, for three days.
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import { oneLine } from "@/lib/core/mail/address";
import { KEPT_MS } from "@/lib/core/retention-terms";
import { nextTryMs } from "@/lib/core/retry";
import { changing } from "@/lib/manage/changing";
import { queueMail } from "@/lib/manage/mail/queue-mail";
import { done, unchanged } from "@/lib/manage/outcome";
import { openWebhookSecret } from "@/lib/manage/webhooks/webhook-secret";
import type { World } from "@/lib/manage/world";
import type { Delivered, SignBase64, WebhookPost } from "@/lib/ports/webhook-post";
import type { Webhook } from "@/prisma/generated/client";

export interface WebhookDeliveryWorld extends World {
  readonly post: WebhookPost;
  readonly signBase64: SignBase64;
}

/** Longer than a post takes: whoever claimed a delivery and is gone by then was killed. */
const CLAIM_MS = 60_000;
const GIVE_UP_AFTER_MS = 72 * 3_600_000;
/** What was tried so often was tried for days; an old delivery that is sent again by hand was not. */
const TRIES_OF_DAYS = 10;
/** A webhook that fails has so much rest at most; less where it takes other deliveries than the one that failed. */
const LONGEST_REST_MS = 15 * 60_000;
const REST_BETWEEN_MS = 60_000;
const UNSIGNED: Delivered = { status: null, error: "Its signing secret was sealed under another master key: make a new one." };
/** Says that the place is gone and wants nothing more. */
const GONE = 410;

interface Claimed {
  readonly id: string;
  readonly webhookId: string;
  readonly payload: string;
  readonly createdAt: Date;
  /** Counts the one that begins. */
  readonly tries: number;
}

/** Sends the delivery that has been due longest. @returns false where none is due */
export async function deliverWebhook(world: WebhookDeliveryWorld): Promise<boolean> {
  const claimed = await claim(world);
  if (claimed === null) return false;
  const webhook = await world.prisma.webhook.findUnique({ where: { id: claimed.webhookId } });
  // It was removed meanwhile, and its deliveries with it.
  if (webhook === null) return true;
  const headers = headersOf(world, webhook, claimed);
  const delivered = headers === null ? UNSIGNED : await world.post.post({ url: webhook.url, headers, body: claimed.payload });
  await conclude(world, webhook, claimed, delivered);
  return true;
}

/** Removes what was delivered or given up long ago. */
export async function removeOldDeliveries({ prisma, nowMs }: Pick<World, "prisma" | "nowMs">): Promise<void> {
  await prisma.webhookDelivery.deleteMany({ where: { dueAt: null, createdAt: { lt: new Date(nowMs() - KEPT_MS.webhookDelivery) } } });
}

/** What has been due longest, of a webhook that nothing is on its way to: one that answers slowly keeps one round busy, not all. */
async function claim({ prisma, nowMs }: WebhookDeliveryWorld): Promise<Claimed | null> {
  const [at, until] = [new Date(nowMs()), new Date(nowMs() + CLAIM_MS)];
  const rows = await prisma.$queryRaw<Claimed[]>`
    WITH next AS (
      SELECT w."id" AS "webhookId", d."id" FROM "Webhook" w CROSS JOIN LATERAL (
        SELECT "id", "dueAt" FROM "WebhookDelivery" WHERE "webhookId" = w."id" AND "dueAt" <= ${at} ORDER BY "dueAt", "createdAt" LIMIT 1
      ) d WHERE w."freeAt" IS NULL OR w."freeAt" <= ${at} ORDER BY d."dueAt" LIMIT 1 FOR UPDATE OF w SKIP LOCKED
    ), held AS (UPDATE "Webhook" w SET "freeAt" = ${until} FROM next WHERE w."id" = next."webhookId")
    UPDATE "WebhookDelivery" d SET "dueAt" = ${until}, "tries" = "tries" + 1, "triedAt" = ${at} FROM next WHERE d."id" = next."id"
    RETURNING d."id", d."webhookId", d."payload", d."createdAt", d."tries"`;
  return rows[0] ?? null;
}

/** As Standard Webhooks has them: the id is the same at every try, and while secrets overlap there are two signatures. Null: nothing can sign. */
function headersOf(world: WebhookDeliveryWorld, webhook: Webhook, { id, payload }: Claimed): Record<string, string> | null {
  const nowMs = world.nowMs();
  const seconds = Math.floor(nowMs / 1000);
  const { sealedSecret, sealedOldSecret, oldSecretUntil } = webhook;
  const isOldGood = sealedOldSecret !== null && oldSecretUntil !== null && oldSecretUntil.getTime() > nowMs;
  const secrets = [sealedSecret, ...(isOldGood ? [sealedOldSecret] : [])].flatMap((sealed) => openSecret(world, webhook.id, sealed) ?? []);
  if (secrets.length === 0) return null;
  const signatures = secrets.map((secret) => `v1,${world.signBase64(secret, `msg_${id}.${seconds}.${payload}`)}`);
  return {
    "content-type": "application/json",
    "user-agent": "Keyfuse-Webhooks",
    "webhook-id": `msg_${id}`,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}

function openSecret(world: WebhookDeliveryWorld, webhookId: string, sealed: Uint8Array): Uint8Array | null {
  try {
    return openWebhookSecret(world, webhookId, sealed);
  } catch {
    // Nothing will ever open it: the delivery fails, and says why.
    return null;
  }
}

async function conclude(world: WebhookDeliveryWorld, webhook: Webhook, claimed: Claimed, { status, error }: Delivered): Promise<void> {
  const { prisma } = world;
  const nowMs = world.nowMs();
  if (error === null) {
    const data = { deliveredAt: new Date(nowMs), dueAt: null, status, lastError: null };
    await prisma.webhookDelivery.updateMany({ where: { id: claimed.id }, data });
    await prisma.webhook.updateMany({ where: { id: webhook.id }, data: { freeAt: null, failures: 0 } });
    return;
  }
  const { createdAt, tries } = claimed;
  const taken = await prisma.webhookDelivery.findFirst({
    where: { webhookId: webhook.id, deliveredAt: { gte: createdAt } },
    select: { id: true },
  });
  const rest = restOf({ status, failures: webhook.failures + 1, takesOthers: taken !== null }, nowMs);
  const next = status === GONE ? null : nextTryMs({ firstDueMs: createdAt.getTime(), tries, giveUpAfterMs: GIVE_UP_AFTER_MS }, nowMs);
  const dueAt = next === null || webhook.disabledAt !== null ? null : new Date(Math.max(next, rest.freeAt?.getTime() ?? 0));
  await prisma.webhookDelivery.updateMany({ where: { id: claimed.id }, data: { dueAt, status, lastError: oneLine(error) } });
  await prisma.webhook.updateMany({ where: { id: webhook.id }, data: rest });
  if (dueAt !== null || webhook.disabledAt !== null) return;
  if (status === GONE) await disable(world, webhook, "It answered that it is gone.");
  // Where it takes others, this one is at fault.
  else if (Math.max(tries, rest.failures) >= TRIES_OF_DAYS && taken === null) await disable(world, webhook, `For three days: ${error}`);
}

interface Failure {
  readonly status: number | null;
  /** In a row, this one included. */
  readonly failures: number;
  /** Whether something was delivered since what failed was made. */
  readonly takesOthers: boolean;
}

/** Until when nothing else is sent there: it would fail the same way, unless it was this one that was refused. */
function restOf({ status, failures, takesOthers }: Failure, nowMs: number) {
  const isDown = status === null || status === 429 || status >= 500;
  if (!isDown) return { freeAt: null, failures: 0 };
  const next = nextTryMs({ firstDueMs: nowMs, tries: failures, giveUpAfterMs: GIVE_UP_AFTER_MS }, nowMs) ?? nowMs;
  return { freeAt: new Date(Math.min(next, nowMs + (takesOthers ? REST_BETWEEN_MS : LONGEST_REST_MS))), failures };
}

/** Stops telling it, and tells owners. */
async function disable(world: World, { id, url }: Webhook, reason: string): Promise<void> {
  await changing(world, "system", async (change) => {
    const { tx, atMs } = change;
    const disabledBecause = oneLine(reason);
    const { count } = await tx.webhook.updateMany({
      where: { id, disabledAt: null },
      data: { disabledAt: new Date(atMs), disabledBecause },
    });
    if (count === 0) return unchanged(null);
    await tx.webhookDelivery.updateMany({ where: { webhookId: id, dueAt: { not: null } }, data: { dueAt: null } });
    const owners = await tx.member.findMany({ where: { role: "owner", disabledAt: null }, select: { email: true } });
    const { origin } = new URL(url);
    const text = `The webhook to ${origin} was disabled. ${disabledBecause}\n\nNothing is sent to it until an owner enables it in the settings of Keyfuse. What was not delivered is kept there for 30 days, and can be sent again.\n`;
    for (const { email } of owners)
      await queueMail(change, { kind: "webhook-disabled", to: email, subject: `The webhook to ${origin} was disabled`, text });
    change.record(INSTANCE_CHAIN, "webhook.disable", `webhook:${id}`, { reason: disabledBecause });
    return done(null);
  });
}
