// Sends a decided request to its upstream and waits for the head, within the time the API allows.
import type { Dispatcher } from "undici";
import type { BodyFraming } from "@/lib/core/gateway/body-framing";
import { signedCallerHeaders } from "@/lib/core/gateway/caller-headers";
import { upstreamHeaders } from "@/lib/core/gateway/upstream-headers";
import type { RawRequest } from "@/lib/core/http";
import type { WatchedCall } from "./call-watch";
import { Exchange, type ExchangeOutcome } from "./exchange";
import type { Passage } from "./passage";
import { type UploadWatch, watchedUpload } from "./upload";
import type { Upstreams } from "./upstreams";

/** What goes upstream besides the request itself. */
export interface Call {
  readonly request: RawRequest;
  readonly passage: Passage;
  readonly framing: BodyFraming;
  /** The protocol to switch to; null = an ordinary request. */
  readonly upgrade: "websocket" | null;
}

/**
 * The outcome of the call; never rejects. The time for the head counts from the start and anew from each piece of the body that
 * was handed over, and stands still while the client is the one who is waited for. When the client goes away the call ends.
 */
export function callUpstream(call: Call, upstreams: Upstreams): Promise<ExchangeOutcome> {
  const { request, passage } = call;
  const { dispatcher, basePath } = upstreams.route(passage.api);
  const exchange = new Exchange(request.method, () => upstreams.watch.release(place));
  const patience = new Patience(call, exchange, () => upstreams.nowMs());
  const place = upstreams.watch.add(patience);
  const options: Dispatcher.DispatchOptions = {
    method: request.method as Dispatcher.HttpMethod,
    path: basePath + targetOf(call),
    headers: headerPairs(call, basePath, upstreams),
    // undici reads async iterables (its documentation says so); only its type declaration leaves them out.
    body: bodyOf(call, patience) as unknown as Dispatcher.DispatchOptions["body"],
    upgrade: call.upgrade,
  };
  passage.usage.whenSafe(() => send(dispatcher, options, exchange));
  return exchange.outcome;
}

function send(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions, exchange: Exchange): void {
  try {
    dispatcher.dispatch(options, exchange);
  } catch (error) {
    exchange.giveUp("unsendable", error instanceof Error ? error : new Error(String(error)));
  }
}

function targetOf({ request, passage }: Call): string {
  // `/path?` and `/path` are two targets: the mark is kept even where nothing follows it.
  return passage.query !== "" || request.target.endsWith("?") ? `${passage.path}?${passage.query}` : passage.path;
}

function headerPairs({ request, passage, framing }: Call, basePath: string, upstreams: Upstreams): string[] {
  const signed = { method: request.method, path: basePath + passage.path, atSeconds: Math.floor(upstreams.nowMs() / 1000) };
  const lines = upstreamHeaders(request.headers, {
    dialect: passage.api.dialect,
    requestId: passage.requestId,
    peer: request.peer,
    scheme: request.scheme,
    caller: signedCallerHeaders(passage.caller, signed, upstreams.signer(passage.api.id)),
    added: upstreams.addedHeaders(passage.api.id),
  });
  const pairs: string[] = [];
  for (const [name, value] of lines) pairs.push(name, value);
  if (framing.kind === "sized") pairs.push("content-length", String(framing.bytes));
  return pairs;
}

function bodyOf({ request, passage, framing }: Call, watch: UploadWatch): AsyncIterable<Uint8Array> | null {
  if (framing.kind === "none" || (framing.kind === "sized" && framing.bytes === 0)) return null;
  return watchedUpload(() => request.body(), passage.api.settings.maxBodyBytes, watch);
}

/** How long one call may still wait, and for whom. */
class Patience implements WatchedCall, UploadWatch {
  readonly #request: RawRequest;
  readonly #exchange: Exchange;
  readonly #nowMs: () => number;
  readonly #timeoutMs: number;
  #deadlineMs: number;

  constructor({ request, passage }: Call, exchange: Exchange, nowMs: () => number) {
    this.#request = request;
    this.#exchange = exchange;
    this.#nowMs = nowMs;
    this.#timeoutMs = passage.api.settings.upstreamTimeoutSeconds * 1000;
    this.#deadlineMs = nowMs() + this.#timeoutMs;
  }

  look(nowMs: number): void {
    if (this.#request.signal.aborted) {
      this.#exchange.giveUp("client_gone", new Error("The client went away"));
    } else if (nowMs >= this.#deadlineMs && this.#exchange.isWaiting) {
      this.#exchange.giveUp("timeout", new Error(`The upstream was silent for ${this.#timeoutMs} ms`));
    }
  }

  onAsk(): void {
    this.#deadlineMs = Number.POSITIVE_INFINITY;
  }

  onPiece(): void {
    this.#deadlineMs = this.#nowMs() + this.#timeoutMs;
  }

  onOverrun(): void {
    this.#exchange.giveUp("overrun", new Error("The body is longer than the API allows"));
  }

  onBreak(cause: unknown): void {
    this.#exchange.giveUp("client_gone", new Error("The client's body broke off", { cause }));
  }
}
