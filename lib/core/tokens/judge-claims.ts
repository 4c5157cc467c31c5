// What a token's claims must say, once its signature holds.
import type { TokenProfile, VerifiedToken } from "./token-profile";

/** Why a token does not count. */
export type ClaimsRefusal = "invalid_token" | "expired";

/** No profile tolerates clocks further apart. */
const MOST_LEEWAY_SECONDS = 60;

/** The end of the year 9999: a later instant cannot be written in the answers that name it. */
const LAST_SECOND = 253_402_300_799;

/**
 * Judges claims against the profile at an instant. The issuer was compared when the key was chosen; here it must be present. Times
 * hold within the leeway: expired from `exp` + leeway on, not yet valid until `nbf` − leeway, nor until `iat` − leeway: whatever revokes
 * tokens issued up to an instant could not hit one that claims to be of the future.
 */
export function judgeClaims(
  claims: Readonly<Record<string, unknown>>,
  profile: TokenProfile,
  nowMs: number,
): VerifiedToken | ClaimsRefusal {
  const { iss, sub, jti, exp, nbf, iat } = claims;
  const permissions = readPermissions(claims[profile.permissionsClaim]);
  if (!isText(iss) || !isText(sub) || !(jti === undefined || isText(jti))) return "invalid_token";
  if (!isInstant(exp) || !isAbsentOrInstant(nbf) || !isAbsentOrInstant(iat)) return "invalid_token";
  if (permissions === null || !namesAudience(claims.aud, profile.audience)) return "invalid_token";
  const leewaySeconds = leeway(profile);
  const nowSeconds = nowMs / 1000;
  if (nowSeconds < Math.max(nbf ?? 0, iat ?? 0) - leewaySeconds) return "invalid_token";
  if (nowSeconds >= exp + leewaySeconds) return "expired";
  return {
    issuer: iss,
    subject: sub,
    tokenId: jti ?? null,
    issuedAtMs: iat === undefined ? null : Math.floor(iat * 1000),
    expiresAtMs: Math.floor(exp * 1000),
    permissions,
    claims,
  };
}

function leeway(profile: TokenProfile): number {
  return Math.min(Math.max(profile.leewaySeconds, 0), MOST_LEEWAY_SECONDS);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** A NumericDate (RFC 7519 §2): seconds since the epoch, fractions allowed. */
function isInstant(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= LAST_SECOND;
}

function isAbsentOrInstant(value: unknown): value is number | undefined {
  return value === undefined || isInstant(value);
}

/** RFC 7519 §4.1.3: one audience, or a list that contains ours. A malformed `aud` is refused even where none is demanded. */
function namesAudience(aud: unknown, demanded: string | null): boolean {
  if (aud === undefined) return demanded === null;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return audiences.every(isText) && (demanded === null || audiences.includes(demanded));
}

/** A list of names, or names separated by spaces (RFC 8693 §4.2); absent = none. */
function readPermissions(value: unknown): readonly string[] | null {
  if (value === undefined) return [];
  if (typeof value === "string") return value.split(" ").filter((name) => name !== "");
  return Array.isArray(value) && value.every(isText) ? value : null;
}
