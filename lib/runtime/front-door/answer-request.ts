// Answers a received request: by the front door itself, by the gate in this process, or by Next.
import type { IncomingMessage, ServerResponse } from "node:http";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import { denial } from "@/lib/core/denials/denial";
import type { Answer, HeaderLine } from "@/lib/core/http";
import { headerValue } from "@/lib/core/http";
import type { Published, PublishedGate } from "@/lib/core/published";
import type { Log } from "@/lib/runtime/log";
import type { Metrics } from "@/lib/runtime/metrics/open-metrics";
import { NodeRequest, sendAnswer } from "@/lib/runtime/mounts/node-mount";
import { answerMetrics } from "./answer-metrics";
import type { Contexts } from "./contexts";
import { handToNext, type NextBehind } from "./hand-to-next";
import { answerHealth } from "./health";
import type { Reception } from "./reception";
import { refuse, refuseUnserved } from "./refusals";

/** Everything an answer may come from. */
export interface Sources {
  readonly published: Published & { readonly gate: PublishedGate };
  readonly next: NextBehind;
  readonly contexts: Contexts;
  /** `next` sends what the gate answers through Next's route files, for tests of those. */
  readonly hotPaths: "front" | "next";
  /** Whether requests can be decided: the database answers, and the process is not stopping. */
  readonly isReady: () => Promise<boolean>;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Methods a Next route file can export. A request with another one is answered here, in its dialect. */
const ROUTE_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Answers the request. Never rejects: a fault is logged and answered 503, or destroys a socket whose head has left. */
export async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  reception: Reception,
  sources: Sources,
): Promise<void> {
  try {
    const early = answerOperator(reception, request.method ?? "GET", sources) ?? answerEarly(reception, sources);
    if (early !== null) {
      sendAnswer(request, response, await early, reception.context.requestId);
    } else if (isAnsweredHere(request, reception, sources)) {
      const raw = new NodeRequest(request, response, reception.headers, reception.context);
      const answer = sources.published.gate.answer(raw, reception.context);
      sendAnswer(request, response, answer instanceof Promise ? await answer : answer, reception.context.requestId);
    } else {
      await handToNext(request, response, reception, sources.next, sources.contexts);
    }
  } catch (fault) {
    answerFault(request, response, reception, sources, fault);
  }
}

function answerOperator(reception: Reception, method: string, { isReady, metrics }: Sources): Answer | Promise<Answer> | null {
  return answerHealth(reception, method, isReady) ?? answerMetrics(reception, method, metrics);
}

function answerEarly(reception: Reception, { published }: Sources): Answer | null {
  const refused = refuseUnserved(reception, published);
  if (refused !== null) return refused;
  return asksForWebSocket(reception.headers) ? refuse(reception, published, denial("not_implemented")) : null;
}

/**
 * The hot paths are; the management API goes through Next, where the edge stage and its route files call the same gate. A method that
 * no route file can export is answered here in any case.
 */
function isAnsweredHere(request: IncomingMessage, { route }: Reception, { hotPaths }: Sources): boolean {
  if (route.kind !== "api") return false;
  const isHot = hotPaths === "front" && route.api.slug !== MANAGEMENT_SLUG;
  return isHot || !ROUTE_METHODS.has(request.method ?? "");
}

/** h2c and other upgrades are ignored, as RFC 9110 §7.8 allows; a WebSocket client would misread an ordinary answer. */
function asksForWebSocket(headers: readonly HeaderLine[]): boolean {
  return headerValue(headers, "upgrade")?.trim().toLowerCase() === "websocket";
}

function answerFault(request: IncomingMessage, response: ServerResponse, reception: Reception, sources: Sources, fault: unknown): void {
  const { requestId } = reception.context;
  sources.log.fault("front-door", fault, { requestId });
  if (response.headersSent) {
    response.socket?.destroy();
    return;
  }
  const refusal = denial("unavailable", { retryAfter: 1 });
  sendAnswer(request, response, refuse(reception, sources.published, refusal), requestId);
}
