// What every part of the form that creates keys is given.
import type { FormApi } from "@/lib/core/keys/form-api";
import type { KeyDraft } from "@/lib/core/keys/key-draft";

export interface PartProps {
  readonly api: FormApi;
  readonly draft: KeyDraft;
  /** Changes the draft; the problem of each field it names is over. */
  readonly change: (part: Partial<KeyDraft>, ...fields: readonly string[]) => void;
  readonly problemOf: (field: string) => string | null;
}
