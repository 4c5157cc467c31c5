// How tokens of a dialect must look: what a verifier pins besides the signature.
import type { OwnKey, OwnToken } from "./own-token";

/** Signature algorithms a trusted key can be pinned to. `none` is not among them and never will be. */
export type TokenAlgorithm = "RS256" | "RS384" | "RS512" | "ES256" | "ES384" | "EdDSA" | "HS256";

/** What a dialect demands of a token's header and claims. */
export interface TokenProfile {
  /** Accepted `typ` values, compared case-insensitively; empty = `typ` may be absent or `JWT`. */
  readonly types: readonly string[];
  /** The issuer; null = whatever the trusted key is bound to, but never absent. */
  readonly issuer: string | null;
  /** The audience that must be in `aud`; null = not checked. */
  readonly audience: string | null;
  /** The claim that lists permissions: an array, or a space-separated string. */
  readonly permissionsClaim: "scope" | "roles";
  /** Seconds of tolerance for `exp` and `nbf`, at most 60. */
  readonly leewaySeconds: number;
}

/** A public key (or, for HS256, a shared one) that an API trusts, pinned to one algorithm. */
export interface TrustedKey {
  readonly kid: string;
  readonly alg: TokenAlgorithm;
  /** The key as a JWK. Of an HS256 key this is secret. */
  readonly jwk: Readonly<Record<string, unknown>>;
  /** The issuer this key speaks for; null = the profile's. */
  readonly issuer: string | null;
  /** Left out = somebody else's key. */
  readonly own?: OwnKey;
}

/** What a verified token says. */
export interface VerifiedToken {
  readonly issuer: string;
  readonly subject: string;
  readonly tokenId: string | null;
  readonly issuedAtMs: number | null;
  readonly expiresAtMs: number;
  readonly permissions: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
  /** Left out = signed by somebody else: whatever it says of our keys and tenants is that issuer's word. */
  readonly own?: OwnToken;
}
