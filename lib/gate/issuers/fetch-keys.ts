// Fetches the key set of an external issuer: only from where may be connected to, small, soon, and without being sent elsewhere.
import { Agent, type Dispatcher, request } from "undici";
import type { Json } from "@/lib/core/http";
import { isJsonObject } from "@/lib/core/json";
import { isKeysUrl } from "@/lib/core/schemas/external-issuer";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import { checkedConnector, createAddressPolicy } from "@/lib/gate/gateway/upstream-address";

/** All that one look may take, in milliseconds: the client whose token caused it waits as long. */
export const FETCH_WITHIN_MS = 2000;
/** A longer document is no key set that anybody needs. */
export const MOST_DOCUMENT_BYTES = 65_536;

/** Where connections may go. */
export interface FetchOptions {
  readonly allowPrivate: readonly string[];
  readonly allowLoopback: boolean;
}

/** Reads key sets. */
export interface KeyFetcher {
  /** The document, unjudged. Rejects when there is none, in time and whole. */
  fetch(from: Pick<ExternalIssuer, "issuer" | "jwksUrl">): Promise<Json>;
  close(): Promise<void>;
}

/** Opens nothing yet. Addresses are judged and pinned as those of upstreams are. */
export function createKeyFetcher({ allowPrivate, allowLoopback }: FetchOptions): KeyFetcher {
  const connect = checkedConnector(createAddressPolicy(allowPrivate, allowLoopback), FETCH_WITHIN_MS);
  const dispatcher = new Agent({ connect, connections: 2, pipelining: 1, keepAliveTimeout: 1000, keepAliveMaxTimeout: 1000 });
  return {
    fetch: async ({ issuer, jwksUrl }) => {
      const signal = AbortSignal.timeout(FETCH_WITHIN_MS);
      return readDocument(jwksUrl ?? (await discover(issuer, dispatcher, signal)), dispatcher, signal);
    },
    close: () => dispatcher.destroy(),
  };
}

/**
 * Where the issuer's own document says that its keys are (OpenID Connect Discovery 1.0 §4); without one, where ours would be. A document
 * about another issuer is no document of this one (§4.3).
 */
async function discover(issuer: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<string> {
  const base = issuer.replace(/\/$/, "");
  const found = await readDocument(`${base}/.well-known/openid-configuration`, dispatcher, signal).catch((fault: unknown) => {
    if (signal.aborted) throw fault;
    return null;
  });
  if (found === null) return `${base}/.well-known/jwks.json`;
  const { issuer: named, jwks_uri: jwksUrl } = isJsonObject(found) ? found : {};
  if (named !== issuer) throw new Error("The discovery document is of another issuer");
  if (typeof jwksUrl !== "string" || !isKeysUrl(jwksUrl)) throw new Error("The discovery document names no place of keys");
  return jwksUrl;
}

/** undici follows no redirect unless it is told to: any status but 200 is a failure. */
async function readDocument(url: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<Json> {
  const { statusCode, body } = await request(url, {
    dispatcher,
    signal,
    headers: { accept: "application/json", "accept-encoding": "identity" },
  });
  // To give a body up is an error to it, and one that nobody hears would end the process.
  body.on("error", () => {});
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    if (statusCode !== 200) throw new Error(`The answer has the status ${statusCode}`);
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      size += piece.byteLength;
      if (size > MOST_DOCUMENT_BYTES) throw new Error(`The answer has more than ${MOST_DOCUMENT_BYTES} bytes`);
      pieces.push(piece);
    }
  } finally {
    // Whatever is left of it is not wanted; the connection goes with it.
    body.destroy();
  }
  return JSON.parse(Buffer.concat(pieces).toString("utf8")) as Json;
}
