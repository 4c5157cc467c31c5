// The two cookies that a browser keeps of a sign-in, as header lines.
import type { HeaderLine } from "@/lib/core/http";

/** Vendor page 004 §3: the access token is a session cookie. */
export const ACCESS_COOKIE = "access_token";
export const REFRESH_COOKIE = "refresh_token";

/** A refresh token as a cookie keeps it. */
export interface RefreshCookie {
  readonly token: string;
  /** Whole seconds from now. */
  readonly lifeSeconds: number;
}

/**
 * Sets the cookies of what was issued (RFC 6265 §4.1). Scripts cannot read them, and other sites' forms do not send them. Base64url and
 * dots need no quoting.
 */
export function sessionCookies(scheme: "http" | "https", accessToken: string, refresh: RefreshCookie | null): HeaderLine[] {
  const access = line(ACCESS_COOKIE, accessToken, null, scheme);
  return refresh === null ? [access] : [access, line(REFRESH_COOKIE, refresh.token, refresh.lifeSeconds, scheme)];
}

/** Takes both cookies back. A browser replaces a cookie only where name and path are the same. */
export function clearedCookies(scheme: "http" | "https"): HeaderLine[] {
  return [line(ACCESS_COOKIE, "", 0, scheme), line(REFRESH_COOKIE, "", 0, scheme)];
}

function line(name: string, value: string, maxAge: number | null, scheme: "http" | "https"): HeaderLine {
  const life = maxAge === null ? "" : `; Max-Age=${maxAge}`;
  return ["set-cookie", `${name}=${value}; Path=/${life}; HttpOnly; SameSite=Lax${scheme === "https" ? "; Secure" : ""}`];
}
