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
  const hopByHop = hopByHopNames(upstream);
  const lines: HeaderLine[] = [];
  for (const line of upstream) {
    const name = line[0].toLowerCase();
    if (!hopByHop.has(name) && !isOurs(name, facts)) lines.push(line);
  }
  lines.push(["x-request-id", facts.requestId], ...facts.extraHeaders);
  return lines;
}

function isOurs(lowerCaseName: string, facts: AnswerFacts): boolean {
  if (lowerCaseName === "x-request-id" || lowerCaseName.startsWith("x-keyfuse-")) return true;
  return facts.extraHeaders.some(([extra]) => extra.toLowerCase() === lowerCaseName);
}
