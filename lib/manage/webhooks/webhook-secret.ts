// The secrets under which deliveries are signed, in the form of Standard Webhooks: `whsec_` and base64.
import { Buffer } from "node:buffer";
import { Secret } from "@/lib/core/secrets/secret";
import type { World } from "@/lib/manage/world";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new secret: as it is shown, once, and as it is stored. */
export function newWebhookSecret({ randomBytes, sealing }: Pick<World, "randomBytes" | "sealing">, webhookId: string) {
  const text = PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString("base64");
  return { shown: new Secret(text), sealed: sealing.seal(text, contextOf(webhookId)) };
}

/** The bytes that sign. */
export function openWebhookSecret({ sealing }: Pick<World, "sealing">, webhookId: string, sealed: Uint8Array): Uint8Array {
  return Buffer.from(sealing.openText(sealed, contextOf(webhookId)).slice(PREFIX.length), "base64");
}

function contextOf(webhookId: string): string {
  return `webhook:${webhookId}`;
}
