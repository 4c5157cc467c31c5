// What every part of a form about a key is given.
import type { FormApi } from "@/lib/core/keys/form-api";
import type { KeyDraft } from "@/lib/core/keys/key-draft";

export interface PartProps {
  readonly api: FormApi;
  readonly draft: KeyDraft;
  /** Changes the draft; the problem of each field it names is over. */
  /** A part that follows from what the draft holds is a function of it. */
  readonly change: (part: Partial<KeyDraft> | ((before: KeyDraft) => Partial<KeyDraft>), ...fields: readonly string[]) => void;
  readonly problemOf: (field: string) => string | null;
}

/** A surface as `Card` has it, without the weight that joining class names brings to the browser. */
export const PANEL = "flex min-w-0 flex-col gap-5 rounded-lg border border-line bg-surface p-5 sm:p-6";
