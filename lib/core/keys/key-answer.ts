// How creating a key ended, as its form learns it.
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { Snippet } from "@/lib/core/snippets/snippets";

/** The one answer that holds a secret. */
export interface RevealedKey {
  readonly kind: "created";
  readonly publicId: string;
  readonly name: string;
  readonly secret: string;
  readonly snippets: readonly Snippet[];
}

/** `already-created`: the same form was sent before. */
export type CreateKeyAnswer = RevealedKey | { readonly kind: "already-created"; readonly publicId: string } | RefusedState;
