// Mounts gate functions on Node's request and response: raw header lines in, one write for small answers out.
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import type { Answer, HeaderLine, RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { isReservedHeader } from "@/lib/core/request-guard";
import { bodyPieces } from "./body-pieces";
import { atTurnEnd } from "./turn";

/** The header lines of a raw list (`name, value, name, value, …`), without those that only Keyfuse and Next may set. */
export function headerLines(rawHeaders: readonly string[]): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (!isReservedHeader(name)) lines.push([name, rawHeaders[index + 1] ?? ""]);
  }
  return lines;
}

/** Bodies up to this size leave in one write with their head. */
const ONE_WRITE_BYTES = 16_384;
/** How long a client may go on sending a body that was refused, before its connection is closed. */
const LINGER_MS = 10_000;

/** A request as the gate reads it. Signal and body cost nothing until they are asked for. */
export class NodeRequest implements RawRequest {
  readonly method: string;
  readonly target: string;
  readonly peer: string;
  readonly scheme: "http" | "https";
  readonly isLocal: boolean;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #abort: AbortController | null = null;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    readonly headers: readonly HeaderLine[],
    context: RequestContext,
  ) {
    this.method = request.method ?? "GET";
    this.target = request.url ?? "/";
    this.peer = context.peer;
    this.scheme = context.scheme;
    this.isLocal = context.isLocal;
    this.#request = request;
    this.#response = response;
  }

  get signal(): AbortSignal {
    if (this.#abort === null) {
      const abort = new AbortController();
      const response = this.#response;
      const settle = () => {
        if (!response.writableFinished) abort.abort();
      };
      if (response.closed || response.destroyed) settle();
      else response.once("close", settle);
      this.#abort = abort;
    }
    return this.#abort.signal;
  }

  /** Asks a client that waits for `100 Continue` for its body only now that somebody reads it. */
  body(): AsyncIterable<Uint8Array> {
    if (this.#request.headers.expect !== undefined && !this.#response.headersSent) this.#response.writeContinue();
    return bodyPieces(this.#request);
  }
}

/**
 * Sends an answer, with `X-Request-Id`. Small bodies leave in one write; streams keep back-pressure, and a fault in one after the
 * head destroys the socket, so that no client takes half a body for a whole one. Calls `onEnd` once.
 */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer, requestId: string): void {
  const { body, status } = answer;
  if (response.destroyed) {
    release(body);
    answer.onEnd?.({ sentBytes: 0, aborted: true });
    return;
  }
  const mayHaveBody = request.method !== "HEAD" && status !== 204 && status !== 304;
  if (body !== null && !(body instanceof Uint8Array) && mayHaveBody) {
    readAway(request, response);
    streamBody(response, answer, body, requestId);
    return;
  }
  const bytes = body instanceof Uint8Array ? body : null;
  if (bytes === null) release(body);
  const sentBytes = mayHaveBody && bytes !== null ? bytes.length : 0;
  if (answer.onEnd) watchEnd(response, answer, () => sentBytes);
  response.writeHead(status, rawHead(answer, requestId, bytes === null && body !== null ? null : lengthToState(request, status, bytes)));
  atTurnEnd(() => endAfterBody(request, response, sentBytes > 0 ? bytes : null));
}

function streamBody(response: ServerResponse, answer: Answer, body: AsyncIterable<Uint8Array>, requestId: string): void {
  let sentBytes = 0;
  if (answer.onEnd) watchEnd(response, answer, () => sentBytes);
  response.writeHead(answer.status, rawHead(answer, requestId, null));
  const counted = async function* () {
    for await (const chunk of body) {
      sentBytes += chunk.length;
      yield chunk;
    }
  };
  // What must precede every answer of a turn precedes a stream's first bytes, too.
  atTurnEnd(() => {
    if (response.destroyed) {
      release(body);
      return;
    }
    // A head that waits for its first chunk (an event stream) leaves after this turn; otherwise both leave together.
    setImmediate(() => {
      if (!response.destroyed) response.flushHeaders();
    });
    pipeline(counted, response, (fault) => {
      if (fault) response.socket?.destroy();
    });
  });
}

/** A status line's headers as Node takes them fastest: one flat list. */
function rawHead(answer: Answer, requestId: string, contentLength: number | null): string[] {
  const flat: string[] = [];
  let hasId = false;
  let hasLength = false;
  for (const [name, value] of answer.headers) {
    if (name.length === 12 && name.toLowerCase() === "x-request-id") hasId = true;
    else if (name.length === 14 && name.toLowerCase() === "content-length") hasLength = true;
    flat.push(name, value);
  }
  if (!hasId) flat.push("x-request-id", requestId);
  if (!hasLength && contentLength !== null) flat.push("content-length", String(contentLength));
  return flat;
}

/** 204 and 304 state no length of ours (RFC 9110 §8.6); an answer to HEAD without a body does not know it. */
function lengthToState(request: IncomingMessage, status: number, body: Uint8Array | null): number | null {
  if (status === 204 || status === 304) return null;
  if (body === null) return request.method === "HEAD" ? null : 0;
  return body.length;
}

function watchEnd(response: ServerResponse, answer: Answer, sentBytes: () => number): void {
  response.once("close", () => {
    const aborted = !response.writableFinished;
    answer.onEnd?.({ sentBytes: sentBytes(), aborted });
  });
}

/** A body that nobody reads to its end would keep the connection from ever carrying another request. */
function readAway(request: IncomingMessage, response: ServerResponse): void {
  if (!hasUnreadBody(request)) return;
  response.once("finish", () => {
    if (!request.complete && !request.destroyed) discard(request);
  });
}

/**
 * Ends the response. Where the connection closes with it while the request's body is still on its way, the end waits for that body:
 * closing a socket with unread bytes resets it, and the client would lose the answer that has just left.
 */
function endAfterBody(request: IncomingMessage, response: ServerResponse, bytes: Uint8Array | null): void {
  if (response.shouldKeepAlive || !hasUnreadBody(request)) {
    readAway(request, response);
    if (bytes === null) response.end();
    else endWith(response, bytes);
    return;
  }
  if (bytes === null) response.flushHeaders();
  else response.write(bytes);
  const end = () => {
    clearTimeout(limit);
    response.end();
  };
  const limit = setTimeout(end, LINGER_MS);
  request.once("close", end);
  discard(request);
}

/**
 * Node joins a head and a body that is text into one write, but hands bytes to `writev` as two pieces, which costs a small answer a
 * tenth of its time. Latin-1 gives each byte one character, and the same byte back.
 */
function endWith(response: ServerResponse, bytes: Uint8Array): void {
  if (bytes.length > ONE_WRITE_BYTES) response.end(bytes);
  else response.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"), "latin1");
}

function hasUnreadBody(request: IncomingMessage): boolean {
  const { complete, headers, readableDidRead } = request;
  // A client that waits for `100 Continue` sends nothing until somebody reads.
  if (complete || (headers.expect !== undefined && !readableDidRead)) return false;
  return headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
}

function discard(request: IncomingMessage): void {
  // A reader that still waits keeps the stream from flowing.
  request.removeAllListeners("readable");
  request.resume();
}

function release(body: Answer["body"]): void {
  if (body === null || body instanceof Uint8Array) return;
  // Nothing was read, so there is nothing a failing return could spoil.
  body[Symbol.asyncIterator]()
    .return?.()
    .catch(() => {});
}
