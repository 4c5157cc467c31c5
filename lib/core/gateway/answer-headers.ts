// Which of an upstream's header lines reach the client, and which lines of the gateway's own win over them.
import type { HeaderLine } from "@/lib/core/http";
import { hopByHopNames } from "./hop-by-hop";

/** What the gateway says on every answer of an API. */
export interface AnswerFacts {
  readonly requestId: string;
  /** Rate headers and the like; each replaces the upstream's lines of that name. */
  readonly extraHeaders: readonly HeaderLine[];
}

/** The lines a client gets: the upstream's in their order with repetitions, without connection lines; our request id and rate headers. */
export function answerHeaders(upstream: readonly HeaderLine[], facts: AnswerFacts): HeaderLine[] {
  const replaced = new Set(hopByHopNames(upstream));
  replaced.add("x-request-id");
  for (const [name] of facts.extraHeaders) replaced.add(name.toLowerCase());
  const passed = upstream.filter(([name]) => {
    const lower = name.toLowerCase();
    return !replaced.has(lower) && !lower.startsWith("x-keyfuse-");
  });
  return [...passed, ["x-request-id", facts.requestId], ...facts.extraHeaders];
}
