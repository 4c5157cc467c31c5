// How creating, rotating or replacing a key ended, as its form learns it.
import type { RefusedState } from "@/lib/core/schemas/action-state";
import type { Snippet } from "@/lib/core/snippets/snippets";
import type { KeyDiff } from "./key-diff";

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

/** What an edit would change, before it is saved. */
export interface ReviewedEdit {
  readonly kind: "review";
  /** The version of the key that is compared with; saving names it. */
  readonly version: string;
  readonly diff: KeyDiff;
  /** The key is no longer what the editor saw. */
  readonly isChangedMeanwhile: boolean;
}

/** How a look at an edit ended. */
export type ReviewEditAnswer = ReviewedEdit | RefusedState;

/** How saving ended: where the key was changed meanwhile, with what the edit would change of it now. */
export type SaveEditAnswer = { readonly kind: "saved" } | ReviewedEdit | RefusedState;
