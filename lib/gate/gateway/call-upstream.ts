// Sends a decided request to its upstream and waits for the head, within the time the API allows.
import type { Dispatcher } from "undici";
import type { BodyFraming } from "@/lib/core/gateway/body-framing";
import { signedCallerHeaders } from "@/lib/core/gateway/caller-headers";
import { upstreamHeaders } from "@/lib/core/gateway/upstream-headers";
import type { RawRequest } from "@/lib/core/http";
import { Exchange, type ExchangeOutcome } from "./exchange";
import type { Passage } from "./passage";
import { watchedUpload } from "./upload";
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
  const timer = headTimer(passage.api.settings.upstreamTimeoutSeconds, () =>
    exchange.giveUp("timeout", new Error(`No answer within ${passage.api.settings.upstreamTimeoutSeconds} s`)),
  );
  const leave = () => exchange.giveUp("client_gone", new Error("The client went away"));
  const exchange = new Exchange(request.method, () => {
    timer.stop();
    request.signal.removeEventListener("abort", leave);
  });
  request.signal.addEventListener("abort", leave, { once: true });
  timer.start();
  dispatcher.dispatch(
    {
      method: request.method,
      path: basePath + targetOf(call),
      headers: headerPairs(call, basePath, upstreams),
      // undici reads async iterables (its documentation says so); only its type declaration leaves them out.
      body: bodyOf(call, exchange, timer) as unknown as Dispatcher.DispatchOptions["body"],
      upgrade: call.upgrade,
    },
    exchange,
  );
  void exchange.outcome.then(() => timer.stop());
  return exchange.outcome;
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
  const pairs = lines.flat();
  if (framing.kind === "sized") pairs.push("content-length", String(framing.bytes));
  return pairs;
}

function bodyOf({ request, passage, framing }: Call, exchange: Exchange, timer: HeadTimer): AsyncIterable<Uint8Array> | null {
  if (framing.kind === "none" || (framing.kind === "sized" && framing.bytes === 0)) return null;
  return watchedUpload(() => request.body(), passage.api.settings.maxBodyBytes, {
    onAsk: () => timer.stop(),
    onPiece: () => {
      if (exchange.isWaiting) timer.start();
    },
    onOverrun: () => exchange.giveUp("overrun", new Error("The body is longer than the API allows")),
    onBreak: (cause) => exchange.giveUp("client_gone", new Error("The client's body broke off", { cause })),
  });
}

interface HeadTimer {
  start(): void;
  stop(): void;
}

function headTimer(seconds: number, expire: () => void): HeadTimer {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    start() {
      stop();
      timer = setTimeout(expire, seconds * 1000);
    },
    stop,
  };
}
