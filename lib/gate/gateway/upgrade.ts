// WebSocket through the gateway: the handshake is decided like any request, then both sockets are joined.
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { answerHeaders } from "@/lib/core/gateway/answer-headers";
import { type AnswerEnd, type HeaderLine, headerValue, headerValues, type RawRequest } from "@/lib/core/http";
import { answerOnSocket, headBytes } from "./answer-on-socket";
import { callUpstream } from "./call-upstream";
import { answerOf } from "./forward";
import type { Passage } from "./passage";
import type { Upstreams } from "./upstreams";

const SWITCHING_PROTOCOLS = 101;
const SWITCHED: readonly HeaderLine[] = [
  ["connection", "Upgrade"],
  ["upgrade", "websocket"],
];

/** How an upgrade ended: 101 with the bytes that went to the client, or the status of the plain answer. */
export interface UpgradeEnd extends AnswerEnd {
  readonly status: number;
}

/** Whether the request is a WebSocket handshake (RFC 6455 §4.2.1). Every other upgrade is ignored, as RFC 9110 §7.8 allows. */
export function isWebSocketHandshake(method: string, headers: readonly HeaderLine[]): boolean {
  const connection = headerValues(headers, "connection").flatMap((value) => value.toLowerCase().split(","));
  return (
    method === "GET" &&
    headerValue(headers, "upgrade")?.trim().toLowerCase() === "websocket" &&
    connection.some((token) => token.trim() === "upgrade") &&
    headerValue(headers, "sec-websocket-key") !== null
  );
}

/**
 * Passes a decided handshake on and joins both sockets until one of them closes; what the upstream answers instead of 101, and a
 * refusal of ours, is written as plain HTTP. `head` is what the client sent behind its handshake. Resolves at the end; never
 * rejects for a connection that broke.
 */
export async function forwardUpgrade(
  request: RawRequest,
  passage: Passage,
  socket: Duplex,
  head: Uint8Array,
  upstreams: Upstreams,
): Promise<UpgradeEnd> {
  // The HTTP server took its listeners away with the upgrade: without one, a client's reset would be an unhandled error.
  socket.on("error", () => socket.destroy());
  const outcome = await callUpstream({ request, passage, framing: { kind: "none" }, upgrade: "websocket" }, upstreams);
  if (outcome.kind !== "switched") {
    const answer = answerOf(outcome, passage, upstreams);
    return { status: answer.status, ...(await answerOnSocket(socket, answer)) };
  }
  socket.write(headBytes(SWITCHING_PROTOCOLS, answerHeaders(outcome.headers, passage), SWITCHED));
  if (head.byteLength > 0) outcome.socket.write(head);
  return { status: SWITCHING_PROTOCOLS, ...(await join(socket, outcome.socket)) };
}

async function join(client: Duplex, upstream: Duplex): Promise<AnswerEnd> {
  let sentBytes = 0;
  upstream.on("data", (piece: Uint8Array) => {
    sentBytes += piece.byteLength;
  });
  const both = Promise.all([pipeline(client, upstream), pipeline(upstream, client)]);
  const isWhole = await both.then(
    () => true,
    () => false,
  );
  client.destroy();
  upstream.destroy();
  return { sentBytes, aborted: !isWhole };
}
