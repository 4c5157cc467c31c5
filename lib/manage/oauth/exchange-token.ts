// Exchanges a token of ours for one that may do less (RFC 8693): never more, for nobody else, and no longer.
import type { NarrowedToken } from "@/lib/core/oauth/narrow-token";
import { type IssuedToken, issueToken } from "@/lib/manage/tokens/issue-token";
import type { World } from "@/lib/manage/world";

/** How long an exchanged token lives at most, in seconds. */
const LIFE_SECONDS = 3600;

/**
 * Issues it. Its `iat` stays the subject token's: it must not be later than a revocation that hits that one, which is why none is looked
 * for here.
 */
export function exchangeToken(world: World, { type, claims, notAfterMs }: NarrowedToken): Promise<IssuedToken> {
  const isOfKey = typeof claims.kfk === "string";
  return issueToken(world, {
    tenantId: isOfKey || typeof claims.tid !== "string" ? null : claims.tid,
    signingKeyId: null,
    lifeSeconds: LIFE_SECONDS,
    notAfterMs,
    subjects: [],
    claimsOf: ({ tokenId, expiresAtSeconds }) => ({ type, claims: { ...claims, jti: tokenId, exp: expiresAtSeconds } }),
  });
}
