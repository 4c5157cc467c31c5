// Answers what Node's parser refuses before there is a request: never a silence, never half an answer.
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { requestId } from "@/lib/core/request-id";

interface ParserRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const BAD_REQUEST: ParserRefusal = { status: 400, code: "bad_request", message: "The request is not valid HTTP/1.1." };

const REFUSALS: Readonly<Record<string, ParserRefusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: "headers_too_large", message: "The request headers are too large." },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: "body_too_large", message: "The chunk extensions are too large." },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: "request_timeout", message: "The request did not arrive in time." },
};

/** Responses under way, by socket: a parser error after a head must not write a second one. */
export type ResponsesUnderWay = WeakMap<Duplex, ServerResponse>;

/** Answers a parser's error on the bare socket and ends the connection. */
export function answerClientError(error: Error & { code?: string }, socket: Duplex, underWay: ResponsesUnderWay): void {
  const response = underWay.get(socket);
  const isAnswering = response?.headersSent && !response.writableFinished;
  if (!socket.writable || isAnswering || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const { status, code, message } = REFUSALS[error.code ?? ""] ?? BAD_REQUEST;
  const id = requestId(Date.now(), Math.floor(Math.random() * 1_000_000_000));
  const body = JSON.stringify({ error: { code, message } });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "cache-control: no-store",
    `x-request-id: ${id}`,
    "connection: close",
  ];
  socket.end(`${lines.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}
