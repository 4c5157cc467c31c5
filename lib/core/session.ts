// What a console session says, and when it is over.

/** How long sessions last, as owners decide (lib/core/settings/security.ts). */
export interface SessionLimits {
  /** Without a page view for this long a session ends. */
  readonly idleMinutes: number;
  /** So long after the sign-in it ends whatever happened. */
  readonly sessionHours: number;
}

/** The claims of a session token. */
export interface SessionClaims {
  /** UUID of the session: what is stored of it says whether it still stands. */
  readonly sessionId: string;
  /** UUID of the member. */
  readonly memberId: string;
  /** The member's session version at the sign-in: sign-out, a new role and disablement each raise it. */
  readonly version: number;
  readonly signedInAtMs: number;
}

/** What is stored of a session and of its member now. */
export interface StoredSession {
  readonly memberId: string;
  readonly memberVersion: number;
  readonly isMemberDisabled: boolean;
  readonly lastSeenAtMs: number;
}

/** The claims in the payload of a token whose seal held, or null. */
export function readSessionClaims(payload: Readonly<Record<string, unknown>>): SessionClaims | null {
  const { sub, sid, version, signedInAtMs } = payload;
  if (typeof sub !== "string" || typeof sid !== "string" || !Number.isInteger(version) || !Number.isInteger(signedInAtMs)) return null;
  return { sessionId: sid, memberId: sub, version: Number(version), signedInAtMs: Number(signedInAtMs) };
}

/** Whole seconds until the session ends for good; 0 or less = it is over. */
function remainingLifeSeconds({ signedInAtMs }: SessionClaims, { sessionHours }: SessionLimits, nowMs: number): number {
  return Math.floor((signedInAtMs - nowMs) / 1000) + sessionHours * 3600;
}

/** How long a token made now stays valid, in seconds: until the session has been idle too long, never beyond its life. */
export function tokenLifeSeconds(claims: SessionClaims, limits: SessionLimits, nowMs: number): number {
  return Math.min(limits.idleMinutes * 60, remainingLifeSeconds(claims, limits, nowMs));
}

/** Whether the session still stands, given what is stored of it (null = nothing any more). */
export function isSessionCurrent(claims: SessionClaims, stored: StoredSession | null, limits: SessionLimits, nowMs: number): boolean {
  return (
    stored !== null &&
    stored.memberId === claims.memberId &&
    stored.memberVersion === claims.version &&
    !stored.isMemberDisabled &&
    claims.signedInAtMs <= nowMs &&
    remainingLifeSeconds(claims, limits, nowMs) > 0 &&
    nowMs - stored.lastSeenAtMs < limits.idleMinutes * 60_000
  );
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
