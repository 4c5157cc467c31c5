// Speaks HTTP/1.1 over a bare socket: what is sent leaves exactly as written, what comes back is parsed strictly.
import { connect, type Socket } from "node:net";

/** A header line as written or received. */
export type HeaderLine = readonly [name: string, value: string];

/** One request, byte for byte: nothing is added but the blank line, and `Content-Length` where a body is given without framing. */
export interface RawCall {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body?: string | Uint8Array;
}

/** One answer. `body` is de-chunked. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly body: Buffer;
}

/** How an exchange ended: at least one answer, a connection closed without one, or nothing within the time limit. */
export interface Exchange {
  readonly answers: readonly RawAnswer[];
  readonly ending: "answered" | "closed" | "silent";
  readonly milliseconds: number;
}

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Beyond this without an answer or a close, a server is silent. */
export const SILENCE_MS = 5_000;

/** The bytes of a request as written. Header text is sent as UTF-8, so that callers may also send what no client library would. */
export function bytesOf(call: RawCall): Buffer {
  const isFramed = call.headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name));
  const body = call.body === undefined ? Buffer.alloc(0) : Buffer.from(call.body as Uint8Array);
  const lines = [`${call.method} ${call.target} HTTP/1.1`, ...call.headers.map(([name, value]) => `${name}: ${value}`)];
  if (call.body !== undefined && !isFramed) lines.push(`Content-Length: ${body.length}`);
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
}

/** Sends one request and returns its answer; throws where none comes. The connection is closed afterwards. */
export async function send(to: Address, call: RawCall, timeoutMs = 30_000): Promise<RawAnswer> {
  const closing = { ...call, headers: [...call.headers, ["Connection", "close"] as const] };
  const exchange = await exchangeBytes(to, bytesOf(closing), { timeoutMs, isHead: call.method === "HEAD" });
  const answer = exchange.answers.find(({ status }) => status >= 200);
  if (answer === undefined) throw new Error(`${call.method} ${call.target}: ${exchange.ending} after ${exchange.milliseconds} ms`);
  return answer;
}

/** What else an exchange is told. */
export interface ExchangeOptions {
  readonly timeoutMs?: number;
  readonly isHead?: boolean;
  /** Sends the bytes in pieces of this size with a pause between them. */
  readonly drip?: { readonly bytes: number; readonly pauseMs: number };
}

/**
 * Sends bytes and collects answers until the server closes, the first complete final answer has stood alone for a moment, or the time
 * limit passes. Never rejects: a refused connection is `closed`.
 */
export function exchangeBytes(to: Address, bytes: Uint8Array | Iterable<Uint8Array>, options: ExchangeOptions = {}): Promise<Exchange> {
  const startedMs = performance.now();
  return new Promise((resolve) => {
    const socket = connect(to.port, to.host);
    const parser = new AnswerParser(options.isHead ?? false);
    let settle: NodeJS.Timeout | null = null;
    const limit = setTimeout(() => finish(parser.hasFinal() ? "answered" : "silent"), options.timeoutMs ?? SILENCE_MS);
    const finish = (ending: Exchange["ending"]) => {
      clearTimeout(limit);
      if (settle !== null) clearTimeout(settle);
      socket.destroy();
      resolve({ answers: parser.answers, ending, milliseconds: Math.round(performance.now() - startedMs) });
    };
    socket.on("data", (chunk) => {
      parser.push(chunk);
      if (settle !== null) clearTimeout(settle);
      // A server that keeps the connection open may still answer bytes that it took for a second request.
      if (parser.hasFinal()) settle = setTimeout(() => finish("answered"), 150);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      parser.end();
      finish(parser.answers.length > 0 ? "answered" : "closed");
    });
    void write(socket, bytes, options.drip);
  });
}

async function write(socket: Socket, bytes: Uint8Array | Iterable<Uint8Array>, drip: ExchangeOptions["drip"]): Promise<void> {
  const pieces = bytes instanceof Uint8Array ? (drip === undefined ? [bytes] : slices(bytes, drip.bytes)) : bytes;
  for (const piece of pieces) {
    if (socket.destroyed) return;
    if (!socket.write(piece)) await once(socket, "drain");
    if (drip !== undefined) await new Promise((resolve) => setTimeout(resolve, drip.pauseMs));
  }
}

function once(socket: Socket, event: "drain"): Promise<void> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
    socket.once("close", () => resolve());
  });
}

function* slices(bytes: Uint8Array, size: number): Iterable<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

/** Reads answers off a connection: by length, in chunks, or to its end. */
class AnswerParser {
  readonly answers: RawAnswer[] = [];
  readonly #isHead: boolean;
  #pending = Buffer.alloc(0);

  constructor(isHead: boolean) {
    this.#isHead = isHead;
  }

  hasFinal(): boolean {
    return this.answers.some(({ status }) => status >= 200 || status === 101);
  }

  push(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#takeOne(false)) {}
  }

  end(): void {
    while (this.#takeOne(true)) {}
  }

  #takeOne(isEnd: boolean): boolean {
    const headEnd = this.#pending.indexOf("\r\n\r\n");
    if (headEnd < 0) return false;
    const [first = "", ...lines] = this.#pending.subarray(0, headEnd).toString("latin1").split("\r\n");
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? Number.NaN);
    if (Number.isNaN(status)) throw new Error(`not an HTTP answer: ${first.slice(0, 80)}`);
    const headers = lines.map((line): HeaderLine => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
    const rest = this.#pending.subarray(headEnd + 4);
    const taken = this.#bodyOf(status, headers, rest, isEnd);
    if (taken === null) return false;
    this.answers.push({ status, headers, body: taken.body });
    this.#pending = rest.subarray(taken.length);
    return true;
  }

  #bodyOf(status: number, headers: readonly HeaderLine[], rest: Buffer, isEnd: boolean): { body: Buffer; length: number } | null {
    if (this.#isHead || status < 200 || status === 204 || status === 304) return { body: Buffer.alloc(0), length: 0 };
    if (/chunked/i.test(headerOf({ headers }, "transfer-encoding") ?? "")) return dechunk(rest);
    const length = headerOf({ headers }, "content-length");
    if (length === null) return isEnd ? { body: Buffer.from(rest), length: rest.length } : null;
    return rest.length < Number(length) ? null : { body: Buffer.from(rest.subarray(0, Number(length))), length: Number(length) };
  }
}

function dechunk(bytes: Buffer): { body: Buffer; length: number } | null {
  const parts: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = bytes.indexOf("\r\n", position);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.subarray(position, lineEnd).toString("latin1"), 16);
    const start = lineEnd + 2;
    if (bytes.length < start + size + 2) return null;
    if (size === 0) return { body: Buffer.concat(parts), length: start + 2 };
    parts.push(bytes.subarray(start, start + size));
    position = start + size + 2;
  }
}

/** The value of the first header line of that name, or null. */
export function headerOf(answer: Pick<RawAnswer, "headers">, name: string): string | null {
  return answer.headers.find(([line]) => line.toLowerCase() === name.toLowerCase())?.[1] ?? null;
}
