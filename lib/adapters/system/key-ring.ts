// The keys that an API trusts, ready to verify: judged and put into OpenSSL's form, and found by their kid.
import type { KeyObject } from "node:crypto";
import { judgeKey } from "@/lib/core/tokens/key-quality";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import { createVerifyingKey } from "./token-signature";

/** A key that is fit to verify. */
export interface UsableKey extends TrustedKey {
  readonly verifyingKey: KeyObject;
}

/**
 * The usable keys among those. Our own are as many as there are tenants: they were made here, so nobody judges them, and each is put into
 * OpenSSL's form when a token first names it.
 */
export class KeyRing {
  readonly #others: readonly UsableKey[];
  readonly #own = new Map<string, TrustedKey>();
  readonly #opened = new Map<string, UsableKey>();

  constructor(keys: readonly TrustedKey[], onUnusable: (kid: string, reason: string) => void) {
    this.#others = keys.flatMap((key) => {
      if (key.own !== undefined) {
        this.#own.set(key.kid, key);
        return [];
      }
      const reason = judgeKey(key.alg, key.jwk);
      if (reason !== null) onUnusable(key.kid, reason);
      return reason === null ? [usable(key)] : [];
    });
  }

  /** The keys that a token with that `kid` can mean; null = it has none. */
  named(kid: string | null): readonly UsableKey[] {
    const own = kid === null ? undefined : this.#own.get(kid);
    return own === undefined ? this.#others : [this.#open(own), ...this.#others];
  }

  #open(key: TrustedKey): UsableKey {
    const opened = this.#opened.get(key.kid) ?? usable(key);
    this.#opened.set(key.kid, opened);
    return opened;
  }
}

function usable(key: TrustedKey): UsableKey {
  return { ...key, verifyingKey: createVerifyingKey(key) };
}
