// The entrance of a protected API: preflight, decision, then the upstream or the built-in sample service.
import type { Api } from "@/lib/core/catalogue";
import { type Allowed, type Attempt, type Caller, type Decision, degradedHeaders } from "@/lib/core/decision";
import { allowsOrigin, preflightHeaders, readPreflight, withCorsHeaders } from "@/lib/core/gateway/cors";
import { type Answer, emptyAnswer, headerValue, type RawRequest, targetQuery } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import type { WindowState } from "@/lib/core/windows/claim";
import { rateHeaders } from "@/lib/core/windows/rate-headers";
import { authenticate } from "@/lib/gate/authenticate";
import { arrivedOf, countAnswer, countRefusal, finishByFault, finishedBy } from "@/lib/gate/counting";
import { type GateWorld, namedTenant, refuse, withHeaders } from "@/lib/gate/gate-world";
import { answerSample } from "@/lib/gate/sample/answer-sample";
import { after } from "@/lib/gate/soon";
import type { Soon } from "@/lib/ports/gate-ports";
import type { OpenRequest } from "@/lib/ports/usage-ports";
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
  const startedMs = performance.now();
  const decided = authenticate(attemptOf(request, context, api), world.decider);
  return after(decided, (decision) =>
    after(act(decision, startedMs, request, context, api, world), (answer) =>
      withCors(withHeaders(answer, degradedHeaders(decision)), request, api),
    ),
  );
}

/** What the gate is told about a request of this API. */
export function attemptOf(request: RawRequest, context: RequestContext, api: Api): Attempt {
  return {
    requestId: context.requestId,
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
    usage: world.decider.ports.usage,
    refuse: (denial) => refuse(world, api, context.requestId, denial, limit),
  };
}

function act(
  decision: Decision,
  startedMs: number,
  request: RawRequest,
  context: RequestContext,
  api: Api,
  world: GateWorld & GatewayWorld,
): Soon<Answer> {
  const { ports } = world.decider;
  if (decision.outcome === "deny") {
    const answer = refuse(world, api, context.requestId, decision.denial, decision.limit);
    const arrived = () => arrivedOf(request.method, context, api, world.decider);
    return countRefusal(decision, api, arrived, answer, world.decider);
  }
  const passage = passageOf(request, context, api, decision.caller, decision.limit, world);
  if (api.upstream === SAMPLE) return countAnswer(answerSample(request, passage), decision.counted, startedMs, ports.usage);
  return passOn(decision, startedMs, request, passage, world);
}

/** Counts the request, then calls its upstream. Whatever becomes of the call, the request stays counted. */
async function passOn(
  { counted }: Allowed,
  startedMs: number,
  request: RawRequest,
  passage: Passage,
  world: GateWorld & GatewayWorld,
): Promise<Answer> {
  const opening = world.decider.ports.usage.admit(counted);
  const open: OpenRequest = opening instanceof Promise ? await opening : opening;
  try {
    return finishedBy(await forward(request, passage, world.upstreams), open, startedMs);
  } catch (fault) {
    finishByFault(open, startedMs);
    throw fault;
  }
}

function withCors(answer: Answer, request: RawRequest, api: Api): Answer {
  if (api.settings.cors.origins.length === 0) return answer;
  return { ...answer, headers: withCorsHeaders(answer.headers, api, headerValue(request.headers, "origin")) };
}
