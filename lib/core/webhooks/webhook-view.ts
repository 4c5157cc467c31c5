// Webhooks and their deliveries as owners see them: without secrets and without bodies.
import { z } from "zod";
import { mayTake, type Rights } from "@/lib/core/roles";

export const webhookView = z.strictObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  createdAt: z.string(),
  /** null = it is told. */
  disabledBecause: z.string().nullable(),
  /** Until when the secret before the last rotation signs too; null = it does not. */
  oldSecretUntil: z.string().nullable(),
});

export type WebhookView = z.output<typeof webhookView>;

/** The webhook as a member with those rights sees it. Who has a whole URL can write where it leads: without the right to change it, only its origin is shown. */
export function webhookFor(rights: Rights, webhook: WebhookView): WebhookView {
  return mayTake(rights, "settings.write") ? webhook : { ...webhook, url: new URL(webhook.url).origin };
}

export const deliveryView = z.strictObject({
  id: z.string(),
  event: z.string(),
  createdAt: z.string(),
  state: z.enum(["waiting", "delivered", "failed"]),
  tries: z.int(),
  /** Of the next try; null = there is none. */
  dueAt: z.string().nullable(),
  status: z.int().nullable(),
  lastError: z.string().nullable(),
});

export type DeliveryView = z.output<typeof deliveryView>;
