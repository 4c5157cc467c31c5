// Upgrade requests: WebSocket handshakes go to the gate, every other upgrade is ignored and served as an ordinary request.
import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { ignoreUpgrade } from "@/lib/gate/gateway/ignore-upgrade";
import { isWebSocketHandshake } from "@/lib/gate/gateway/upgrade";
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
  const reception = upgrading.receive(request);
  if (!isWebSocketHandshake(request.method ?? "", reception.headers)) {
    ignoreUpgrade(upgrading.server, request, socket, head);
    return;
  }
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
