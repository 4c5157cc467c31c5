// Whether a request whose credential is a cookie was sent by one of our own pages: browsers add cookies to everybody's requests.
import { type HeaderLine, headerValue } from "@/lib/core/http";
import { isOwnOrigin } from "@/lib/core/origin";
import { cookieValues } from "./cookies";

/** Methods that change nothing (RFC 9110 §9.2.1). */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What `Sec-Fetch-Site` says of our own pages, and of requests that a person made without any page (Fetch Metadata §2.3). */
const OWN_SITES: ReadonlySet<string> = new Set(["same-origin", "none"]);

/**
 * Whether the browser vouches for the page. Fetch metadata decides where there is any, since no page can set it; else the `Origin` must
 * be the host that was addressed. A sibling of our site is somebody else, and so is whoever sends neither header.
 */
function isFromOwnPage(headers: readonly HeaderLine[]): boolean {
  const site = headerValue(headers, "sec-fetch-site");
  if (site !== null) return OWN_SITES.has(site.trim().toLowerCase());
  return isOwnOrigin(headerValue(headers, "origin"), headerValue(headers, "host"));
}

/** Whether a cookie of one of these names may not be believed: the request changes something, and nobody vouches for the page it is from. */
export function isUnvouchedWrite(method: string, headers: readonly HeaderLine[], cookieNames: readonly string[]): boolean {
  if (SAFE_METHODS.has(method) || isFromOwnPage(headers)) return false;
  return cookieNames.some((name) => cookieValues(headers, name).length > 0);
}

/** The header lines without cookies. */
export function withoutCookies(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.filter(([name]) => name.toLowerCase() !== "cookie");
}
