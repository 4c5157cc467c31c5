// Writes an answer as plain HTTP/1.1 on a socket that no HTTP server writes to any more (a refused upgrade).
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Answer, type AnswerEnd, type HeaderLine, headerValue } from "@/lib/core/http";

/** Sends the answer and ends the connection. Never rejects: a client that leaves early makes the end `aborted`. */
export async function answerOnSocket(socket: Duplex, answer: Answer): Promise<AnswerEnd> {
  const body = answer.body ?? new Uint8Array();
  let sentBytes = 0;
  const counted = async function* () {
    yield headBytes(answer.status, answer.headers, lengthLines(answer, body));
    for await (const piece of body instanceof Uint8Array ? [body] : body) {
      sentBytes += piece.byteLength;
      yield piece;
    }
  };
  const end = await pipeline(Readable.from(counted(), { objectMode: false }), socket).then(
    () => ({ sentBytes, aborted: false }),
    () => ({ sentBytes, aborted: true }),
  );
  answer.onEnd?.(end);
  return end;
}

/** A head as it stands on the wire. */
export function headBytes(status: number, headers: readonly HeaderLine[], connection: readonly HeaderLine[]): Uint8Array {
  const lines = [...headers, ...connection].map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n`, "latin1");
}

/** A body of unknown length ends with the connection (RFC 9112 §6.3). */
function lengthLines(answer: Answer, body: Exclude<Answer["body"], null>): HeaderLine[] {
  const close: HeaderLine = ["connection", "close"];
  if (!(body instanceof Uint8Array) || headerValue(answer.headers, "content-length") !== null) return [close];
  return [["content-length", String(body.byteLength)], close];
}
