// Origins that a request names: whether one of our own pages sent it, and whether mails may repeat what it was sent to.

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

/**
 * The origin that links in mails begin with where no public one is known: the one that was asked under if it leads to the port that is
 * listened on, else the listening address. Whoever asks for a mail to somebody else can make up the rest of a Host header.
 */
export function mailedOrigin(listening: string, asked: string): string {
  return URL.canParse(asked) && portOf(asked) === portOf(listening) ? new URL(asked).origin : listening;
}

function portOf(origin: string): string {
  const { port, protocol } = new URL(origin);
  return port !== "" ? port : protocol === "https:" ? "443" : "80";
}
