// What the usage pages show: what their URLs ask for, and the URLs that ask for it.
import { OUTCOMES, type Outcome } from "@/lib/core/usage/outcome";
import type { ExportFormat } from "./export-format";
import { type PageQuery, storableOf } from "./page-query";

/** How far back the admin page looks. */
export const USAGE_RANGES = ["24h", "7d", "30d"] as const;

export type UsageRange = (typeof USAGE_RANGES)[number];

/** What the admin page is asked for. */
export interface UsageQuery {
  readonly range: UsageRange;
  /** Slug; null = every API. */
  readonly api: string | null;
}

/** All APIs, the last 24 hours. */
const EVERYTHING: UsageQuery = { range: "24h", api: null };

/** Reads a query; what it does not understand is as if it were not there. */
export function readUsageQuery(query: PageQuery): UsageQuery {
  const range = storableOf(query, "range");
  return {
    range: USAGE_RANGES.find((known) => known === range) ?? EVERYTHING.range,
    api: storableOf(query, "api") || null,
  };
}

/** The path that asks for it; of what needs no asking nothing stands in it. */
export function usagePath(query: UsageQuery): string {
  const parameters = parametersOf(query);
  return parameters.size === 0 ? "/usage" : `/usage?${parameters}`;
}

/** The path of the file with what the page counts. */
export function usageExportPath(query: UsageQuery, format: ExportFormat): string {
  const parameters = parametersOf(query);
  parameters.set("format", format);
  return `/usage/export?${parameters}`;
}

function parametersOf({ range, api }: UsageQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  if (range !== EVERYTHING.range) parameters.set("range", range);
  if (api !== null) parameters.set("api", api);
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
