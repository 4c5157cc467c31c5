// Which of a client's header lines reach the upstream, and which lines the gateway adds.
import type { Dialect } from "@/lib/core/dialects/dialect";
import { type HeaderLine, headerValue } from "@/lib/core/http";
import { SESSION_COOKIE_NAMES } from "@/lib/core/session";
import { hopByHopNames } from "./hop-by-hop";

/** What the gateway knows of a request beside its own lines. */
export interface UpstreamFacts {
  readonly dialect: Dialect;
  readonly requestId: string;
  readonly peer: string;
  readonly scheme: "http" | "https";
  /** The caller headers with their signature. */
  readonly caller: readonly HeaderLine[];
  /** Lines the API adds for its upstream; each replaces the client's lines of that name. */
  readonly added: readonly HeaderLine[];
}

// `expect` is answered by the listener before the body is read; `host` and the length are set by the connection to the upstream.
const NEVER_PASSED: ReadonlySet<string> = new Set(["host", "content-length", "expect", "forwarded", "x-real-ip", "x-request-id"]);
/** Frameworks take method or path from these: the upstream would serve another request than the one that was decided. */
const OVERRIDES: ReadonlySet<string> = new Set([
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
  "x-original-url",
  "x-rewrite-url",
]);
const NEVER_PASSED_PREFIXES: readonly string[] = ["x-keyfuse-", "x-middleware-", "x-forwarded-"];

/**
 * The lines an upstream gets: the client's in their order with repetitions, without credentials, connection lines and what only
 * the gateway may say; then where the request came from, who the caller is, and what the API adds.
 */
export function upstreamHeaders(headers: readonly HeaderLine[], facts: UpstreamFacts): HeaderLine[] {
  const hopByHop = hopByHopNames(headers);
  const replaced = replacedNames(facts);
  const lines: HeaderLine[] = [];
  for (const line of headers) {
    const name = comparableName(line[0]);
    if (hopByHop.has(name) || isOurs(name) || replaced.includes(name)) continue;
    if (name === "cookie") addCookies(lines, line, facts.dialect);
    else lines.push(line);
  }
  lines.push(...originLines(headers, facts), ...facts.caller, ...facts.added);
  return lines;
}

/** A browser that is signed in here sends the session along to the gateway; it is no business of an upstream. */
function addCookies(lines: HeaderLine[], [name, value]: HeaderLine, dialect: Dialect): void {
  const carriers = dialect.carriers.filter((carrier) => carrier.in === "cookie").map((carrier) => carrier.name);
  const kept = withoutCookies(value, [...carriers, ...SESSION_COOKIE_NAMES]);
  if (kept !== null) lines.push([name, kept]);
}

function isOurs(comparable: string): boolean {
  if (NEVER_PASSED.has(comparable)) return true;
  if (!comparable.startsWith("x-")) return false;
  return OVERRIDES.has(comparable) || NEVER_PASSED_PREFIXES.some((prefix) => comparable.startsWith(prefix));
}

/** Every header that carries credentials in this dialect, on whatever paths, and those whose value the API sets. */
function replacedNames(facts: UpstreamFacts): readonly string[] {
  const names = facts.added.map(([name]) => comparableName(name));
  for (const carrier of facts.dialect.carriers) if (carrier.in === "header") names.push(comparableName(carrier.name));
  return names;
}

/** Servers that speak CGI or WSGI read `X_Keyfuse_Key_Id` as `X-Keyfuse-Key-Id`: both spellings count as one name. */
function comparableName(name: string): string {
  const lower = name.toLowerCase();
  return lower.includes("_") ? lower.replaceAll("_", "-") : lower;
}

/** Sets rather than appends: what a client claims about its own address is not passed on as a fact. */
function originLines(headers: readonly HeaderLine[], facts: UpstreamFacts): HeaderLine[] {
  const lines: HeaderLine[] = [
    ["x-forwarded-for", facts.peer],
    ["x-forwarded-proto", facts.scheme],
    ["x-request-id", facts.requestId],
  ];
  const host = headerValue(headers, "host");
  if (host !== null) lines.push(["x-forwarded-host", host]);
  return lines;
}

/** A `Cookie` value without the named cookies, the others as they were; null when none is left. */
function withoutCookies(value: string, names: readonly string[]): string | null {
  const pairs = value.split(";");
  const kept = pairs.filter((pair) => !names.includes((pair.split("=", 1)[0] ?? "").trim()));
  if (kept.length === pairs.length) return value;
  const rest = kept.join(";").trim();
  return rest === "" ? null : rest;
}
