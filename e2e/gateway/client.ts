// A client of a test's gateway: node:http without a pool, so that each call is a connection of its own.
import { once } from "node:events";
import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import type { Listening } from "./gateway-fixture";

/** An answer, whole. */
export interface Received {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** Opens a request and leaves its body to the caller. */
export function begin(gateway: Listening, path: string, options: RequestOptions = {}): ClientRequest {
  return httpRequest({ host: "127.0.0.1", port: gateway.port, path, agent: false, ...options });
}

/** Reads the answer to its end; rejects where it breaks off. */
export async function finish(request: ClientRequest): Promise<Received> {
  const [response] = (await once(request, "response")) as [IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece);
  return { status: response.statusCode ?? 0, rawHeaders: response.rawHeaders, headers: response.headers, body: Buffer.concat(pieces) };
}

/** Sends a request with its whole body. */
export async function call(gateway: Listening, path: string, options: RequestOptions = {}, body?: string | Buffer): Promise<Received> {
  return finish(begin(gateway, path, options).end(body));
}
