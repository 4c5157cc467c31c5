// The entrance of a protected API: preflight, decision, then the upstream or the built-in sample service.
import type { Api } from "@/lib/core/catalogue";
import { type Attempt, type Caller, type Decision, degradedHeaders } from "@/lib/core/decision";
import { allowsOrigin, preflightHeaders, readPreflight, withCorsHeaders } from "@/lib/core/gateway/cors";
import { type Answer, emptyAnswer, headerValue, type RawRequest, targetQuery } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import type { WindowState } from "@/lib/core/windows/claim";
import { rateHeaders } from "@/lib/core/windows/rate-headers";
import { authenticate } from "@/lib/gate/authenticate";
import { type GateWorld, namedTenant, refuse, withHeaders } from "@/lib/gate/gate-world";
import { answerSample } from "@/lib/gate/sample/answer-sample";
import { after } from "@/lib/gate/soon";
import type { Soon } from "@/lib/ports/gate-ports";
import { forward } from "./forward";
import type { Passage } from "./passage";
import type { Upstreams } from "./upstreams";

/** What the gateway needs besides the gate's world. */
export interface GatewayWorld {
  readonly upstreams: Upstreams;
}

/** The upstream of the built-in sample service. */
export const SAMPLE = "sample";

/** The answer to a request of a protected API. */
export function answerGateway(request: RawRequest, context: RequestContext, api: Api, world: GateWorld & GatewayWorld): Soon<Answer> {
  const preflight = readPreflight(request.method, request.headers);
  if (preflight !== null && allowsOrigin(api, preflight.origin)) {
    return emptyAnswer(204, [["x-request-id", context.requestId], ...preflightHeaders(api, preflight.origin)]);
  }
  const decided = authenticate(attemptOf(request, context, api), world.decider);
  return after(decided, (decision) =>
    after(act(decision, request, context, api, world), (answer) => withCors(withHeaders(answer, degradedHeaders(decision)), request, api)),
  );
}

/** What the gate is told about a request of this API. */
export function attemptOf(request: RawRequest, context: RequestContext, api: Api): Attempt {
  return {
    api,
    method: request.method,
    path: context.path,
    tenantId: namedTenant(request, api.dialect.tenantHeader),
    headers: request.headers,
    peer: request.peer,
    scheme: request.scheme,
    isLocal: request.isLocal,
    hasRawCase: context.hasRawCase,
  };
}

/** What forwarding is told about a request that may pass. */
export function passageOf(
  request: RawRequest,
  context: RequestContext,
  api: Api,
  caller: Caller,
  limit: readonly WindowState[],
  world: GateWorld,
): Passage {
  return {
    api,
    path: context.path,
    query: targetQuery(request.target),
    caller,
    requestId: context.requestId,
    extraHeaders: rateHeaders(limit),
    refuse: (denial) => refuse(world, api, context.requestId, denial, limit),
  };
}

function act(decision: Decision, request: RawRequest, context: RequestContext, api: Api, world: GateWorld & GatewayWorld): Soon<Answer> {
  if (decision.outcome === "deny") return refuse(world, api, context.requestId, decision.denial, decision.limit);
  const passage = passageOf(request, context, api, decision.caller, decision.limit, world);
  return api.upstream === SAMPLE ? answerSample(request, passage) : forward(request, passage, world.upstreams);
}

function withCors(answer: Answer, request: RawRequest, api: Api): Answer {
  if (api.settings.cors.origins.length === 0) return answer;
  return { ...answer, headers: withCorsHeaders(answer.headers, api, headerValue(request.headers, "origin")) };
}
