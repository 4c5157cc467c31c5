// Opens Next behind the front door.
import { createServer, type IncomingMessage } from "node:http";
import next from "next";
import type { NextBehind } from "./hand-to-next";

/** Next, and how to close it. */
export interface OpenNext extends NextBehind {
  close(): Promise<void>;
}

/**
 * Prepares Next for requests that the front door hands it. It gets an HTTP server object of its own, never listening: on ours it would
 * take every `Upgrade` request, and one that carries `h2c` would get no answer at all.
 */
export async function openNext(isDevelopment: boolean, dir: string, host: string, port: number): Promise<OpenNext> {
  const own = createServer();
  const app = next({ dev: isDevelopment, dir, hostname: host, port, httpServer: own, quiet: !isDevelopment });
  await app.prepare();
  const answer = app.getRequestHandler();
  return {
    answer,
    // Next leaves other upgrades hanging, for servers around it to take.
    upgrade: (request, socket, head) => isDevelopment && isReloading(request) && own.emit("upgrade", request, socket, head),
    close: () => app.close(),
  };
}

function isReloading({ url }: IncomingMessage): boolean {
  return url?.startsWith("/_next/hmr") ?? false;
}
