// Hands a request to Next: only what the front door vouches for goes along, and its context under a random id.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { isForwardingHeader } from "@/lib/core/forwarded";
import { type HeaderLine, headerValues, targetQuery } from "@/lib/core/http";
import { CONTEXT_HEADER } from "@/lib/core/request-guard";
import type { Contexts } from "./contexts";
import type { Reception } from "./reception";

/** Next behind the front door. */
export interface NextBehind {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Next's own sockets (reloading while developing). Returns false where it takes none. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/** Gives the request to Next, vouched for. */
export async function handToNext(
  request: IncomingMessage,
  response: ServerResponse,
  reception: Reception,
  next: NextBehind,
  contexts: Contexts,
): Promise<void> {
  vouch(request, response, reception, contexts);
  await next.answer(request, response);
}

/**
 * Makes a request one that Next may believe. Its headers are replaced, raw and parsed: without the client's word on where it comes
 * from, with ours; `/api/auth/*` belongs to the sign-in, which must never read an `Authorization` header. An API on its own host gets
 * its gateway path, where its route file is.
 */
export function vouch(request: IncomingMessage, response: ServerResponse, reception: Reception, contexts: Contexts): void {
  const { context, route } = reception;
  const id = contexts.open({ ...context, hasRawCase: false });
  response.once("close", () => contexts.close(id));
  replaceHeaders(request, passedLines(reception), [...vouchedLines(reception), [CONTEXT_HEADER, id]]);
  if (route.kind === "api" && route.api.upstream !== null) {
    const query = targetQuery(request.url ?? "");
    request.url = `/gateway/${route.api.slug}${route.path}${query === "" ? "" : `?${query}`}`;
  }
  response.setHeader("x-request-id", context.requestId);
}

function passedLines({ headers, route }: Reception): readonly HeaderLine[] {
  const isSignIn = route.kind === "page" && route.path.startsWith("/api/auth");
  return headers.filter(([name]) => {
    const lowerCaseName = name.toLowerCase();
    return !isForwardingHeader(lowerCaseName) && !(isSignIn && lowerCaseName === "authorization");
  });
}

function vouchedLines({ context, host }: Reception): HeaderLine[] {
  return [
    ["x-forwarded-for", context.peer],
    ["x-forwarded-proto", context.scheme],
    ["x-forwarded-host", host ?? ""],
  ];
}

/** Node parsed the headers before we saw them, so the parsed form is brought into line by hand. */
function replaceHeaders(request: IncomingMessage, passed: readonly HeaderLine[], vouched: readonly HeaderLine[]): void {
  const kept = new Set(passed.map(([name]) => name.toLowerCase()));
  for (const name of Object.keys(request.headers)) {
    if (!kept.has(name)) delete request.headers[name];
  }
  for (const [name, value] of vouched) request.headers[name] = value;
  // A listener that does not join repeated lines keeps the first `Authorization` alone; nobody could see that there were two.
  const credentials = headerValues(passed, "authorization");
  if (credentials.length > 1) request.headers.authorization = credentials.join(", ");
  request.rawHeaders = [...passed, ...vouched].flat();
}
