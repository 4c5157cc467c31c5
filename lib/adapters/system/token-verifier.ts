// Verifies tokens with the keys in memory: no database, no network, no waiting.
import { hash, type KeyObject } from "node:crypto";
import { judgeClaims } from "@/lib/core/tokens/judge-claims";
import { judgeKey } from "@/lib/core/tokens/key-quality";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { selectKeys } from "@/lib/core/tokens/select-keys";
import type { TokenProfile, TrustedKey, VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { TokenRefusal, TokenVerifier } from "@/lib/ports/gate-ports";
import { createVerifyingKey, isSignedBy } from "./token-signature";

/** What the verifier asks of the process. */
export interface TokenVerifierOptions {
  /** The active keys that this API trusts, newest first; empty for an unknown API. */
  readonly trustedKeys: (apiId: string) => readonly TrustedKey[];
  /** Another number whenever any API's trusted keys changed; nothing that was verified before counts afterwards. */
  readonly generation: () => number;
  /** Told once per generation of a key that is left out because it is not fit to be trusted. */
  readonly onUnusableKey?: (apiId: string, kid: string, reason: string) => void;
  /** Verified tokens that are remembered; the oldest goes first. */
  readonly cacheSize?: number;
}

/** A verified token is believed this long without looking at its signature again. */
const FRESH_MS = 60_000;

interface UsableKey extends TrustedKey {
  readonly verifyingKey: KeyObject;
}

interface Remembered {
  readonly token: VerifiedToken;
  readonly freshUntilMs: number;
}

/** A verifier whose every answer is synchronous. Refusals are not remembered: they cost their sender more than us. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { cacheSize = 10_000 } = options;
  const remembered = new Map<string, Remembered>();
  const keysByApi = new Map<string, readonly UsableKey[]>();
  let generation = options.generation();

  function forgetOlderGeneration(): void {
    const current = options.generation();
    if (current === generation) return;
    generation = current;
    remembered.clear();
    keysByApi.clear();
  }

  function usableKeys(apiId: string): readonly UsableKey[] {
    const known = keysByApi.get(apiId);
    if (known !== undefined) return known;
    const keys = options.trustedKeys(apiId).flatMap((key) => {
      const reason = judgeKey(key.alg, key.jwk);
      if (reason === null) return [{ ...key, verifyingKey: createVerifyingKey(key) }];
      options.onUnusableKey?.(apiId, key.kid, reason);
      return [];
    });
    keysByApi.set(apiId, keys);
    return keys;
  }

  function remember(name: string, token: VerifiedToken, nowMs: number): void {
    remembered.delete(name);
    const [oldest] = remembered.size >= cacheSize ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, { token, freshUntilMs: Math.min(token.expiresAtMs, nowMs + FRESH_MS) });
  }

  function verifyAnew(apiId: string, text: string, profile: TokenProfile, nowMs: number): VerifiedToken | TokenRefusal {
    const parsed = parseToken(text, profile.types);
    if (parsed === null) return "invalid_token";
    const candidates = selectKeys(parsed.header, parsed.claims, profile, usableKeys(apiId));
    if (!candidates.some((key) => isSignedBy(key.alg, key.verifyingKey, parsed))) return "invalid_token";
    return judgeClaims(parsed.claims, profile, nowMs);
  }

  return {
    verify(apiId, text, profile, nowMs) {
      forgetOlderGeneration();
      const name = cacheName(apiId, text, profile);
      const known = remembered.get(name);
      // Not after `exp` itself: within the leeway a token is judged anew each time.
      if (known !== undefined && nowMs < known.freshUntilMs) return known.token;
      const verdict = verifyAnew(apiId, text, profile, nowMs);
      if (typeof verdict !== "string") remember(name, verdict, nowMs);
      return verdict;
    },
  };
}

/** What was verified, for which API and under which rules, as one digest: the cache holds no token. */
function cacheName(apiId: string, text: string, profile: TokenProfile): string {
  return hash("sha256", `${apiId}\0${JSON.stringify(profile)}\0${text}`, "base64");
}
