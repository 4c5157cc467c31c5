// Verifies tokens of external issuers: by the keys in memory, and only for a key that is not among them by those of a new look.
import { isAccessType, judgeExternalToken } from "@/lib/core/tokens/external-issuer";
import type { ParsedToken } from "@/lib/core/tokens/parse-token";
import type { TokenProfile, TrustedKey, VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { Soon, TokenRefusal } from "@/lib/ports/gate-ports";
import type { IssuerKeys, IssuerTrust } from "@/lib/ports/token-ports";
import { KeyRing, type UsableKey } from "./key-ring";
import { isSignedBy } from "./token-signature";

/** A token without `kid` costs one verification per key that might fit. */
const MOST_CANDIDATES = 5;

/** The verdict on a token of an external issuer of that API. */
export type VerifyExternal = (
  apiId: string,
  parsed: ParsedToken,
  profile: TokenProfile,
  nowMs: number,
) => Soon<VerifiedToken | TokenRefusal>;

/** The way that a verifier asks. */
export function createExternalVerifier(issuers: IssuerKeys): VerifyExternal {
  const rings = new WeakMap<readonly TrustedKey[], KeyRing>();

  function keysOf({ keys }: IssuerTrust, kid: string | null): readonly UsableKey[] {
    const ring = rings.get(keys) ?? new KeyRing(keys, () => {});
    rings.set(keys, ring);
    return ring.named(kid).filter((key) => kid === null || key.kid === kid);
  }

  function judge(
    trust: IssuerTrust,
    parsed: ParsedToken,
    profile: TokenProfile,
    nowMs: number,
  ): VerifiedToken | TokenRefusal | "unknown_key" {
    const { header, claims } = parsed;
    const named = keysOf(trust, header.kid);
    if (named.length === 0) return "unknown_key";
    const candidates = named.filter(({ alg }) => alg === header.alg).slice(0, MOST_CANDIDATES);
    if (!candidates.some((key) => isSignedBy(key.alg, key.verifyingKey, parsed))) return "invalid_token";
    return judgeExternalToken(claims, profile, trust.settings, nowMs);
  }

  return (apiId, parsed, profile, nowMs) => {
    const { iss } = parsed.claims;
    const find = () => (typeof iss === "string" && isAccessType(parsed.header.type) ? issuers.find(apiId, iss) : null);
    const trust = find();
    if (trust === null) return "invalid_token";
    const verdict = judge(trust, parsed, profile, nowMs);
    if (verdict !== "unknown_key") return verdict;
    const fetching = trust.refetch();
    if (fetching === null) return "invalid_token";
    return fetching.then(() => {
      const again = find();
      const anew = again === null ? "invalid_token" : judge(again, parsed, profile, nowMs);
      return anew === "unknown_key" ? "invalid_token" : anew;
    });
  };
}
