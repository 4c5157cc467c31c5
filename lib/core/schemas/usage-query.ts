// What the usage pages show: what their URLs ask for, and the URLs that ask for it.
import { OUTCOMES, type Outcome } from "@/lib/core/usage/outcome";
import { type PageQuery, storableOf } from "./page-query";

/** How far back the admin page looks. */
export const USAGE_RANGES = ["24h", "7d", "30d"] as const;

export type UsageRange = (typeof USAGE_RANGES)[number];

/** What the admin page is asked for. */
export interface UsageQuery {
  readonly range: UsageRange;
  /** Slug; null = every API. */
  readonly api: string | null;
  /** What was typed as a request's id; empty = no request is looked for. */
  readonly request: string;
}

/** All APIs, the last 24 hours. */
const EVERYTHING: UsageQuery = { range: "24h", api: null, request: "" };

/** Reads a query; what it does not understand is as if it were not there. */
export function readUsageQuery(query: PageQuery): UsageQuery {
  const range = storableOf(query, "range");
  return {
    range: USAGE_RANGES.find((known) => known === range) ?? EVERYTHING.range,
    api: storableOf(query, "api") || null,
    request: storableOf(query, "request"),
  };
}

/** The path that asks for it. */
export function usagePath(asked: UsageQuery): string {
  const parameters = usageParameters(asked);
  return parameters.length === 0 ? "/usage" : `/usage?${new URLSearchParams(parameters)}`;
}

/** The parameters that ask for it; of what needs no asking there is none. */
export function usageParameters({ range, api, request }: UsageQuery): [name: string, value: string][] {
  const parameters: [string, string][] = [];
  if (range !== EVERYTHING.range) parameters.push(["range", range]);
  if (api !== null) parameters.push(["api", api]);
  if (request !== "") parameters.push(["request", request]);
  return parameters;
}

/** Which of a key's latest requests are listed. */
export interface DecisionFilter {
  /** null = all. */
  readonly outcome: Outcome | null;
  /** A part of the request's id; empty = any. */
  readonly request: string;
}

/** Reads a key page's query. */
export function readDecisionFilter(query: PageQuery): DecisionFilter {
  const outcome = storableOf(query, "outcome");
  return { outcome: OUTCOMES.find((known) => known === outcome) ?? null, request: storableOf(query, "request") };
}

/** The path that asks for it, to where the list stands on the page. */
export function decisionsPath(page: string, { outcome, request }: DecisionFilter, anchor: string): string {
  const query = new URLSearchParams();
  if (outcome !== null) query.set("outcome", outcome);
  if (request !== "") query.set("request", request);
  return `${page}${query.size === 0 ? "" : `?${query}`}#${anchor}`;
}

/** Those of the list that the filter lets through, in their order. */
export function filterDecisions<Decision extends { readonly outcome: Outcome; readonly requestId: string }>(
  decisions: readonly Decision[],
  { outcome, request }: DecisionFilter,
): Decision[] {
  return decisions.filter((decision) => (outcome === null || decision.outcome === outcome) && decision.requestId.includes(request));
}
