// When a token of ours counts, and as what it can be revoked.
import type { JsonObject } from "@/lib/core/json";

/** The span of one token. */
export interface TokenSpan {
  readonly tokenId: string;
  readonly issuedAtMs: number;
  readonly expiresAtSeconds: number;
}

/**
 * The claims that say it. `iat` counts seconds (RFC 7519 §4.1.6), within which a revocation and a new sign-in may both fall, so `kft`
 * says the millisecond.
 */
export function spanClaims({ tokenId, issuedAtMs, expiresAtSeconds }: TokenSpan): JsonObject {
  return { exp: expiresAtSeconds, iat: Math.floor(issuedAtMs / 1000), jti: tokenId, kft: issuedAtMs };
}

/** The instant that `kft` says, or null. */
export function readIssueInstant({ kft }: Readonly<Record<string, unknown>>): number | null {
  return typeof kft === "number" && Number.isSafeInteger(kft) ? kft : null;
}
