// Which trusted keys may have signed a token: decided by what was pinned at registration, never by the token's word alone.
import { allowsType, type TokenHeader } from "./parse-token";
import type { TokenAlgorithm, TokenProfile, TrustedKey } from "./token-profile";

/** The key type that each algorithm works with (RFC 7518 §3.1, §6.1; RFC 8037 §2). */
export const KEY_TYPES: Readonly<Record<TokenAlgorithm, "RSA" | "EC" | "OKP" | "oct">> = {
  RS256: "RSA",
  RS384: "RSA",
  RS512: "RSA",
  ES256: "EC",
  ES384: "EC",
  EdDSA: "OKP",
  HS256: "oct",
};

/** A token without `kid` costs one verification per key that might fit. */
const MOST_CANDIDATES = 5;

/**
 * The keys to try: those pinned to exactly the header's algorithm, of its key type, that speak for the token's issuer; with a `kid`
 * only those of that name. Empty = refuse. `none` matches no key, and a public key is never used as a shared one. Type and issuer of a
 * token by a key of our own are judged once its signature holds; such a token always has a `kid`.
 */
export function selectKeys<Key extends TrustedKey>(
  header: TokenHeader,
  claims: Readonly<Record<string, unknown>>,
  profile: TokenProfile,
  trustedKeys: readonly Key[],
): readonly Key[] {
  const fitting = trustedKeys.filter(
    (key) =>
      (header.kid === null || key.kid === header.kid) &&
      key.alg === header.alg &&
      key.jwk.kty === KEY_TYPES[key.alg] &&
      (key.own === undefined ? allowsType(profile.types, header.type) && speaksFor(key, profile, claims.iss) : header.kid !== null),
  );
  return fitting.slice(0, MOST_CANDIDATES);
}

/** Whether a key may sign for an issuer: its own, else the profile's; where neither names one, whoever registered it vouches for any. */
function speaksFor(key: TrustedKey, profile: TokenProfile, issuer: unknown): boolean {
  const pinned = key.issuer ?? profile.issuer;
  return pinned === null ? typeof issuer === "string" && issuer !== "" : issuer === pinned;
}
