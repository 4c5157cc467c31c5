// The security headers of pages: what a browser may load, embed and tell others.
import type { HeaderLine } from "@/lib/core/http";

/**
 * The policy for one page view: scripts and styles only from this origin or with this view's nonce, nothing embedded, no page that
 * frames it, forms only to this origin.
 */
export function contentSecurityPolicy(nonce: string, scheme: "http" | "https"): string {
  const directives = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  if (scheme === "https") directives.push("upgrade-insecure-requests");
  return directives.join("; ");
}

/** Everything a page answers with besides its own headers. HSTS only over HTTPS: elsewhere browsers must ignore it (RFC 6797 §7.2). */
export function pageSecurityHeaders(policy: string, scheme: "http" | "https"): HeaderLine[] {
  const headers: HeaderLine[] = [
    ["content-security-policy", policy],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"],
    ["cross-origin-opener-policy", "same-origin"],
    ["x-frame-options", "DENY"],
  ];
  if (scheme === "https") headers.push(["strict-transport-security", "max-age=31536000; includeSubDomains"]);
  return headers;
}

/** The nonce in a policy, for what a page adds to itself. */
export function readNonce(policy: string | null): string | undefined {
  return policy === null ? undefined : /'nonce-([^']+)'/.exec(policy)?.[1];
}
