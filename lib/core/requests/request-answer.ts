// How asking for a key, confirming, withdrawing and revealing ended, as their pages learn it.
import type { ActionState, RefusedState } from "@/lib/core/schemas/action-state";
import type { Snippet } from "@/lib/core/snippets/snippets";

/** `sent`: taken, whatever is known of the address. */
export type AskAnswer = ActionState | { readonly kind: "sent" };

/** What a link shows before its button is pressed: that it still opens something, or in a refusal why not. */
export type LinkLook = RefusedState | { readonly kind: "offered" };

/** `closed`: the link opens nothing any more. */
export type StepAnswer = ActionState | { readonly kind: "done" } | { readonly kind: "closed"; readonly message: string };

/** The one answer that holds the secret. */
export interface RevealedSecret {
  readonly kind: "revealed";
  readonly api: string;
  readonly publicId: string;
  readonly secret: string;
  readonly expiresAt: string | null;
  readonly snippets: readonly Snippet[];
}

export type RevealAnswer =
  | RevealedSecret
  | RefusedState
  | { readonly kind: "idle" }
  | { readonly kind: "closed"; readonly message: string };
