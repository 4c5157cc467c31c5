// Webhooks and their deliveries as they leave.
import { type DeliveryView, deliveryView, type WebhookView, webhookView } from "@/lib/core/webhooks/webhook-view";
import type { Webhook, WebhookDelivery } from "@/prisma/generated/client";

/** At that instant, in milliseconds since the epoch. */
export function viewWebhook({ id, url, events, createdAt, disabledBecause, oldSecretUntil }: Webhook, nowMs: number): WebhookView {
  const isOldGood = oldSecretUntil !== null && oldSecretUntil.getTime() > nowMs;
  return webhookView.parse({
    id,
    url,
    events,
    createdAt: createdAt.toISOString(),
    disabledBecause,
    oldSecretUntil: isOldGood ? oldSecretUntil.toISOString() : null,
  });
}

export function viewDelivery({ id, event, createdAt, deliveredAt, dueAt, tries, status, lastError }: WebhookDelivery): DeliveryView {
  return deliveryView.parse({
    id,
    event,
    createdAt: createdAt.toISOString(),
    state: deliveredAt !== null ? "delivered" : dueAt === null ? "failed" : "waiting",
    tries,
    dueAt: dueAt?.toISOString() ?? null,
    status,
    lastError,
  });
}
