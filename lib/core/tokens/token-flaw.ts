// Why a token does not count, for people: the verifier only says that it does not.
import { allowsType, parseToken } from "./parse-token";
import type { TokenProfile, TrustedKey } from "./token-profile";

/** The first reason in the order in which a verifier looks. */
export type TokenFlaw =
  | "not_accepted"
  | "not_a_token"
  | "unknown_kid"
  | "other_algorithm"
  | "other_issuer"
  | "other_audience"
  | "not_yet_valid"
  | "lacks_claims"
  | "other_use"
  | "signature";

/** An external issuer as a verifier knows it: its keys, and the audience that its tokens must name (null = the profile's). */
export interface KnownIssuer {
  readonly keys: readonly TrustedKey[];
  readonly audience: string | null;
}

/** What a verifier goes by. */
export interface FlawRules {
  /** null = the API takes no tokens. */
  readonly profile: TokenProfile | null;
  readonly trustedKeys: readonly TrustedKey[];
  /** null = the API does not trust that issuer. */
  readonly issuer: (name: string) => KnownIssuer | null;
}

type Flaw = readonly [flaw: TokenFlaw, holds: boolean];

/**
 * The reason why a token was refused as invalid under that profile and those trusted keys. Nothing in the token is believed for it: a
 * token that looks right in everything else must have a signature that does not hold.
 */
export function tokenFlaw(token: string, { profile, trustedKeys, issuer }: FlawRules, nowMs: number): TokenFlaw {
  if (profile === null) return "not_accepted";
  const parsed = parseToken(token, null);
  if (parsed === null) return "not_a_token";
  const { header, claims } = parsed;
  const external = typeof claims.iss === "string" ? issuer(claims.iss) : null;
  const named = [...trustedKeys, ...(external?.keys ?? [])].filter((key) => header.kid === null || key.kid === header.kid);
  const audience = named.some((key) => external?.keys.includes(key)) ? (external?.audience ?? profile.audience) : profile.audience;
  const isOurs = header.kid !== null && named.some((key) => key.own !== undefined);
  if (!isOurs && !allowsType(profile.types, header.type)) return "not_a_token";
  const ofAlgorithm = named.filter((key) => key.alg === header.alg);
  const { aud, exp, nbf, iat, sub } = claims;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const flaws: readonly Flaw[] = [
    ["unknown_kid", named.length === 0],
    ["other_algorithm", ofAlgorithm.length === 0],
    ["other_issuer", !ofAlgorithm.some((key) => (key.issuer ?? profile.issuer ?? claims.iss) === claims.iss && claims.iss !== undefined)],
    ["other_audience", audience !== null && !audiences.includes(audience)],
    ["not_yet_valid", [nbf, iat].some((from) => typeof from === "number" && nowMs / 1000 < from - profile.leewaySeconds)],
    ["lacks_claims", typeof exp !== "number" || typeof sub !== "string" || sub === ""],
    ["other_use", isOurs],
  ];
  return flaws.find(([, holds]) => holds)?.[0] ?? "signature";
}
