// Verifies tokens with the keys in memory: no database, and no waiting but for a key that an external issuer might have made since.
import { hash } from "node:crypto";
import { judgeClaims } from "@/lib/core/tokens/judge-claims";
import { judgeOwnToken, type OwnPlace } from "@/lib/core/tokens/own-token";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { selectKeys } from "@/lib/core/tokens/select-keys";
import type { TokenProfile, TrustedKey, VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { Soon, TokenRefusal, TokenVerifier } from "@/lib/ports/gate-ports";
import type { VerifyExternal } from "./external-tokens";
import { KeyRing, type UsableKey } from "./key-ring";
import { isSignedBy } from "./token-signature";

/** What the verifier asks of the process. */
export interface TokenVerifierOptions {
  /** The active keys that this API trusts, newest first; empty for an unknown API. */
  readonly trustedKeys: (apiId: string) => readonly TrustedKey[];
  /** What tokens by our own keys are measured by at that API; left out = no key is our own. */
  readonly ownPlace?: (apiId: string) => Pick<OwnPlace, "isManagement" | "issuerOf">;
  /** Asked about tokens that no trusted key signed; left out = no external issuer is trusted. */
  readonly external?: VerifyExternal;
  /** Another number whenever any API's trusted keys or what tokens are measured by changed; nothing verified before counts afterwards. */
  readonly generation: () => number;
  /** Told once per generation of a key that is left out because it is not fit to be trusted. */
  readonly onUnusableKey?: (apiId: string, kid: string, reason: string) => void;
  /** Verified tokens that are remembered; the oldest goes first. */
  readonly cacheSize?: number;
}

/** A verified token is believed this long without looking at its signature again. */
const FRESH_MS = 60_000;

/** A good token, and until when the look at it could have come out the same. */
interface Verified {
  readonly token: VerifiedToken;
  readonly untilMs: number;
}

interface Remembered {
  readonly token: VerifiedToken;
  readonly freshUntilMs: number;
}

/** A verifier whose answers are synchronous but where an external issuer has to be asked. Refusals are not remembered: they cost their sender more than us. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { cacheSize = 10_000 } = options;
  const remembered = new Map<string, Remembered>();
  const ringsByApi = new Map<string, KeyRing>();
  let generation = options.generation();

  function forgetOlderGeneration(): void {
    const current = options.generation();
    if (current === generation) return;
    generation = current;
    remembered.clear();
    ringsByApi.clear();
  }

  function ringOf(apiId: string): KeyRing {
    const known = ringsByApi.get(apiId);
    if (known !== undefined) return known;
    const ring = new KeyRing(options.trustedKeys(apiId), (kid, reason) => options.onUnusableKey?.(apiId, kid, reason));
    ringsByApi.set(apiId, ring);
    return ring;
  }

  function remember(name: string, { token, untilMs }: Verified, nowMs: number): void {
    remembered.delete(name);
    const [oldest] = remembered.size >= cacheSize ? remembered.keys() : [];
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(name, { token, freshUntilMs: Math.min(untilMs, nowMs + FRESH_MS) });
  }

  function verifyAnew(apiId: string, text: string, profile: TokenProfile, nowMs: number): Soon<Verified | TokenRefusal> {
    const parsed = parseToken(text, null);
    if (parsed === null) return "invalid_token";
    const candidates = selectKeys(parsed.header, parsed.claims, profile, ringOf(apiId).named(parsed.header.kid));
    const signer = candidates.find((key) => !isRetired(key, nowMs) && isSignedBy(key.alg, key.verifyingKey, parsed));
    if (signer === undefined)
      return options.external ? after(options.external(apiId, parsed, profile, nowMs), verifiedOf) : "invalid_token";
    const token = judgeClaims(parsed.claims, profile, nowMs);
    if (typeof token === "string") return token;
    if (signer.own === undefined) return verifiedOf(token);
    const place = options.ownPlace?.(apiId);
    const own = place && judgeOwnToken(parsed.header.type, parsed.claims, { ...place, apiId, profile, key: signer.own });
    if (own == null) return "invalid_token";
    return { token: { ...token, own }, untilMs: Math.min(token.expiresAtMs, signer.own.retiresAtMs ?? Number.POSITIVE_INFINITY) };
  }

  return {
    verify(apiId, text, profile, nowMs) {
      forgetOlderGeneration();
      const name = cacheName(apiId, text, profile);
      const known = remembered.get(name);
      // Not after `exp` itself: within the leeway a token is judged anew each time.
      if (known !== undefined && nowMs < known.freshUntilMs) return known.token;
      return after(verifyAnew(apiId, text, profile, nowMs), (verdict) => {
        if (typeof verdict === "string") return verdict;
        // While an issuer was asked, keys may have changed; what it said is of the newest.
        forgetOlderGeneration();
        remember(name, verdict, nowMs);
        return verdict.token;
      });
    },
  };
}

function verifiedOf(token: VerifiedToken | TokenRefusal): Verified | TokenRefusal {
  return typeof token === "string" ? token : { token, untilMs: token.expiresAtMs };
}

function after<T, R>(value: Soon<T>, next: (value: T) => R): Soon<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

function isRetired({ own }: UsableKey, nowMs: number): boolean {
  return own?.retiresAtMs != null && nowMs >= own.retiresAtMs;
}

/** What was verified, for which API and under which rules, as one digest: the cache holds no token. */
function cacheName(apiId: string, text: string, profile: TokenProfile): string {
  return hash("sha256", `${apiId}\0${JSON.stringify(profile)}\0${text}`, "base64");
}
