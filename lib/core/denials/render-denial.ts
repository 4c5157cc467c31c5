// Turns a denial into the answer its dialect gives: fills the wording's facts and sets the headers every refusal has.
import type { Denial, DenialFacts } from "@/lib/core/denials/denial";
import type { Dialect, Wording } from "@/lib/core/dialects/dialect";
import { type Answer, emptyAnswer, type HeaderLine, type Json, jsonAnswer } from "@/lib/core/http";

/** What a wording may name besides the denial's own facts. */
export interface RenderContext {
  readonly requestId: string;
  readonly apiSlug: string;
  /** Named in 403 messages when the operator set one. */
  readonly supportUrl: string | null;
}

type Facts = Readonly<Record<string, Json | undefined>>;

/**
 * The answer for a denial, in the dialect's own words. Every 401 carries `WWW-Authenticate` (RFC 9110 §11.6.1), every answer
 * `X-Request-Id`, a 429 and a 503 `Retry-After` in whole seconds, a 405 `Allow`.
 */
export function renderDenial(denial: Denial, dialect: Dialect, context: RenderContext): Answer {
  const wording = dialect.wording[denial.code];
  const headers: HeaderLine[] = [["x-request-id", context.requestId]];
  if (wording.status === 401) headers.push(["www-authenticate", dialect.challenge.replaceAll("{api}", context.apiSlug)]);
  if (denial.facts.retryAfter !== undefined) headers.push(["retry-after", String(denial.facts.retryAfter)]);
  if (denial.facts.allow !== undefined) headers.push(["allow", denial.facts.allow]);
  if (wording.empty) return emptyAnswer(wording.status, headers);
  return jsonAnswer(wording.status, fill(wording.body, factsOf(denial.facts, wording, context)), headers);
}

function factsOf(facts: DenialFacts, wording: Wording, context: RenderContext): Facts {
  const support = wording.status === 403 && context.supportUrl !== null ? ` Contact support: ${context.supportUrl}` : "";
  return { ...facts, requestId: context.requestId, api: context.apiSlug, support };
}

const WHOLE = /^\{([a-zA-Z]+)\}$/;
const PART = /\{([a-zA-Z]+)\}/g;

function fill(template: Json, facts: Facts): Json {
  if (typeof template === "string") {
    const whole = WHOLE.exec(template);
    if (whole?.[1] !== undefined) return facts[whole[1]] ?? null;
    return template.replace(PART, (_, name: string) => String(facts[name] ?? ""));
  }
  if (Array.isArray(template)) return template.map((item: Json) => fill(item, facts));
  if (template === null || typeof template !== "object") return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value as Json, facts)]));
}
