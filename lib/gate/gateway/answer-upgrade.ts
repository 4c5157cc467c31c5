// WebSocket handshakes of protected APIs: the same decision as for any request, then joined sockets or a plain refusal.
import type { Duplex } from "node:stream";
import { degradedHeaders } from "@/lib/core/decision";
import { denial } from "@/lib/core/denials/denial";
import type { RawRequest } from "@/lib/core/http";
import type { RequestContext } from "@/lib/core/published";
import { authenticate } from "@/lib/gate/authenticate";
import { type GateWorld, refuse, withHeaders } from "@/lib/gate/gate-world";
import { attemptOf, type GatewayWorld, passageOf, SAMPLE } from "./answer-gateway";
import { answerOnSocket } from "./answer-on-socket";
import { forwardUpgrade } from "./upgrade";

/** Seconds a client is asked to wait when a store cannot be asked. */
const OUTAGE_RETRY_SECONDS = 1;

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
  try {
    const decision = await authenticate(attemptOf(request, context, api), world.decider);
    if (decision.outcome === "deny") {
      const refused = refuse(world, api, context.requestId, decision.denial, decision.limit);
      await answerOnSocket(socket, withHeaders(refused, degradedHeaders(decision)));
    } else if (api.upstream === SAMPLE) {
      await answerOnSocket(socket, refuse(world, api, context.requestId, denial("not_implemented"), decision.limit));
    } else {
      const passage = passageOf(request, context, api, decision.caller, decision.limit, world);
      const told = { ...passage, extraHeaders: [...passage.extraHeaders, ...degradedHeaders(decision)] };
      await forwardUpgrade(request, told, socket, head, world.upstreams);
    }
  } catch (fault) {
    world.reportFault(context.requestId, fault);
    const refusal = denial("unavailable", { retryAfter: OUTAGE_RETRY_SECONDS });
    await answerOnSocket(socket, refuse(world, api, context.requestId, refusal));
  }
}
