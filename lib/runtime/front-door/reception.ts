// Receives a request: who sends it, what it addresses, and whether its head alone refuses it.
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import type { Catalogue } from "@/lib/core/catalogue";
import type { Denial } from "@/lib/core/denials/denial";
import { readClient } from "@/lib/core/forwarded";
import { addressIn, type Block } from "@/lib/core/grants/addresses";
import type { HeaderLine } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { addressedPath, judgeHead } from "@/lib/core/request-guard";
import { requestId } from "@/lib/core/request-id";
import { createRouter, type Route, type Router } from "@/lib/core/routing";
import { headerLines } from "@/lib/runtime/mounts/node-mount";

/** How this instance is reached. */
export interface ReceptionSettings {
  /** The instance's own names and addresses beside loopback. */
  readonly instanceHosts: ReadonlySet<string>;
  /** Whose `X-Forwarded-*` is believed. */
  readonly trustedProxies: readonly Block[];
}

/** A request before anything has been done for it. */
export interface Reception {
  readonly method: string;
  readonly context: RequestContext;
  /** Raw lines without those that only Keyfuse and Next may set. */
  readonly headers: readonly HeaderLine[];
  /** The host the client addressed. */
  readonly host: string | null;
  /** Whoever passed it on is not believed: the client is not known. */
  readonly isRelayed: boolean;
  readonly route: Route;
  /** Why the head alone refuses it; null = it does not. */
  readonly refusal: Denial | null;
}

const NINE_DIGITS = 1_000_000_000;

/** A function that receives requests; the router follows the catalogue's version. */
export function createReception(catalogue: () => Catalogue, settings: ReceptionSettings): (request: IncomingMessage) => Reception {
  const isTrusted = (address: string) => addressIn(address, settings.trustedProxies);
  let routedVersion = catalogue().version;
  let router: Router = createRouter(catalogue(), settings.instanceHosts);
  return (request) => {
    const current = catalogue();
    if (current.version !== routedVersion) {
      router = createRouter(current, settings.instanceHosts);
      routedVersion = current.version;
    }
    const headers = headerLines(request.rawHeaders);
    const { socket, method = "GET", url: target = "/" } = request;
    const connection = { address: socket.remoteAddress ?? "", isEncrypted: socket instanceof TLSSocket };
    const { host, peer, scheme, isLocal, isRelayed } = readClient(connection, headers, isTrusted);
    const route = router(host, addressedPath(target));
    const refusal = judgeHead({ method, target, headers }, route.kind === "api" ? route : null);
    const id = requestId(Date.now(), Math.floor(Math.random() * NINE_DIGITS));
    const api = route.kind === "api" ? route.api.slug : null;
    const reached = route.kind === "misdirected" || host === null ? {} : { host: host.trim().toLowerCase() };
    const context = { requestId: id, peer, scheme, isLocal, api, path: route.path, hasRawCase: true, ...reached };
    return { method, context, headers, host, isRelayed, route, refusal };
  };
}
