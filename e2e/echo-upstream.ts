// An upstream on loopback that answers what it received, so that a test can see what an upstream sees.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface EchoUpstream {
  readonly url: string;
  /** Everything that any request carried in its head since the start, for secret hunts. */
  readonly heads: readonly string[];
  stop(): Promise<void>;
}

/** Longer bodies are counted, not repeated. */
const SHOWN_BODY_BYTES = 2_000;

/** More than any front door lets through. */
const MAX_HEAD_BYTES = 262_144;

/** Starts one. `/status/{n}` answers with that status, `…/slow` after a minute, everything else 200. */
export async function startEchoUpstream(): Promise<EchoUpstream> {
  const heads: string[] = [];
  const server = createServer({ maxHeaderSize: MAX_HEAD_BYTES }, async (request, response) => {
    heads.push(`${request.method} ${request.url}\n${request.rawHeaders.join("\n")}`);
    const chunks: Buffer[] = [];
    let bodyBytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bodyBytes += chunk.length;
      if (bodyBytes <= SHOWN_BODY_BYTES) chunks.push(chunk);
    }
    if (request.url?.endsWith("/slow")) await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    const status = Number(/\/status\/(\d{3})$/.exec(request.url ?? "")?.[1] ?? 200);
    const body = Buffer.concat(chunks).toString("utf8");
    response.writeHead(status, { "content-type": "application/json", "x-upstream": "echo" });
    response.end(JSON.stringify({ echo: { method: request.method, target: request.url, headers: request.headers, body, bodyBytes } }));
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heads, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
