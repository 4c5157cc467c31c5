// Explains a past decision: what arrived, each check in its order, which one decided, what would have to change, and what was answered.
import { type Api, SERVICE_SLUG } from "@/lib/core/catalogue";
import { DENIAL_CODES, type DenialCode } from "@/lib/core/denials/denial";
import { meaningOf, reasonTitle } from "@/lib/core/denials/reason-words";
import { checkedSteps, decidingStep, type StepId } from "@/lib/core/diagnosis/checks";
import { carrierTexts } from "@/lib/core/diagnosis/look";
import { type Change, changeFor } from "@/lib/core/explanation/changes";
import type { RequestExplanation, SentAnswer } from "@/lib/core/explanation/explanation";
import { type LaterChange, onlySecretAt } from "@/lib/core/explanation/then";
import type { FoundRequest } from "@/lib/core/schemas/found-request";
import type { KeyView } from "@/lib/core/schemas/key-view";
import type { GateWorld } from "@/lib/gate/gate-world";
import { isVerdict, sentAnswer } from "./sent-answer";

/** A request with what it was about, as both are today. */
export interface ExplainedCase {
  readonly request: FoundRequest;
  /** null = it addressed none, or it is gone. */
  readonly api: Api | null;
  /** null = no key was recognised, or it is gone. */
  readonly key: KeyView | null;
  /** null = the API is as it was when the request came. */
  readonly changedSince: LaterChange | null;
}

/** The explanation. Nothing is looked up, and nothing is made up: what was not kept is told as such. */
export function explainRequest(
  { request, api, key, changedSince }: ExplainedCase,
  world: Pick<GateWorld, "supportUrl">,
): RequestExplanation {
  const code = DENIAL_CODES.find((known): known is DenialCode => known === request.reason) ?? null;
  return {
    request,
    api: api === null ? null : { slug: api.slug, name: api.name },
    key: key === null ? null : { publicId: key.publicId, name: key.name, state: key.state },
    preview: key === null ? null : onlySecretAt(key.secrets, request.atMs),
    mayBeToken: api !== null && takesTokens(api),
    changedSince,
    isVerification: isVerdict(request),
    carriers: api === null ? [] : carrierTexts(api),
    meaning: meaningText(request, code),
    decidedBy: code === null ? null : decidingStep(code),
    change: code === null ? null : changeOf(request, code, api),
    // A reason of a later build says nothing here of where it stands among the checks.
    steps: request.reason !== null && code === null ? [] : checkedSteps(code, skippedSteps(request, api, key), unsureSteps(request)),
    answer: answerOf(request, code, api, world),
  };
}

function takesTokens({ dialect: { carriers } }: Api): boolean {
  return carriers.some((carrier) => carrier.in === "cookie" || carrier.schemes.some(({ carries }) => carries !== "key"));
}

function meaningText({ reason, status, told }: FoundRequest, code: DenialCode | null): string {
  if (reason === null) return acceptedText(status);
  if (code === null) return `Refused for “${reasonTitle(reason)}”, a reason that this version does not know.`;
  return [meaningOf(code)?.when, told?.facts.detail].filter((sentence) => sentence !== undefined).join(" ");
}

function acceptedText(status: FoundRequest["status"]): string {
  if (status === 0) return "Every check passed, and the request was let through. How it ended is not known: it still runs, or it was lost.";
  if (status === 5) {
    return "Every check passed, and the request was let through. It was answered with a status of 5xx: by the API behind, or because that could not be reached in time.";
  }
  const who = status === 4 ? ": the API behind refused it itself" : "";
  return `Every check passed, and the request was let through. It was answered with a status of ${status}xx${who}.`;
}

function changeOf({ told, atMs, publicId, range }: FoundRequest, code: DenialCode, api: Api | null): Change {
  return changeFor(code, {
    facts: told?.facts ?? {},
    atMs,
    publicId,
    range,
    // The service keys' own API has no page.
    api: api === null || api.slug === SERVICE_SLUG ? null : api.slug,
    carriers: api === null ? [] : carrierTexts(api),
    tenantHeader: api?.dialect.tenantHeader ?? null,
  });
}

function answerOf(request: FoundRequest, code: DenialCode | null, api: Api | null, world: Pick<GateWorld, "supportUrl">): SentAnswer {
  if (request.reason === null) return { kind: "not-kept", why: "Answers to requests that were let through are never kept." };
  if (code === null) return { kind: "not-kept", why: "This version does not know the reason." };
  if (api === null) return { kind: "not-kept", why: "The API whose words it was answered in is gone." };
  return sentAnswer(request, code, api, world);
}

/** Steps that do not apply, as far as is known. */
function skippedSteps(request: FoundRequest, api: Api | null, key: KeyView | null): Set<StepId> {
  const skipped = new Set<StepId>();
  const skip = (...steps: readonly StepId[]) => {
    for (const step of steps) skipped.add(step);
  };
  // A key that is verified was shown by the asker: how its holder sent it is not known here.
  if (isVerdict(request)) skip("request", "transport", "credential", "answer");
  if (request.endpoint === null || api?.endpoints.length === 0) skip("endpoint", "permission", "grant");
  const told = request.told?.limit ?? [];
  const plan = key === null ? undefined : api?.plans[key.plan];
  const isWindowed = told.some(({ name }) => !name.startsWith("quota-")) || hasWindows(api, plan);
  if (!isWindowed) skip("windows");
  if (!told.some(({ name }) => name.startsWith("quota-")) && plan?.quota == null) skip("quota");
  return skipped;
}

function hasWindows(api: Api | null, plan: Api["plans"][string] | undefined): boolean {
  const all = [plan?.windows, plan?.accountWindows, plan?.tenantWindows, api?.settings.windows];
  return all.some((windows) => windows !== undefined && windows.length > 0);
}

/** Of a request that was let through: whether the API behind answered. */
function unsureSteps({ reason, status }: FoundRequest): Set<StepId> {
  return new Set<StepId>(reason === null && (status === 0 || status === 5) ? ["answer"] : []);
}
