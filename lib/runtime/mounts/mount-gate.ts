// Mounts the gate of this process on Next's route files: each request under the context that vouches for it, and guarded once more.
import type { Api } from "@/lib/core/catalogue";
import { type Denial, denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import { type Answer, jsonAnswer, type RawRequest } from "@/lib/core/http";
import { type Published, type RequestContext, readPublished } from "@/lib/core/published";
import { CONTEXT_HEADER, judgeHead } from "@/lib/core/request-guard";
import { requestId } from "@/lib/core/request-id";
import { createRouter, hostName } from "@/lib/core/routing";
import { isBodyTooLarge, rawRequestOf, responseOf } from "./web-mount";

/** An address that no allow-list and no loopback rule knows: what a request without a vouched context comes from. */
const UNKNOWN_PEER = "0.0.0.0";

/**
 * The route handler that asks the gate. It believes only a context that this process made; a request without one is decided as plain
 * HTTP from an unknown address. Nothing published means that the process is still starting: 503.
 */
export async function answerByGate(request: Request): Promise<Response> {
  const published = readPublished();
  if (published === null) return responseOf(starting(), request.method, newRequestId());
  const context = published.context(request.headers.get(CONTEXT_HEADER) ?? "") ?? unvouchedContext(request, published);
  const carried = { isCut: false };
  const raw = rawRequestOf(request, context, () => {
    carried.isCut = true;
  });
  const refused = refuseUncarried(raw, context, published);
  const answer = refused ?? (await published.gate.answer(raw, context));
  // Next sends in turns of its own: what this answer was counted by has to be written before.
  await new Promise<void>((resolve) => published.gate.whenSafe(resolve));
  // Whatever the gate made of a body that broke off, the reason was its size.
  const told = carried.isCut ? refuse(denial("body_too_large"), request.method, context, published) : answer;
  return responseOf(told, request.method, context.requestId);
}

/** What this mount refuses itself: nothing addressed, a head with two readings, and a body that Next might have cut. */
function refuseUncarried(request: RawRequest, context: RequestContext, published: Published): Answer | null {
  const api = addressedApi(context, published);
  if (api === null) return refuse(denial("not_found"), request.method, context, published);
  const refusal = judgeHead(request, { api, path: context.path }) ?? (isBodyTooLarge(request) ? denial("body_too_large") : null);
  return refusal === null ? null : refuse(refusal, request.method, context, published);
}

function refuse(refusal: Denial, method: string, context: RequestContext, published: Published): Answer {
  const api = addressedApi(context, published);
  if (api !== null) published.recordRefusal(method, context, api.slug, refusal);
  const named = { requestId: context.requestId, apiSlug: context.api ?? "keyfuse", supportUrl: published.supportUrl };
  return renderDenial(refusal, api?.dialect ?? keyfuseService, named);
}

function addressedApi(context: RequestContext, published: Published): Api | null {
  return published.catalogue().apis.find(({ slug }) => slug === context.api) ?? null;
}

function unvouchedContext(request: Request, published: Published): RequestContext {
  const { pathname } = new URL(request.url);
  const host = request.headers.get("host");
  const route = createRouter(published.catalogue(), new Set([hostName(host ?? "") ?? ""]))(host, pathname);
  return {
    requestId: newRequestId(),
    peer: UNKNOWN_PEER,
    scheme: "http",
    isLocal: false,
    hasRawCase: false,
    api: route.kind === "api" ? route.api.slug : null,
    path: route.path,
  };
}

function starting(): Answer {
  return jsonAnswer(503, { error: { code: "unavailable", message: "The service is temporarily unavailable." } }, [["retry-after", "1"]]);
}

function newRequestId(): string {
  return requestId(Date.now(), Math.floor(Math.random() * 1_000_000_000));
}
