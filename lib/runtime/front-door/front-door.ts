// The front door: one HTTP(S) listener that every request passes first.
import http, { type IncomingMessage, type Server, type ServerResponse } from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { logAccess } from "./access-log";
import { answerRequest, type Sources } from "./answer-request";
import { answerClientError, type ResponsesUnderWay } from "./client-errors";
import { createReception, type ReceptionSettings } from "./reception";
import { stopServer } from "./stop-server";
import { type GateUpgrade, refuseConnect, serveUpgrade, type Upgrading } from "./upgrades";

/** How the front door listens. */
export interface FrontDoorSettings extends ReceptionSettings {
  /** PEM texts; null = plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

export interface FrontDoor {
  /** Listens and resolves with the address; rejects when the port cannot be had. */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Stops accepting, lets requests in flight finish, then closes what is left after `limitMs`. */
  stop(limitMs: number): Promise<void>;
}

/**
 * Heads larger than what the guard admits still reach it, to be refused in the dialect; beyond this Node answers 431. A head must
 * arrive within 15 s and a whole request within 5 min, so that slow clients cannot hold connections for ever.
 */
const LISTENER_OPTIONS = {
  joinDuplicateHeaders: true,
  maxHeaderSize: 65_536,
  headersTimeout: 15_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
} as const;

/** Builds the listener; nothing is bound yet. */
export function createFrontDoor(settings: FrontDoorSettings, sources: Sources, gateUpgrade: GateUpgrade | null): FrontDoor {
  const receive = createReception(sources.published.catalogue, settings);
  const underWay: ResponsesUnderWay = new WeakMap();
  const detached = new Set<Duplex>();
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const reception = receive(request);
    underWay.set(request.socket, response);
    logAccess(sources.log, reception, request.method ?? "", response);
    void answerRequest(request, response, reception, sources);
  };
  const server = createListener(settings, serve);
  // Node forgets header lines beyond this count; the guard counts them itself.
  server.maxHeadersCount = 0;
  const upgrading: Upgrading = { server, receive, sources, gateUpgrade };
  server.on("checkContinue", serve);
  server.on("clientError", (error, socket) => answerClientError(error, socket, underWay));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    track(detached, socket);
    serveUpgrade(request, socket, head, upgrading);
  });
  server.on("connect", (request: IncomingMessage, socket: Duplex) => {
    track(detached, socket);
    refuseConnect(request, socket, upgrading);
  });
  return {
    listen: (port, host) => listen(server, port, host),
    stop: (limitMs) => stopServer(server, detached, limitMs),
  };
}

function createListener({ tls }: FrontDoorSettings, serve: (request: IncomingMessage, response: ServerResponse) => void): Server {
  if (tls === null) return http.createServer(LISTENER_OPTIONS, serve);
  return https.createServer({ ...LISTENER_OPTIONS, ...tls, minVersion: "TLSv1.2" }, serve);
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

function track(detached: Set<Duplex>, socket: Duplex | Socket): void {
  detached.add(socket);
  socket.once("close", () => detached.delete(socket));
}
