// How making a webhook, or giving it a new secret, ended, as its form learns it.
import type { ActionState } from "@/lib/core/schemas/action-state";

/** The one answer that holds the signing secret. */
export type WebhookAnswer = ActionState | { readonly kind: "shown"; readonly id: string; readonly secret: string };
