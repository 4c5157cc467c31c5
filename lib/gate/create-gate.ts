// The gate of a process: sends each request to the entrance of the API it addresses.
import { type Api, MANAGEMENT_SLUG, SERVICE_SLUG } from "@/lib/core/catalogue";
import { deniedBy } from "@/lib/core/decision";
import { type Denial, denial } from "@/lib/core/denials/denial";
import { renderDenial } from "@/lib/core/denials/render-denial";
import { keyfuseService } from "@/lib/core/dialects/keyfuse-service";
import type { Answer, RawRequest } from "@/lib/core/http";
import type { PublishedGate, RequestContext } from "@/lib/core/published";
import type { Soon } from "@/lib/ports/gate-ports";
import { arrivedOf, countStranger } from "./counting";
import { type GateWorld, refuse } from "./gate-world";
import { answerGateway, type GatewayWorld } from "./gateway/answer-gateway";
import { answerManagement, type ManagementEntrance } from "./management/answer-management";
import { answerVerify, VERIFY_ENDPOINT } from "./verify/answer-verify";

/** Seconds a client is asked to wait when a store cannot be asked. */
const OUTAGE_RETRY_SECONDS = 1;

/** All the worlds of the entrances in one. */
export type WholeWorld = GateWorld & GatewayWorld & ManagementEntrance;

/** The one function behind every mount. Never rejects: a fault is reported and answered 503 in the API's dialect. */
export function createGate(world: WholeWorld): PublishedGate {
  return {
    answer: (request, context) => guarded(world, context, () => dispatch(request, context, world)),
    whenSafe: (act) => world.decider.ports.usage.whenSafe(act),
  };
}

function guarded(world: GateWorld, context: RequestContext, answering: () => Soon<Answer>): Soon<Answer> {
  try {
    const answer = answering();
    return answer instanceof Promise ? answer.catch((fault: unknown) => answerFault(world, context, fault)) : answer;
  } catch (fault) {
    return answerFault(world, context, fault);
  }
}

function dispatch(request: RawRequest, context: RequestContext, world: WholeWorld): Soon<Answer> {
  const api = context.api === null ? null : world.findApi(context.api);
  if (api === null) return unknownApi(context, world);
  if (api.slug === MANAGEMENT_SLUG) return answerManagement(request, context, world);
  if (api.slug !== SERVICE_SLUG) return answerGateway(request, context, api, world);
  if (context.path !== VERIFY_ENDPOINT.path) return refuseStranger(denial("not_found"), api, request, context, world);
  if (request.method !== "POST") return refuseStranger(denial("method_not_allowed", { allow: "POST" }), api, request, context, world);
  return answerVerify(request, context.path, context.requestId, world);
}

function refuseStranger(refusal: Denial, api: Api, { method }: RawRequest, context: RequestContext, world: GateWorld): Answer {
  const answer = refuse(world, api, context.requestId, refusal);
  countStranger(deniedBy(refusal), api, arrivedOf(method, context, api, world.decider), answer, world.decider.ports);
  return answer;
}

function unknownApi(context: RequestContext, world: GateWorld): Answer {
  return renderDenial(denial("not_found"), keyfuseService, {
    requestId: context.requestId,
    apiSlug: context.api ?? "",
    supportUrl: world.supportUrl,
  });
}

function answerFault(world: GateWorld, context: RequestContext, fault: unknown): Answer {
  world.reportFault(context.requestId, fault);
  const api = context.api === null ? null : world.findApi(context.api);
  const refusal = denial("unavailable", { retryAfter: OUTAGE_RETRY_SECONDS });
  if (api === null) {
    return renderDenial(refusal, keyfuseService, { requestId: context.requestId, apiSlug: "", supportUrl: world.supportUrl });
  }
  return refuse(world, api, context.requestId, refusal);
}
