// `POST /v1/verify`: a team's backend asks, with a service key, whether a key or token it was shown is good.
import { judgePath } from "@/lib/core/canonical-path";
import { type Api, SERVICE_SLUG } from "@/lib/core/catalogue";
import { type Allowed, type Caller, type Decision, degradedHeaders, deniedBy } from "@/lib/core/decision";
import { type Denial, type DenialCode, denial } from "@/lib/core/denials/denial";
import { type Answer, type HeaderLine, jsonAnswer, type RawRequest } from "@/lib/core/http";
import { instantText } from "@/lib/core/instant";
import { type VerifyAnswer, type VerifyCode, type VerifyRequest, verifyRequest } from "@/lib/core/schemas/verify";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { countedMethod, UNMATCHED } from "@/lib/core/usage/outcome";
import type { WindowState } from "@/lib/core/windows/claim";
import { authenticate, decideKey, decideToken } from "@/lib/gate/authenticate";
import { type Arrived, countAnswer, countRefusal, countStranger } from "@/lib/gate/counting";
import type { Asked } from "@/lib/gate/decider";
import { type GateWorld, refuse, withHeaders } from "@/lib/gate/gate-world";
import { parseJsonBody, readBody } from "@/lib/gate/read-body";
import { VERIFY_CODES } from "@/lib/gate/verify/verdict-codes";
import type { Soon } from "@/lib/ports/gate-ports";

/** The endpoint as the service API registers it. */
export const VERIFY_ENDPOINT = { path: "/v1/verify", methods: ["POST"], permission: "keys:verify", cost: 1 } as const;

/** Answers the call. Decided = 200 with `valid` and `code`; a bad body 400, a bad service key 401, one without `keys:verify` 403. */
export async function answerVerify(request: RawRequest, path: string, requestId: string, world: GateWorld): Promise<Answer> {
  const service = world.findApi(SERVICE_SLUG);
  if (service === null) throw new Error("The built-in service API is missing from the catalogue.");
  const startedMs = performance.now();
  const attempt = {
    requestId,
    api: service,
    method: request.method,
    path,
    tenantId: null,
    headers: request.headers,
    peer: request.peer,
    scheme: request.scheme,
    isLocal: request.isLocal,
    hasRawCase: true,
  };
  const decision = await authenticate(attempt, world.decider);
  if (decision.outcome === "deny") {
    const answer = withHeaders(refuse(world, service, requestId, decision.denial, decision.limit), degradedHeaders(decision));
    return countRefusal(decision, service, () => askerOf(request, requestId), answer, world.decider);
  }
  const body = await readVerifyRequest(request);
  if (typeof body === "string") {
    const code = body === TOO_LARGE ? "body_too_large" : "bad_request";
    return refuseAsker(decision, denial(code, { detail: body }), service, () => askerOf(request, requestId), world);
  }
  const named = await apiOf(body, world);
  if (typeof named === "string")
    return refuseAsker(decision, denial("bad_request", { detail: named }), service, () => askerOf(request, requestId), world);
  return verify(body, named, service, askerOf(request, requestId), startedMs, world);
}

/** The verdict about the key or token that was shown. It counts for that key or token; the asker's own call is the same request and is not counted beside it. */
async function verify(
  body: VerifyRequest,
  api: Api | null,
  service: Api,
  asker: Arrived,
  startedMs: number,
  world: GateWorld,
): Promise<Answer> {
  const { ports } = world.decider;
  const { requestId } = asker;
  const headers: HeaderLine[] = [["x-request-id", requestId]];
  if (api === null) {
    const answer = jsonAnswer(200, verdictView(null, "NOT_FOUND", null, []), headers);
    countStranger(deniedBy(denial("unknown")), service, asker, answer, ports);
    return answer;
  }
  const decide = isToken(body.key, api) ? decideToken : decideKey;
  const asked = askedOf(body, api, requestId, world);
  const decided = decide(body.key, asked, world.decider);
  const decision = decided instanceof Promise ? await decided : decided;
  // That nothing can be counted says nothing about the key: the asker is to come again.
  if (decision.outcome === "deny" && decision.denial.code === "unavailable") return refuse(world, service, requestId, decision.denial);
  const answer = jsonAnswer(200, viewOf(decision), [...headers, ...degradedHeaders(decision)]);
  if (decision.outcome === "deny") return countRefusal(decision, api, () => asked, answer, world.decider);
  return countAnswer(answer, decision.counted, startedMs, ports.usage);
}

/** A call that asks nothing that could be decided is refused, and counted for the asker itself. */
function refuseAsker({ counted }: Allowed, refusal: Denial, service: Api, asker: () => Arrived, world: GateWorld): Soon<Answer> {
  const answer = refuse(world, service, counted.requestId, refusal);
  // What is wrong with a body may repeat names out of it, so it is kept nowhere.
  return countRefusal(deniedBy(refusal, null, counted), service, asker, answer, world.decider, null);
}

const TOO_LARGE = "The body is larger than 1 MiB.";

async function readVerifyRequest(request: RawRequest): Promise<VerifyRequest | string> {
  const bytes = await readBody(request);
  if (bytes === "too_large") return TOO_LARGE;
  const json = parseJsonBody(request, bytes);
  if (!json.ok) return json.problem;
  const parsed = verifyRequest.safeParse(json.value);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
  }
  const flaw = parsed.data.path === undefined ? null : judgePath(parsed.data.path, { allowEncodedSlash: false });
  return flaw === null ? parsed.data : `path: ${flaw}`;
}

/** Whether the API takes it for a token: a secret of its own shape never is one. */
function isToken(shown: string, { dialect }: Api): boolean {
  const { prefix } = dialect.keyShape;
  return dialect.tokens !== null && !(prefix !== "" && shown.startsWith(prefix)) && parseToken(shown, null) !== null;
}

/** The API a verification is about: the one it names, or the only one that holds the key or believes the token; null = none does. */
async function apiOf(body: VerifyRequest, world: GateWorld): Promise<Api | null | string> {
  if (body.api !== undefined) {
    const api = body.api === SERVICE_SLUG ? null : world.findApi(body.api);
    return api ?? "api: there is no API with this slug.";
  }
  const candidates = await holders(body.key, world);
  return candidates.length > 1 ? "api: several APIs hold this key, so name one." : (candidates[0] ?? null);
}

async function holders(key: string, world: GateWorld): Promise<Api[]> {
  const apis = world.apis().filter((api) => api.slug !== SERVICE_SLUG);
  const held = await Promise.all(apis.map((api) => isHeld(key, api, world)));
  return apis.filter((_, index) => held[index]);
}

async function isHeld(key: string, api: Api, world: GateWorld): Promise<boolean> {
  const { hasher, keys, tokens, clock } = world.decider.ports;
  if (api.dialect.tokens === null || !isToken(key, api)) return (await keys.find(api.id, hasher.fingerprint(api.id, key))) !== null;
  // One that expired is known all the same.
  return (await tokens.verify(api.id, key, api.dialect.tokens, clock.nowMs())) !== "invalid_token";
}

/** The asker's own call. */
function askerOf({ method, peer }: RawRequest, requestId: string): Arrived {
  return { requestId, endpoint: VERIFY_ENDPOINT.path, method: countedMethod(method), peer };
}

function askedOf(body: VerifyRequest, api: Api, requestId: string, world: GateWorld): Asked {
  const index = world.decider.endpointsOf(api);
  const { path, method } = body;
  const isAsked = path !== undefined && method !== undefined;
  const target = isAsked && index.hasEndpoints ? { template: index.find(path), method } : null;
  return {
    requestId,
    api,
    peer: body.address ?? null,
    agent: null,
    tenantId: body.tenantId ?? null,
    target,
    endpoint: isAsked ? (target?.template?.template ?? UNMATCHED) : "",
    method: isAsked ? countedMethod(method) : "",
    cost: body.cost ?? null,
  };
}

function viewOf(decision: Decision): VerifyAnswer {
  if (decision.outcome === "allow") return verdictView(decision.caller, "VALID", decision.caller.publicId, decision.limit);
  return refusedVerdict(decision.denial.code, decision.keyId, decision.limit);
}

/** The verdict on what was refused. */
export function refusedVerdict(code: DenialCode, keyId: string | null, limit: readonly WindowState[]): VerifyAnswer {
  return verdictView(null, VERIFY_CODES[code], keyId, limit);
}

function verdictView(caller: Caller | null, code: VerifyCode, keyId: string | null, limit: readonly WindowState[]): VerifyAnswer {
  const expiresAtMs = caller?.token?.expiresAtMs ?? caller?.expiresAtMs ?? null;
  return {
    valid: caller !== null,
    code,
    keyId,
    name: caller?.name ?? null,
    tenantId: caller?.tenantId ?? null,
    permissions: caller?.permissions ?? [],
    metadata: caller?.metadata ?? null,
    expiresAt: expiresAtMs === null ? null : instantText(expiresAtMs),
    rateLimits: limit.map(({ name, limit: of, remaining, windowSeconds, resetSeconds }) => ({
      name,
      limit: of,
      remaining,
      windowSeconds,
      resetSeconds,
    })),
  };
}
