// The edge stage of Next: refuses early what needs no store, guards pages with headers, lets no client speak as the front door.
import { type NextRequest, NextResponse } from "next/server";
import { isConsolePath, signInTarget } from "@/lib/core/console-paths";
import type { Denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { refuseEarly } from "@/lib/core/early-refusal";
import { withCorsHeaders } from "@/lib/core/gateway/cors";
import { contentSecurityPolicy, pageSecurityHeaders } from "@/lib/core/page-security";
import { type RequestContext, readPublished } from "@/lib/core/published";
import { type Addressed, CONTEXT_HEADER, isReservedHeader, judgeHead } from "@/lib/core/request-guard";
import { requestId } from "@/lib/core/request-id";
import { createRouter, hostName } from "@/lib/core/routing";
import { SESSION_COOKIE_NAMES } from "@/lib/core/session";

/** Everything but build output: its files carry their hash in their name and need no decision. */
export const config = { matcher: "/((?!_next/static/).*)" };

type Published = NonNullable<ReturnType<typeof readPublished>>;

const API_PATH = /^\/(?:gateway|v1|oauth2|\.well-known|api(?!\/auth(?:\/|$)))(?:\/|$)/;

/** Never the only check: whatever passes here is decided by the gate, or by the page itself. */
export function proxy(request: NextRequest): NextResponse {
  const published = readPublished();
  const context = vouchedContext(request, published);
  const addressed = published === null ? null : addressedApi(request, context, published);
  if (published !== null && addressed !== null) {
    const refusal = judge(request, context, addressed);
    return refusal === null ? passOn(request, context) : refuse(refusal, request, context, addressed, published);
  }
  return API_PATH.test(request.nextUrl.pathname) ? passOn(request, context) : showPage(request, context);
}

/** What the front door said about this request; null under bare Next, and for an id that a client made up. */
function vouchedContext(request: NextRequest, published: Published | null): RequestContext | null {
  const id = request.headers.get(CONTEXT_HEADER);
  return id === null || published === null ? null : published.context(id);
}

function addressedApi(request: NextRequest, context: RequestContext | null, published: Published): Addressed | null {
  const catalogue = published.catalogue();
  if (context !== null) {
    const api = catalogue.apis.find(({ slug }) => slug === context.api);
    return api === undefined ? null : { api, path: context.path };
  }
  const host = request.headers.get("host");
  const route = createRouter(catalogue, new Set([hostName(host ?? "") ?? ""]))(host, request.nextUrl.pathname);
  return route.kind === "api" ? route : null;
}

function judge(request: NextRequest, context: RequestContext | null, addressed: Addressed): Denial | null {
  const { method, nextUrl } = request;
  const head = context?.head ?? { target: nextUrl.pathname, headers: [...request.headers] };
  const flaw = judgeHead({ method, ...head }, addressed);
  if (flaw !== null || context === null) return flaw;
  const { scheme, isLocal, hasRawCase } = context;
  return refuseEarly({ method, headers: head.headers, scheme, isLocal, hasRawCase }, addressed);
}

function refuse(
  refusal: Denial,
  request: NextRequest,
  context: RequestContext | null,
  { api, path }: Addressed,
  published: Published,
): NextResponse {
  const id = context?.requestId ?? newRequestId();
  const known = context ?? { path, peer: null };
  published.recordRefusal(request.method, { ...known, requestId: id }, api.slug, refusal);
  const answer = renderDenial(refusal, api.dialect, { requestId: id, apiSlug: api.slug, supportUrl: published.supportUrl });
  const headers = withCorsHeaders(answer.headers, api, request.headers.get("origin"));
  return new NextResponse(answer.body as BodyInit | null, {
    status: answer.status,
    headers: headers.map(([name, value]) => [name, value]),
  });
}

/** What the browser's address bar shows, or would show: Next's own mark of a navigation is no part of it. */
function pageTarget(request: NextRequest): string {
  const url = new URL(request.url);
  url.searchParams.delete("_rsc");
  return url.pathname + url.search;
}

function passOn(request: NextRequest, context: RequestContext | null): NextResponse {
  return NextResponse.next({ request: { headers: passedHeaders(request, context) } });
}

/** Pages for members send whoever brings no session cookie to the sign-in. Whether a cookie is worth anything, pages find out. */
function showPage(request: NextRequest, context: RequestContext | null): NextResponse {
  const isForMembers = isConsolePath(request.nextUrl.pathname) && !SESSION_COOKIE_NAMES.some((name) => request.cookies.has(name));
  const scheme = context?.scheme ?? (request.nextUrl.protocol === "https:" ? "https" : "http");
  const policy = contentSecurityPolicy(newNonce(), scheme);
  const headers = passedHeaders(request, context);
  // Next finds the nonce for its own scripts and styles in this request header.
  headers.set("content-security-policy", policy);
  const response = isForMembers
    ? NextResponse.redirect(new URL(signInTarget(pageTarget(request)), request.url))
    : NextResponse.next({ request: { headers } });
  for (const [name, value] of pageSecurityHeaders(policy, scheme)) response.headers.set(name, value);
  if (context === null) response.headers.set("x-request-id", newRequestId());
  return response;
}

/** The client's headers without those that only Keyfuse and Next may set; the context's id goes on where the front door vouched for it. */
function passedHeaders(request: NextRequest, context: RequestContext | null): Headers {
  const headers = new Headers();
  for (const [name, value] of request.headers) {
    if (!isReservedHeader(name) || (name === CONTEXT_HEADER && context !== null)) headers.append(name, value);
  }
  return headers;
}

function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

function newRequestId(): string {
  return requestId(Date.now(), Math.floor(Math.random() * 1_000_000_000));
}
