// The connections to upstreams: one pool per origin, opened only to addresses that may be connected to.
import { createHmac } from "node:crypto";
import { type Dispatcher, Pool } from "undici";
import type { Api } from "@/lib/core/catalogue";
import type { Sign } from "@/lib/core/gateway/caller-headers";
import type { HeaderLine } from "@/lib/core/http";
import type { Clock } from "@/lib/ports/gate-ports";
import { CallWatch } from "./call-watch";
import { checkedConnector, createAddressPolicy } from "./upstream-address";

/** A call to an upstream that failed, for the operator's log: never shown to a client. */
export interface UpstreamFailure {
  readonly apiSlug: string;
  readonly requestId: string;
  readonly error: Error;
}

/** What the pools need to know. */
export interface UpstreamOptions {
  /** CIDR blocks that may be connected to although they are not public. */
  readonly allowPrivate: readonly string[];
  readonly allowLoopback: boolean;
  readonly clock: Clock;
  /** The secret under which an API's caller headers are signed; null = they go unsigned. */
  signingSecret(apiId: string): string | Uint8Array | null;
  /** HMAC-SHA-256 under a secret, laid out once and used for every call; node's own where none is given. */
  signWith?(secret: string | Uint8Array): Sign;
  /** Lines an API adds for its upstream. They are secret: no log or answer shows them. */
  upstreamHeaders(apiId: string): readonly HeaderLine[];
  /** Called for each failed call that was not the client's doing. */
  onFailure?(failure: UpstreamFailure): void;
}

/** Where an API's requests go. */
interface UpstreamRoute {
  readonly dispatcher: Dispatcher;
  /** Path of the upstream's base URL without its trailing slash; empty for a bare origin. */
  readonly basePath: string;
}

/** Every upstream of the process. */
export interface Upstreams {
  /** The route to that API's upstream. Throws where it is no http(s) URL: such an API has no upstream to forward to. */
  route(api: Api): UpstreamRoute;
  /** Signs under the API's secret; null where it has none. */
  signer(apiId: string): Sign | null;
  addedHeaders(apiId: string): readonly HeaderLine[];
  nowMs(): number;
  /** Looks after the calls under way. */
  readonly watch: CallWatch;
  reportFailure(failure: UpstreamFailure): void;
  /** Ends every connection at once; calls under way fail. To be called when the listener has drained. */
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 10_000;

/** Opens nothing yet: a pool comes with the first request to its origin. Throws on an unreadable block in `allowPrivate`. */
export function createUpstreams(options: UpstreamOptions): Upstreams {
  const connect = checkedConnector(createAddressPolicy(options.allowPrivate, options.allowLoopback), CONNECT_TIMEOUT_MS);
  const pools = new Map<string, Pool>();
  const routes = new Map<string, UpstreamRoute>();
  const signers = new Map<string, { readonly secret: string | Uint8Array; readonly sign: Sign }>();
  const signWith = options.signWith ?? hmacSigner;
  const watch = new CallWatch(() => options.clock.nowMs());

  function poolOf(origin: string): Pool {
    const known = pools.get(origin);
    if (known !== undefined) return known;
    // The head has a timer of its own that knows of uploads under way; a body may pause for hours (server-sent events).
    const pool = new Pool(origin, { connect, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
    pools.set(origin, pool);
    return pool;
  }

  function openRoute(upstream: string): UpstreamRoute {
    const url = new URL(upstream);
    if (url.protocol !== "http:" && url.protocol !== "https:") throw new Error(`${url.protocol} upstreams cannot be forwarded to`);
    const route = { dispatcher: poolOf(url.origin), basePath: url.pathname.replace(/\/$/, "") };
    routes.set(upstream, route);
    return route;
  }

  return {
    route: ({ upstream, slug }) => {
      if (upstream === null) throw new Error(`The API ${slug} has no upstream`);
      return routes.get(upstream) ?? openRoute(upstream);
    },
    signer(apiId) {
      const secret = options.signingSecret(apiId);
      if (secret === null) return null;
      const known = signers.get(apiId);
      if (known?.secret === secret) return known.sign;
      const sign = signWith(secret);
      signers.set(apiId, { secret, sign });
      return sign;
    },
    addedHeaders: (apiId) => options.upstreamHeaders(apiId),
    nowMs: () => options.clock.nowMs(),
    watch,
    reportFailure: (failure) => options.onFailure?.(failure),
    async close() {
      watch.stop();
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function hmacSigner(secret: string | Uint8Array): Sign {
  return (text) => createHmac("sha256", secret).update(text).digest("hex");
}
