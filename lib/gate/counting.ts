// Counts what was decided: each request once, before its upstream is called or a byte of its answer leaves.
import type { Api } from "@/lib/core/catalogue";
import type { Denied } from "@/lib/core/decision";
import type { Answer } from "@/lib/core/http";
import type { RefusedRequest } from "@/lib/core/published";
import { addressRange } from "@/lib/core/usage/address-range";
import type { CountedFacts } from "@/lib/core/usage/counted";
import { countedMethod, statusClass, UNMATCHED } from "@/lib/core/usage/outcome";
import type { ToldRefusal } from "@/lib/core/usage/told-refusal";
import type { Soon } from "@/lib/ports/gate-ports";
import type { OpenRequest, RequestEnd, UsageSink } from "@/lib/ports/usage-ports";
import type { Asked, Decider } from "./decider";
import { after } from "./soon";

/** What a request that failed by a fault of ours is counted as: the fault is answered 503. */
const FAULT_STATUS = 503;

/** What is kept of a request whose caller is not known: no more of its path than the template that it met. */
export type Arrived = Pick<Asked, "requestId" | "endpoint" | "method" | "peer">;

/** A request by the place that it addressed. */
export function arrivedOf(
  method: string,
  { requestId, path, peer }: RefusedRequest,
  api: Api,
  { endpointsOf }: Pick<Decider, "endpointsOf">,
): Arrived {
  return { requestId, endpoint: endpointsOf(api).find(path)?.template ?? UNMATCHED, method: countedMethod(method), peer };
}

/** What the client of a refusal is told, as it is kept. */
function toldBy({ denial: { facts }, limit, degraded }: Pick<Denied, "denial" | "limit" | "degraded">): ToldRefusal {
  return { facts, limit, isDegraded: degraded === true };
}

/**
 * The answer to a refusal once it is counted: for its caller where that is known, else among the refusals of strangers. `told` is left
 * out where the answer may repeat what was sent.
 */
export function countRefusal(
  decision: Denied,
  api: Api,
  arrived: () => Arrived,
  answer: Answer,
  { ports }: Pick<Decider, "ports">,
  told: ToldRefusal | null = toldBy(decision),
): Soon<Answer> {
  if (decision.counted === null) {
    countStranger(decision, api, arrived(), answer, ports);
    return answer;
  }
  // A refusal that finds no room goes uncounted; what must never happen is an admission that does.
  if (!ports.usage.canCount) return answer;
  const counted = ports.usage.refuse(decision.counted, decision.denial.code, answer.status, told ?? undefined);
  return counted instanceof Promise ? counted.then(() => answer) : answer;
}

/** Counts a refusal whose caller is not known. */
export function countStranger(
  refusal: Pick<Denied, "denial" | "limit" | "degraded">,
  api: Api,
  { requestId, endpoint, method, peer }: Arrived,
  { status }: Pick<Answer, "status">,
  { clock, refusals }: Pick<Decider["ports"], "clock" | "refusals">,
): void {
  const known = { requestId, atMs: clock.nowMs(), apiId: api.id, reason: refusal.denial.code, status: statusClass(status) };
  refusals.note({ ...known, method, endpoint, range: addressRange(peer), told: toldBy(refusal) });
}

/**
 * The answer of this process to an admitted request, counted before it leaves. A fault is counted too, and thrown on. `startedMs` is when
 * the request came, by `performance.now()`.
 */
export function countAnswer(answering: Soon<Answer>, counted: CountedFacts, startedMs: number, usage: UsageSink): Soon<Answer> {
  if (!(answering instanceof Promise)) return served(answering, counted, startedMs, usage);
  return answering.then(
    (answer) => served(answer, counted, startedMs, usage),
    async (fault: unknown) => {
      await usage.serve(counted, endOf(FAULT_STATUS, 0, false, startedMs));
      throw fault;
    },
  );
}

/** The answer to a request that was admitted before; its end is told when it was sent. */
export function finishedBy(answer: Answer, open: OpenRequest, startedMs: number): Answer {
  const { status } = answer;
  return { ...answer, onEnd: ({ sentBytes, aborted }) => open.finish(endOf(status, sentBytes, aborted, startedMs)) };
}

/** Tells the end of an admitted request that a fault of ours ended. */
export function finishByFault(open: OpenRequest, startedMs: number): void {
  open.finish(endOf(FAULT_STATUS, 0, false, startedMs));
}

/** How a request ended now. */
export function endOf(status: number, bytes: number, isAborted: boolean, startedMs: number): RequestEnd {
  return { status: statusClass(status), bytes, latencyMs: performance.now() - startedMs, isAborted };
}

function served(answer: Answer, counted: CountedFacts, startedMs: number, usage: UsageSink): Soon<Answer> {
  const { body, status } = answer;
  if (body !== null && !(body instanceof Uint8Array)) return after(usage.admit(counted), (open) => finishedBy(answer, open, startedMs));
  const bytes = body === null || counted.method === "HEAD" ? 0 : body.byteLength;
  const done = usage.serve(counted, endOf(status, bytes, false, startedMs));
  return done instanceof Promise ? done.then(() => answer) : answer;
}
