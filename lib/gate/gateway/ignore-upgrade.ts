// Lets a server that listens for upgrades answer the ones it ignores as the ordinary requests they also are.
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";

/**
 * Hands the connection back to its server with the same request without its upgrade. Node knows no other way: a server with an
 * `upgrade` listener gets every request with an `Upgrade` line there, its parser detached (`h2c` from curl and Java clients is one).
 * `head` is what was read behind the request's head, its body included.
 */
export function ignoreUpgrade(server: Server, request: IncomingMessage, socket: Duplex, head: Uint8Array): void {
  const lines: string[] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? "";
    const value = request.rawHeaders[index + 1] ?? "";
    if (!/^(upgrade|http2-settings)$/i.test(name)) lines.push(`${name}: ${/^connection$/i.test(name) ? withoutUpgrade(value) : value}\r\n`);
  }
  const text = `${request.method} ${request.url} HTTP/${request.httpVersion}\r\n${lines.join("")}\r\n`;
  socket.unshift(Buffer.concat([Buffer.from(text, "latin1"), head]));
  // An HTTPS server parses HTTP on connections whose handshake is done; "connection" would begin a second handshake.
  server.emit(socket instanceof TLSSocket ? "secureConnection" : "connection", socket);
}

/** The other options of a `Connection` line stay; an empty line would be malformed. */
function withoutUpgrade(value: string): string {
  const kept = value.split(",").filter((token) => !/^\s*(upgrade|http2-settings)\s*$/i.test(token));
  return kept.length === 0 ? "keep-alive" : kept.join(",").trim();
}
