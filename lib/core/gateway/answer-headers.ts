// Which of an upstream's header lines reach the client, and which lines of the gateway's own win over them.
import type { HeaderLine } from "@/lib/core/http";
import { SESSION_COOKIE_NAMES } from "@/lib/core/session";
import { hopByHopNames } from "./hop-by-hop";

/** What the gateway says on every answer of an API. */
export interface AnswerFacts {
  readonly requestId: string;
  /** Rate headers and the like; each replaces the upstream's lines of that name. */
  readonly extraHeaders: readonly HeaderLine[];
}

/**
 * The lines a client gets: the upstream's in their order with repetitions, without connection lines; our request id and rate headers. Paths of the gateway share
 * their origin with the console, so no upstream may set the cookie of its session.
 */
export function answerHeaders(upstream: readonly HeaderLine[], facts: AnswerFacts): HeaderLine[] {
  const hopByHop = hopByHopNames(upstream);
  const lines: HeaderLine[] = [];
  for (const line of upstream) {
    const name = line[0].toLowerCase();
    if (hopByHop.has(name) || isOurs(name, facts) || (name === "set-cookie" && setsSession(line[1]))) continue;
    lines.push(line);
  }
  lines.push(["x-request-id", facts.requestId], ...facts.extraHeaders);
  return lines;
}

function isOurs(lowerCaseName: string, facts: AnswerFacts): boolean {
  if (lowerCaseName === "x-request-id" || lowerCaseName.startsWith("x-keyfuse-")) return true;
  return facts.extraHeaders.some(([extra]) => extra.toLowerCase() === lowerCaseName);
}

/**
 * Browsers take the cookie's name from before the first `=`, without the white space around it (RFC 6265 §5.2); one that has no name is
 * sent back as its bare value, which a server reads as a name again. Long sessions stand in numbered pieces.
 */
function setsSession(cookie: string): boolean {
  const name =
    cookie
      .replace(/^[\s=]+/, "")
      .split("=", 1)[0]
      ?.trim() ?? "";
  return SESSION_COOKIE_NAMES.some((session) => name === session || name.startsWith(`${session}.`));
}
