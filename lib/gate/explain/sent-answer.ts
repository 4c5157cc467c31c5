// The answer that a refused request got, rendered again from what was kept of it, by what rendered it then.
import type { Api } from "@/lib/core/catalogue";
import { degradedHeaders } from "@/lib/core/decision";
import type { DenialCode } from "@/lib/core/denials/denial";
import { shownAnswer } from "@/lib/core/diagnosis/shown-answer";
import type { Wording } from "@/lib/core/dialects/dialect";
import type { SentAnswer } from "@/lib/core/explanation/explanation";
import { type Answer, jsonAnswer } from "@/lib/core/http";
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import { statusClass } from "@/lib/core/usage/outcome";
import type { ToldRefusal } from "@/lib/core/usage/told-refusal";
import { type GateWorld, refuse, withHeaders } from "@/lib/gate/gate-world";
import { refusedVerdict } from "@/lib/gate/verify/answer-verify";

type Rendering = Pick<GateWorld, "supportUrl">;

const NOTHING: ToldRefusal = { facts: {}, limit: [], isDegraded: false };

/** Their answers have header lines that are made of facts. */
const TOLD_IN_HEADERS: ReadonlySet<DenialCode> = new Set([
  "method_not_allowed",
  "cost_above_limit",
  "rate_limited",
  "quota_exceeded",
  "too_many_failures",
  "unavailable",
]);

/** Known of every request, whatever else was kept. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(["requestId", "api", "support"]);

/** Whether the request was refused within a verdict of `POST /v1/verify`, which is answered 200 whatever the verdict. */
export function isVerdict({ reason, status }: Pick<FoundRequest, "reason" | "status">): boolean {
  return reason !== null && status === 2;
}

/**
 * The answer, letter for letter as the API's dialect words it today. Not shown where that takes facts that were not kept, or where the
 * dialect has changed its status since.
 */
export function sentAnswer(request: FoundRequest, code: DenialCode, api: Api, world: Rendering): SentAnswer {
  const { told, method, status } = request;
  if (told === null && takesFacts(code, api, isVerdict(request))) return notKept(LOST);
  const answer = render(request, code, api, world);
  if (statusClass(answer.status) !== status) return notKept(CHANGED);
  const shown = shownAnswer(answer);
  return { kind: "shown", answer: method === "HEAD" && !isVerdict(request) ? { ...shown, body: "" } : shown };
}

const LOST =
  "What the answer named was not kept: it could repeat what was sent, it was too long, the process ended before it was stored, or an earlier version answered.";
const CHANGED = "The API's dialect answers this refusal with another status today, so that what it answered then is not known.";

function notKept(why: string): SentAnswer {
  return { kind: "not-kept", why };
}

function render(request: FoundRequest, code: DenialCode, api: Api, world: Rendering): Answer {
  const { requestId, publicId, told } = request;
  const { facts, limit, isDegraded } = told ?? NOTHING;
  const degraded = degradedHeaders(isDegraded ? { degraded: true } : {});
  if (isVerdict(request)) return jsonAnswer(200, refusedVerdict(code, publicId, limit), [["x-request-id", requestId], ...degraded]);
  return withHeaders(refuse(world, api, requestId, { code, facts }, limit), degraded);
}

function takesFacts(code: DenialCode, { dialect }: Api, isVerdictOnly: boolean): boolean {
  if (TOLD_IN_HEADERS.has(code)) return true;
  return !isVerdictOnly && namesFacts(dialect.wording[code]);
}

function namesFacts(wording: Wording): boolean {
  if (wording.empty) return false;
  return [...JSON.stringify(wording.body).matchAll(/\{([a-zA-Z]+)\}/g)].some(([, name = ""]) => !ALWAYS_KNOWN.has(name));
}
