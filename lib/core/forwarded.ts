// Whom a request comes from and for which host and scheme: the socket's word, and a proxy's only where that proxy is trusted.
import type { HeaderLine } from "@/lib/core/http";

/** What the connection itself proves. */
export interface Connection {
  /** The address of the socket's other end. */
  readonly address: string;
  readonly isEncrypted: boolean;
}

/** The client as far as it can be believed. */
export interface Client {
  /** Address; IPv4 in dotted form even where the socket maps it into IPv6. */
  readonly peer: string;
  readonly scheme: "http" | "https";
  /** The host the client addressed, as sent; null = none or several. */
  readonly host: string | null;
  /** The transport never left this machine: the socket's peer is loopback, and no trusted proxy named another scheme. */
  readonly isLocal: boolean;
  /** Somebody whose word does not count passed the request on: `peer` may be a proxy, and the client anybody. */
  readonly isRelayed: boolean;
}

/** Headers by which proxies speak for their clients. Trusted or not, they end here: what leaves is made anew. */
const FORWARDING = new Set(["forwarded", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto"]);
const IPV4_MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*)$/i;
const IPV4_WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/;
const IPV6_IN_BRACKETS = /^\[([0-9a-f:.]+)\](?::\d{1,5})?$/i;

/**
 * The client behind a connection. `X-Forwarded-For` is read from its end as long as each speaker is trusted, so that a client can
 * prepend whatever it likes; `X-Forwarded-Proto` and `-Host` count only from a trusted socket peer, the nearest proxy's value.
 */
export function readClient(connection: Connection, headers: readonly HeaderLine[], isTrusted: (address: string) => boolean): Client {
  const socketPeer = plainAddress(connection.address);
  const lines = forwardingLines(headers);
  const scheme = connection.isEncrypted ? "https" : "http";
  const isLocal = isLoopback(socketPeer);
  if (lines.length === 0 || !isTrusted(socketPeer)) {
    return { peer: socketPeer, scheme, host: onlyHost(headers), isLocal, isRelayed: lines.length > 0 };
  }
  const forwardedScheme = listed(lines, "x-forwarded-proto").at(-1)?.toLowerCase();
  const speakers = listed(lines, "x-forwarded-for");
  return {
    peer: lastUntrusted(socketPeer, speakers, isTrusted),
    scheme: forwardedScheme === "https" || forwardedScheme === "http" ? forwardedScheme : scheme,
    host: listed(lines, "x-forwarded-host").at(-1) ?? onlyHost(headers),
    isLocal: isLocal && forwardedScheme === undefined,
    isRelayed: speakers.length === 0,
  };
}

/** Whether a header of that (lower-case) name is a proxy's word about its client. */
export function isForwardingHeader(lowerCaseName: string): boolean {
  return FORWARDING.has(lowerCaseName);
}

/** Whether an address is loopback (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
export function isLoopback(address: string): boolean {
  return address === "::1" || /^127(?:\.\d{1,3}){3}$/.test(address);
}

function lastUntrusted(socketPeer: string, entries: readonly string[], isTrusted: (address: string) => boolean): string {
  let peer = socketPeer;
  for (let index = entries.length - 1; index >= 0 && isTrusted(peer); index -= 1) {
    const address = addressOf(entries[index] ?? "");
    if (address === null) break;
    peer = address;
  }
  return peer;
}

function addressOf(entry: string): string | null {
  const bare = IPV4_WITH_PORT.exec(entry)?.[1] ?? IPV6_IN_BRACKETS.exec(entry)?.[1] ?? entry;
  return ADDRESS.test(bare) ? plainAddress(bare) : null;
}

function plainAddress(address: string): string {
  return IPV4_MAPPED.exec(address)?.[1] ?? address;
}

function forwardingLines(headers: readonly HeaderLine[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (const [name, value] of headers) {
    const first = name.charCodeAt(0) | 0x20;
    if (first !== 0x78 && first !== 0x66) continue;
    const lowerCaseName = name.toLowerCase();
    if (FORWARDING.has(lowerCaseName)) lines.push([lowerCaseName, value]);
  }
  return lines;
}

function listed(lines: readonly HeaderLine[], lowerCaseName: string): string[] {
  return lines
    .filter(([name]) => name === lowerCaseName)
    .flatMap(([, value]) => value.split(","))
    .map((entry) => entry.trim());
}

function onlyHost(headers: readonly HeaderLine[]): string | null {
  let host: string | null = null;
  for (const [name, value] of headers) {
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    if (host !== null) return null;
    host = value;
  }
  return host;
}
