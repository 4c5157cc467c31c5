// Makes webhooks, changes and removes them, and gives them new secrets (`settings.write`).
import { INSTANCE_CHAIN } from "@/lib/core/audit/canonical-row";
import type { JsonObject } from "@/lib/core/json";
import { check } from "@/lib/core/schemas/problem";
import type { Secret } from "@/lib/core/secrets/secret";
import { payloadOf, TEST_EVENT } from "@/lib/core/webhooks/webhook-events";
import { webhookInput } from "@/lib/core/webhooks/webhook-input";
import { type Change, changing } from "@/lib/manage/changing";
import { ABSENT, done, type Outcome, refused, unchanged } from "@/lib/manage/outcome";
import { randomUuid } from "@/lib/manage/random-id";
import { newWebhookSecret } from "@/lib/manage/webhooks/webhook-secret";
import type { World } from "@/lib/manage/world";
import type { Webhook } from "@/prisma/generated/client";

/** So long the secret before a rotation signs beside the new one. */
const OVERLAP_MS = 24 * 3_600_000;
const MOST_WEBHOOKS = 50;
/** Whoever acts does not wait for the end of a rest. */
const FREE = { freeAt: null, failures: 0 };

/** Makes one. Its signing secret leaves once, here. */
export async function createWebhook(world: World, actor: string, fields: unknown): Promise<Outcome<{ id: string; secret: Secret }>> {
  const input = check(webhookInput, fields);
  if (!input.ok) return refused(...input.problems);
  const id = randomUuid(world.randomBytes);
  const { shown, sealed } = newWebhookSecret(world, id);
  return changing(world, actor, async ({ tx, atMs, record }) => {
    if ((await tx.webhook.count()) >= MOST_WEBHOOKS) {
      return refused({ field: "", code: "invalid", message: `There are ${MOST_WEBHOOKS} webhooks already. Remove one first.` });
    }
    await tx.webhook.create({ data: { id, ...input.value, sealedSecret: sealed, createdAt: new Date(atMs) } });
    record(INSTANCE_CHAIN, "webhook.create", `webhook:${id}`, shownDetails(input.value));
    return done({ id, secret: shown });
  });
}

/** Changes where it leads and what it is told of. */
export async function updateWebhook(world: World, actor: string, id: string, fields: unknown): Promise<Outcome<null>> {
  const input = check(webhookInput, fields);
  if (!input.ok) return refused(...input.problems);
  return changeFound(world, actor, id, async ({ tx, record }, before) => {
    const { url, events } = input.value;
    if (url === before.url && events.join() === before.events.join()) return unchanged(null);
    await tx.webhook.update({ where: { id }, data: { url, events, ...FREE } });
    record(INSTANCE_CHAIN, "webhook.update", `webhook:${id}`, { from: shownDetails(before), to: shownDetails(input.value) });
    return done(null);
  });
}

/** Tells it again of what happens from now on. */
export function enableWebhook(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changeFound(world, actor, id, async ({ tx, record }, before) => {
    if (before.disabledAt === null) return unchanged(null);
    await tx.webhook.update({ where: { id }, data: { disabledAt: null, disabledBecause: null, ...FREE } });
    record(INSTANCE_CHAIN, "webhook.enable", `webhook:${id}`);
    return done(null);
  });
}

/** Removes it with everything that was or would have been sent to it. */
export function removeWebhook(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changeFound(world, actor, id, async ({ tx, record }, before) => {
    await tx.webhook.delete({ where: { id } });
    record(INSTANCE_CHAIN, "webhook.delete", `webhook:${id}`, shownDetails(before));
    return done(null);
  });
}

/** Gives it a new secret, which leaves once, here; the old one signs beside it for a day. */
export function rotateWebhookSecret(world: World, actor: string, id: string): Promise<Outcome<{ id: string; secret: Secret }>> {
  const { shown, sealed } = newWebhookSecret(world, id);
  return changeFound(world, actor, id, async ({ tx, atMs, record }, before) => {
    const oldSecretUntil = new Date(atMs + OVERLAP_MS);
    await tx.webhook.update({
      where: { id },
      data: { sealedSecret: sealed, sealedOldSecret: new Uint8Array(before.sealedSecret), oldSecretUntil },
    });
    record(INSTANCE_CHAIN, "webhook.rotate", `webhook:${id}`, { oldSecretUntil: oldSecretUntil.toISOString() });
    return done({ id, secret: shown });
  });
}

/** Sends it a test event, also while it is disabled. */
export function testWebhook(world: World, actor: string, id: string): Promise<Outcome<null>> {
  return changeFound(world, actor, id, async ({ tx, atMs, record }) => {
    const at = new Date(atMs);
    const payload = payloadOf(TEST_EVENT, at.toISOString(), { id });
    await tx.webhookDelivery.create({
      data: { id: randomUuid(world.randomBytes), webhookId: id, event: TEST_EVENT, payload, createdAt: at, dueAt: at },
    });
    await tx.webhook.update({ where: { id }, data: FREE });
    record(INSTANCE_CHAIN, "webhook.test", `webhook:${id}`);
    return done(null);
  });
}

/** Sends a delivery again, whatever became of it. */
export function retryDelivery(world: World, actor: string, webhookId: string, id: string): Promise<Outcome<null>> {
  return changeFound(world, actor, webhookId, async ({ tx, atMs, record }) => {
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id, webhookId },
      data: { dueAt: new Date(atMs), tries: 0, deliveredAt: null },
    });
    if (count === 0) return ABSENT;
    await tx.webhook.update({ where: { id: webhookId }, data: FREE });
    record(INSTANCE_CHAIN, "webhook.retry", `webhook:${webhookId}`, { delivery: id });
    return done(null);
  });
}

function changeFound<T>(
  world: World,
  actor: string,
  id: string,
  work: (change: Change, before: Webhook) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return changing(world, actor, async (change) => {
    const before = await change.tx.webhook.findUnique({ where: { id } });
    return before === null ? ABSENT : work(change, before);
  });
}

/** A path or a query may be what keeps others from the place: only its origin is told. */
function shownDetails({ url, events }: { readonly url: string; readonly events: readonly string[] }): JsonObject {
  return { origin: new URL(url).origin, events: [...events] };
}
