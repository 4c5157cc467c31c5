// A signing key as owners look after it: never with its private part.
import type { SigningKeyState } from "@/lib/core/tokens/signing-key-state";

export interface SigningKeyRow {
  readonly id: string;
  readonly kid: string;
  readonly name: string;
  readonly algorithm: string;
  /** Bits. */
  readonly length: number;
  /** Whose tokens it is for; null = those of protected APIs, and of tenants that choose it. */
  readonly tenant: { readonly id: string; readonly name: string } | null;
  readonly state: SigningKeyState;
  /** RFC 3339 in UTC. */
  readonly createdAt: string;
  /** null = it does not retire. */
  readonly retiresAt: string | null;
}

/** How long a key that was replaced or retired may verify on: by a form's word for it, in milliseconds; null = as long as a token can live. */
export const VERIFIES_FOR = { longest: null, week: 7 * 86_400_000, day: 86_400_000, hour: 3_600_000, now: 0 } as const;

export type VerifiesFor = keyof typeof VERIFIES_FOR;

/** The word that a form sent, or null. */
export function readVerifiesFor(word: unknown): VerifiesFor | null {
  return typeof word === "string" && Object.hasOwn(VERIFIES_FOR, word) ? (word as VerifiesFor) : null;
}
