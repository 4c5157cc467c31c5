// WebSocket handshakes of protected APIs: the same decision as for any request, then joined sockets or a plain refusal.
import type { Duplex } from "node:stream";
import type { Api } from "@/lib/core/catalogue";
import { type Allowed, type Denied, degradedHeaders } from "@/lib/core/decision";
import { denial } from "@/lib/core/denials/denial";
import type { Answer, RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { authenticate } from "@/lib/gate/authenticate";
import { arrivedOf, countRefusal, endOf, finishByFault } from "@/lib/gate/counting";
import { type GateWorld, refuse, withHeaders } from "@/lib/gate/gate-world";
import { attemptOf, type GatewayWorld, passageOf, SAMPLE } from "./answer-gateway";
import { answerOnSocket } from "./answer-on-socket";
import { forwardUpgrade, type UpgradeEnd } from "./upgrade";

/** Seconds a client is asked to wait when a store cannot be asked. */
const OUTAGE_RETRY_SECONDS = 1;

/** A handshake and the connection it came on. */
interface Handshake {
  readonly request: RawRequest;
  readonly context: RequestContext;
  readonly api: Api;
  readonly socket: Duplex;
  /** What the client sent behind it. */
  readonly head: Uint8Array;
}

/** Serves a handshake to the end of its connection. Never rejects: a fault is reported and answered 503. */
export async function answerUpgrade(
  request: RawRequest,
  context: RequestContext,
  socket: Duplex,
  head: Uint8Array,
  world: GateWorld & GatewayWorld,
): Promise<void> {
  const api = context.api === null ? null : world.findApi(context.api);
  if (api === null) {
    socket.destroy();
    return;
  }
  const handshake = { request, context, api, socket, head };
  const startedMs = performance.now();
  try {
    const decision = await authenticate(attemptOf(request, context, api), world.decider);
    if (decision.outcome === "deny") await refuseHandshake(decision, handshake, world);
    else await admitHandshake(decision, handshake, startedMs, world);
  } catch (fault) {
    world.reportFault(context.requestId, fault);
    const refusal = denial("unavailable", { retryAfter: OUTAGE_RETRY_SECONDS });
    await answerOnSocket(socket, refuse(world, api, context.requestId, refusal));
  }
}

async function refuseHandshake(decision: Denied, { request, context, api, socket }: Handshake, world: GateWorld): Promise<void> {
  const answer = withHeaders(refuse(world, api, context.requestId, decision.denial, decision.limit), degradedHeaders(decision));
  const arrived = () => arrivedOf(request.method, context, api, world.decider);
  await answerSafely(socket, await countRefusal(decision, api, arrived, answer, world.decider), world);
}

/** A handshake is one request, however much passes between the sockets; its end is theirs. */
async function admitHandshake(decision: Allowed, handshake: Handshake, startedMs: number, world: GateWorld & GatewayWorld): Promise<void> {
  const open = await world.decider.ports.usage.admit(decision.counted);
  try {
    const { status, sentBytes, aborted } = await passOn(decision, handshake, world);
    open.finish(endOf(status, sentBytes, aborted, startedMs));
  } catch (fault) {
    finishByFault(open, startedMs);
    throw fault;
  }
}

async function passOn(decision: Allowed, handshake: Handshake, world: GateWorld & GatewayWorld): Promise<UpgradeEnd> {
  const { request, context, api, socket, head } = handshake;
  if (api.upstream === SAMPLE) {
    return answerSafely(socket, refuse(world, api, context.requestId, denial("not_implemented"), decision.limit), world);
  }
  const passage = passageOf(request, context, api, decision.caller, decision.limit, world);
  const told = { ...passage, extraHeaders: [...passage.extraHeaders, ...degradedHeaders(decision)] };
  return forwardUpgrade(request, told, socket, head, world.upstreams);
}

/** Answers once what was counted for it would survive this process. */
async function answerSafely(socket: Duplex, answer: Answer, world: GateWorld): Promise<UpgradeEnd> {
  await new Promise<void>((resolve) => world.decider.ports.usage.whenSafe(resolve));
  return { status: answer.status, ...(await answerOnSocket(socket, answer)) };
}
