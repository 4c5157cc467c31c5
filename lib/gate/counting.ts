// Counts what was decided: each request once, before its upstream is called or a byte of its answer leaves.
import type { Api } from "@/lib/core/catalogue";
import type { Denied } from "@/lib/core/decision";
import type { DenialCode } from "@/lib/core/denials/denial";
import type { Answer } from "@/lib/core/http";
import type { CountedFacts } from "@/lib/core/usage/counted";
import { statusClass } from "@/lib/core/usage/outcome";
import type { GatePorts, Soon } from "@/lib/ports/gate-ports";
import type { OpenRequest, RequestEnd, UsageSink } from "@/lib/ports/usage-ports";
import { after } from "./soon";

/** What a request that failed by a fault of ours is counted as: the fault is answered 503. */
const FAULT_STATUS = 503;

/** The answer to a refusal once it is counted: for its caller where that is known, else among the refusals of strangers. */
export function countRefusal(decision: Denied, api: Api, requestId: string, answer: Answer, ports: GatePorts): Soon<Answer> {
  if (decision.counted === null) {
    countStranger(decision.denial.code, api, requestId, answer, ports);
    return answer;
  }
  // A refusal that finds no room goes uncounted; what must never happen is an admission that does.
  if (!ports.usage.canCount) return answer;
  const counted = ports.usage.refuse(decision.counted, decision.denial.code, answer.status);
  return counted instanceof Promise ? counted.then(() => answer) : answer;
}

/** Counts a refusal whose caller is not known. */
export function countStranger(reason: DenialCode, api: Api, requestId: string, answer: Answer, { clock, refusals }: GatePorts): void {
  refusals.note({ requestId, atMs: clock.nowMs(), apiId: api.id, reason, status: statusClass(answer.status) });
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
