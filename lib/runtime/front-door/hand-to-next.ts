// Hands a request to Next: only what the front door vouches for goes along, and its context under a random id.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { isForwardingHeader } from "@/lib/core/forwarded";
import { indexEndpoints } from "@/lib/core/grants/endpoint-index";
import { type HeaderLine, headerValues } from "@/lib/core/http";
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
 * from, with ours; `/api/auth/*` belongs to the sign-in, which must never read an `Authorization` header. What was on the wire is kept
 * with the context, and an API request is sent to the route file that stands for it, since Next reads some targets in a way of its own.
 */
export function vouch(request: IncomingMessage, response: ServerResponse, reception: Reception, contexts: Contexts): void {
  const { context, headers, route } = reception;
  const known = route.kind === "api" ? { ...context, head: { target: request.url ?? "/", headers } } : context;
  const id = contexts.open(known, (status) => {
    if (!response.headersSent) response.statusCode = status;
  });
  response.once("close", () => contexts.close(id));
  replaceHeaders(request, passedLines(reception), [...vouchedLines(reception), [CONTEXT_HEADER, id]]);
  request.url = mountedTarget(reception, request.method ?? "GET", request.url ?? "/");
  response.setHeader("x-request-id", context.requestId);
}

/** The target under which Next finds the route file; the gate goes by the context alone. */
function mountedTarget({ refusal, route }: Reception, method: string, target: string): string {
  if (route.kind !== "api") return target;
  if (route.api.slug === SERVICE_SLUG) return route.path;
  if (route.api.slug !== MANAGEMENT_SLUG) return `/gateway/${route.api.slug}`;
  // A route file answers only the methods that it exports, in Next's words; the catch-all answers any, in the dialect's.
  const found = refusal === null ? indexEndpoints(route.api.endpoints).find(route.path) : null;
  const asked = method === "HEAD" ? "GET" : method;
  return found?.endpoints.some(({ methods }) => methods.includes(asked)) ? target : "/api/-";
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
