// Whether a request that changes something was sent by one of our own pages.

/**
 * Compares the `Origin` a browser sent with the host that was addressed. Without one, or with `null` (sandboxed frames, redirects from
 * elsewhere), nobody vouches for the page. Schemes are not compared: behind a proxy that ends TLS ours would be the wrong one.
 */
export function isOwnOrigin(origin: string | null, host: string | null): boolean {
  if (origin === null || host === null || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return originHost === withoutDefaultPort(host.trim().toLowerCase(), protocol);
}

function withoutDefaultPort(host: string, protocol: string): string {
  const suffix = protocol === "https:" ? ":443" : ":80";
  return host.endsWith(suffix) ? host.slice(0, -suffix.length) : host;
}
