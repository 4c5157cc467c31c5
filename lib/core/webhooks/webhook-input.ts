// What an owner says of a webhook.
import { z } from "zod";
import { isKeysUrl } from "@/lib/core/schemas/external-issuer";
import { isWebhookEvent, WEBHOOK_EVENTS } from "./webhook-events";

export const webhookInput = z.strictObject({
  /** https, or http on this machine; where it may lead is judged at each delivery. */
  url: z
    .string()
    .trim()
    .max(2000, "This is longer than 2000 characters.")
    .refine(isKeysUrl, "This must be an https URL without user name, password or fragment (http on this machine)."),
  events: z
    .array(z.string().refine(isWebhookEvent, "There is no such event."))
    .min(1, "Choose at least one event.")
    .max(WEBHOOK_EVENTS.length)
    .transform((events) => [...new Set(events)]),
});
