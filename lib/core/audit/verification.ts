// What the verifier of the audit says while it works and in the end, and the words for it.

/**
 * `changed`: the row is not what was written. `missing`: there is a gap here. `reordered`: another row stands here, the right one
 * comes later. `truncated`: rows up to the head's count are gone from the end. `unheaded`: rows stand beyond the head, or the
 * head is gone. `head_changed`: all rows hold, the head does not.
 */
export type AuditFlaw = "changed" | "missing" | "reordered" | "truncated" | "unheaded" | "head_changed";

/** One line of the answer; the last one is `end`. Without it the verification was cut off. */
export type VerificationLine =
  | { readonly kind: "progress"; readonly name: string; readonly verified: number; readonly count: number }
  | VerifiedChain
  | { readonly kind: "end" };

/** How one chain ended. */
export interface VerifiedChain {
  readonly kind: "chain";
  readonly chain: string;
  /** As people know the chain. */
  readonly name: string;
  /** Rows that hold, from the first on. */
  readonly verified: number;
  readonly broken: { readonly sequence: number; readonly flaw: AuditFlaw; readonly path: string | null } | null;
}

const FLAW_WORDS: Readonly<Record<AuditFlaw, string>> = {
  changed: "is not what was written",
  missing: "is missing",
  reordered: "stands in another row's place",
  truncated: "is gone, and with it everything up to the end",
  unheaded: "stands beyond the end that the chain's head remembers",
  head_changed: "holds, but the chain's head does not",
};

/** What is wrong with a row, as the end of a sentence that begins with it. */
export function flawWords(flaw: AuditFlaw): string {
  return FLAW_WORDS[flaw];
}
