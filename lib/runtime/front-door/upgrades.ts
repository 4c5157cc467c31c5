// Upgrade requests: WebSocket handshakes go to the gate, every other upgrade is ignored and served as an ordinary request.
import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import { Server as HttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { answerRequest, type Sources } from "./answer-request";
import type { Reception } from "./reception";

/** Decides a WebSocket handshake like any request, then joins the sockets, or refuses in plain HTTP. Never rejects. */
export type GateUpgrade = (request: RawRequest, context: RequestContext, socket: Duplex, head: Uint8Array) => Promise<unknown>;

/** How upgrades are served. */
export interface Upgrading {
  readonly server: Server;
  readonly receive: (request: IncomingMessage) => Reception;
  readonly sources: Sources;
  /** null = no WebSockets: every handshake is answered 501. */
  readonly gateUpgrade: GateUpgrade | null;
}

/** Serves one upgrade request, whose socket the server has let go of. */
export function serveUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, upgrading: Upgrading): void {
  socket.on("error", () => socket.destroy());
  if (!isWebSocketHandshake(request)) {
    serveAsOrdinary(request, socket, head, upgrading.server);
    return;
  }
  const reception = upgrading.receive(request);
  const { sources, gateUpgrade } = upgrading;
  const isServable = reception.refusal === null && reception.route.kind === "api" && reception.route.api.upstream !== null;
  if (gateUpgrade !== null && isServable) {
    void gateUpgrade(new UpgradeRequest(request, socket, reception), reception.context, socket, head);
  } else if (!(reception.route.kind === "page" && sources.next.upgrade(request, socket, head))) {
    void refuseOnSocket(request, socket, reception, sources);
  }
}

/** A CONNECT request is refused like any other (its target is no path), on the socket that Node leaves to us. */
export function refuseConnect(request: IncomingMessage, socket: Duplex, upgrading: Upgrading): void {
  socket.on("error", () => socket.destroy());
  void refuseOnSocket(request, socket, upgrading.receive(request), upgrading.sources);
}

function isWebSocketHandshake(request: IncomingMessage): boolean {
  return request.method === "GET" && request.headers.upgrade?.trim().toLowerCase() === "websocket";
}

/**
 * With an `upgrade` listener Node stops parsing at the head of *any* request with an `Upgrade` header. The head is put back without
 * that header, and the server reads the connection anew, body included.
 */
function serveAsOrdinary(request: IncomingMessage, socket: Duplex, head: Buffer, server: Server): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? "";
    if (!UPGRADE_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${request.rawHeaders[index + 1]}`);
  }
  if (/\bclose\b/i.test(request.headers.connection ?? "")) lines.push("connection: close");
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit(server instanceof HttpsServer ? "secureConnection" : "connection", socket);
}

const UPGRADE_HEADERS = new Set(["upgrade", "connection", "http2-settings"]);

async function refuseOnSocket(request: IncomingMessage, socket: Duplex, reception: Reception, sources: Sources): Promise<void> {
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  response.assignSocket(socket as Parameters<ServerResponse["assignSocket"]>[0]);
  response.once("finish", () => socket.end());
  await answerRequest(request, response, reception, sources);
}

/** A handshake as the gate reads it: it has no body, and ends with its socket. */
class UpgradeRequest implements RawRequest {
  readonly method = "GET";
  readonly target: string;
  readonly peer: string;
  readonly scheme: "http" | "https";
  readonly isLocal: boolean;
  readonly headers: RawRequest["headers"];
  readonly signal: AbortSignal;

  constructor(request: IncomingMessage, socket: Duplex, { context, headers }: Reception) {
    this.target = request.url ?? "/";
    this.peer = context.peer;
    this.scheme = context.scheme;
    this.isLocal = context.isLocal;
    this.headers = headers;
    const abort = new AbortController();
    socket.once("close", () => abort.abort());
    this.signal = abort.signal;
  }

  async *body(): AsyncIterable<Uint8Array> {}
}
