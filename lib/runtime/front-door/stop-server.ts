// Stops a listener: no new connection, requests in flight to their end, the rest cut off at the limit.
import type { Server } from "node:http";
import type { Duplex } from "node:stream";

const SWEEP_MS = 50;

/** Resolves when every connection is closed, at the latest shortly after `limitMs`. `detached` are sockets that the server let go of. */
export function stopServer(server: Server, detached: Set<Duplex>, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A connection becomes idle when its last answer has left; nobody else would close it then.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const cut = setTimeout(() => {
      server.closeAllConnections();
      for (const socket of detached) socket.destroy();
    }, limitMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      for (const socket of detached) socket.destroy();
      resolve();
    });
    server.closeIdleConnections();
  });
}
