// What a console session says, and when it is over.

/** Without a page view for this long a session ends. */
export const SESSION_IDLE_SECONDS = 2 * 3600;
/** So long after the sign-in it ends whatever happened. */
export const SESSION_LIFE_SECONDS = 12 * 3600;

/** The claims of a session token. */
export interface SessionClaims {
  /** UUID of the member. */
  readonly memberId: string;
  /** The member's session version at the sign-in: sign-out, a new role and a new password each raise it. */
  readonly version: number;
  readonly signedInAtMs: number;
}

/** The claims in the payload of a token whose seal held, or null. */
export function readSessionClaims(payload: Readonly<Record<string, unknown>>): SessionClaims | null {
  const { sub, version, signedInAtMs } = payload;
  if (typeof sub !== "string" || !Number.isInteger(version) || !Number.isInteger(signedInAtMs)) return null;
  return { memberId: sub, version: Number(version), signedInAtMs: Number(signedInAtMs) };
}

/** Whole seconds until the session ends for good; 0 or less = it is over. */
export function remainingLifeSeconds({ signedInAtMs }: SessionClaims, nowMs: number): number {
  return Math.floor((signedInAtMs - nowMs) / 1000) + SESSION_LIFE_SECONDS;
}

/** How long a token made now stays valid: until the session has been idle too long, never beyond its life. */
export function tokenLifeSeconds(claims: SessionClaims, nowMs: number): number {
  return Math.min(SESSION_IDLE_SECONDS, remainingLifeSeconds(claims, nowMs));
}

/** Whether the session still stands for a member whose current version is that (null = there is no such member). */
export function isSessionCurrent(claims: SessionClaims, currentVersion: number | null, nowMs: number): boolean {
  return claims.version === currentVersion && claims.signedInAtMs <= nowMs && remainingLifeSeconds(claims, nowMs) > 0;
}

/**
 * The name of the session cookie. Over HTTPS its prefix makes browsers accept it from this very host alone, for all paths and
 * with `Secure` (RFC 6265bis §4.1.3.2).
 */
export function sessionCookieName(isSecure: boolean): string {
  return isSecure ? "__Host-keyfuse-session" : "keyfuse-session";
}

/** Both names that the cookie may have. */
export const SESSION_COOKIE_NAMES: readonly string[] = [sessionCookieName(false), sessionCookieName(true)];
