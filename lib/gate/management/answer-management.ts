// The entrance of the management API: finds the operation, authenticates unless it is open, and lets it answer.
import { type Allowed, type Caller, type Decision, type Denied, degradedHeaders, deniedBy } from "@/lib/core/decision";
import { denial } from "@/lib/core/denials/denial";
import { type Answer, type HeaderLine, type RawRequest, targetQuery } from "@/lib/core/http";
import { isPublicDocument, isUnderOpenRoot } from "@/lib/core/open-roots";
import type { RequestContext } from "@/lib/core/published";
import { rateHeaders } from "@/lib/core/windows/rate-headers";
import { authenticate } from "@/lib/gate/authenticate";
import { arrivedOf, countAnswer, countRefusal } from "@/lib/gate/counting";
import { type GateWorld, managementApi, namedTenant, refuse, withHeaders } from "@/lib/gate/gate-world";
import { refusesPlainHttp } from "@/lib/gate/plain-http";
import { after } from "@/lib/gate/soon";
import type { World } from "@/lib/manage/world";
import type { Soon } from "@/lib/ports/gate-ports";
import { credentialLines, needsNoKey } from "./credential-lines";
import { findOperation, judgeAccess, judgeOpenPlace } from "./find-operation";
import { type Operation, paramsOf } from "./operation";

/** What the management API needs besides the gate's world. */
export interface ManagementEntrance {
  readonly operations: readonly Operation[];
  readonly manage: World;
  /** Origin of the instance's public base URL; null = it is reached under whatever host the front door routed. */
  readonly publicUrl: string | null;
}

type ManagementWorld = GateWorld & ManagementEntrance;

const READ_BY_ANYBODY: readonly HeaderLine[] = [["access-control-allow-origin", "*"]];

/**
 * The answer to a request of the management API, by the operation that its method and canonical path name. Authentication comes before any
 * look at path parameters or body; an unknown path is 401 without a good credential and 404 with one, so that strangers cannot map
 * the API.
 */
export function answerManagement(request: RawRequest, context: RequestContext, world: ManagementWorld): Soon<Answer> {
  const index = world.decider.endpointsOf(managementApi(world));
  const operation = findOperation(request.method, context.path, index, world.operations);
  const presented = { ...request, api: managementApi(world), path: context.path, hasRawCase: context.hasRawCase };
  if (operation !== null && needsNoKey(operation, presented)) return answerOpenly(operation, request, context, world);
  if (isUnderOpenRoot(context.path)) return refuseAs(deniedBy(judgeOpenPlace(context.path, index)), request, context, world);
  const startedMs = performance.now();
  const attempt = {
    requestId: context.requestId,
    api: managementApi(world),
    method: request.method,
    path: context.path,
    // Judged by each operation: a foreign tenant is 404 by id and 400 on create.
    tenantId: null,
    headers: credentialLines(operation, request),
    peer: request.peer,
    scheme: request.scheme,
    isLocal: request.isLocal,
    hasRawCase: context.hasRawCase,
  };
  return after(authenticate(attempt, world.decider), (decision) =>
    after(conclude(decision, operation, startedMs, request, context, world), (answer) => withHeaders(answer, degradedHeaders(decision))),
  );
}

function refuseAs(decision: Denied, { method }: RawRequest, context: RequestContext, world: ManagementWorld): Soon<Answer> {
  const api = managementApi(world);
  const answer = refuse(world, api, context.requestId, decision.denial, decision.limit);
  return countRefusal(decision, api, () => arrivedOf(method, context, api, world.decider), answer, world.decider);
}

/** Without a caller. What anybody may read is read on any transport; whatever else is sent here holds a password or a token. */
function answerOpenly(operation: Operation, request: RawRequest, context: RequestContext, world: ManagementWorld): Soon<Answer> {
  const api = managementApi(world);
  // OAuth's endpoints refuse it in OAuth's own words.
  const isJudgedHere = operation.method !== "GET" && !isUnderOpenRoot(context.path);
  if (!isJudgedHere || !refusesPlainHttp({ ...request, api }, world.decider)) return operate(operation, null, request, context, world);
  return refuseAs(deniedBy(denial("https_required")), request, context, world);
}

function conclude(
  decision: Decision,
  operation: Operation | null,
  startedMs: number,
  request: RawRequest,
  context: RequestContext,
  world: ManagementWorld,
): Soon<Answer> {
  if (decision.outcome === "deny") return refuseAs(decision, request, context, world);
  return countAnswer(serve(decision, operation, request, context, world), decision.counted, startedMs, world.decider.ports.usage);
}

/** The answer to a caller whose request was taken from its windows: from here on it counts as admitted, whatever comes of it. */
function serve(
  decision: Allowed,
  operation: Operation | null,
  request: RawRequest,
  context: RequestContext,
  world: ManagementWorld,
): Soon<Answer> {
  const api = managementApi(world);
  if (operation === null) return refuse(world, api, context.requestId, denial("not_found"), decision.limit);
  const barred = judgeAccess(operation, decision.caller);
  if (barred !== null) return refuse(world, api, context.requestId, barred, decision.limit);
  const answered = operate(operation, decision.caller, request, context, world);
  return after(answered, (answer) => withHeaders(answer, rateHeaders(decision.limit)));
}

async function operate(
  operation: Operation,
  caller: Caller | null,
  request: RawRequest,
  context: RequestContext,
  world: ManagementWorld,
): Promise<Answer> {
  const answer = await operation.handler({
    request,
    params: paramsOf(operation.template, context.path),
    query: new URLSearchParams(targetQuery(request.target)),
    caller,
    tenantHeader: namedTenant(request, managementApi(world).dialect.tenantHeader),
    requestId: context.requestId,
    origin: world.publicUrl ?? originOf(context),
    world: world.manage,
    gate: world,
  });
  const shown = isPublicDocument(context.path) ? withHeaders(answer, READ_BY_ANYBODY) : answer;
  const isNamed = answer.headers.some(([name]) => name.toLowerCase() === "x-request-id");
  return isNamed ? shown : withHeaders(shown, [["x-request-id", context.requestId]]);
}

/** Only the front door's word counts. Where it routed nothing (bare Next without it), no host is to be believed. */
function originOf({ host, scheme }: RequestContext): string {
  return host == null ? "http://localhost" : `${scheme}://${host}`;
}
