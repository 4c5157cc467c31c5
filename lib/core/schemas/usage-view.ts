// Usage as the console and its readers see it.
import type { Outcome, StatusClass } from "@/lib/core/usage/outcome";
import type { WindowState } from "@/lib/core/windows/claim";

/** Counts of one unit of time, by outcome. */
export interface UsagePoint {
  readonly startMs: number;
  readonly accepted: number;
  readonly limited: number;
  readonly denied: number;
}

export type UsageTotals = Omit<UsagePoint, "startMs">;

/** Upper bounds in milliseconds; null where nothing finished. */
export interface LatencyView {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What happened to one request of a key. */
export interface DecisionView {
  readonly requestId: string;
  readonly atMs: number;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly endpoint: string;
  readonly method: string;
  readonly status: StatusClass;
  readonly range: string | null;
}

/** Something about a key that somebody should look at. */
export interface UsageNoteView {
  readonly id: string;
  readonly kind: "denied_share" | "new_range" | "first_use_after_pause" | "near_limit";
  readonly atMs: number;
  readonly keyId: string;
  readonly publicId: string;
  readonly keyName: string;
  /** Slug. */
  readonly api: string;
  /** One sentence for a person. */
  readonly text: string;
}

/** The usage block of a key's page. */
export interface KeyUsageView {
  /** 30 UTC days, the oldest first, days without requests included. */
  readonly days: readonly UsagePoint[];
  readonly totals: UsageTotals;
  readonly bytes: number;
  readonly latency: LatencyView;
  /** Endpoints by count, the most used first, at most 10. */
  readonly endpoints: readonly (UsageTotals & { readonly endpoint: string; readonly method: string })[];
  /** Refusals by reason, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly lastUse: { readonly atMs: number; readonly address: string | null; readonly agent: string | null } | null;
  /** The latest 200, newest first. */
  readonly decisions: readonly DecisionView[];
  readonly notes: readonly UsageNoteView[];
}

/** Room left in each window and quota of a key, as the limiter holds them now; empty = unlimited. */
export type KeyHeadroomView = readonly WindowState[];

/** What a list of keys shows of each: 30 days, the oldest first. */
export type KeySparkline = readonly UsagePoint[];

/** One row of a ranking on the admin page. */
export interface UsageRank extends UsageTotals {
  /** Slug, key's public id, tenant's id, account, or endpoint; empty = unknown or none. */
  readonly id: string;
  readonly name: string;
}

/** The admin usage page. */
export interface UsageOverview {
  readonly unit: "hour" | "day";
  readonly points: readonly UsagePoint[];
  readonly totals: UsageTotals;
  readonly latency: LatencyView;
  readonly byApi: readonly UsageRank[];
  readonly byKey: readonly UsageRank[];
  readonly byTenant: readonly UsageRank[];
  /** Members, and the organisation for keys that no member made. */
  readonly byOwner: readonly UsageRank[];
  readonly byEndpoint: readonly UsageRank[];
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** Units of time whose refusals stand out from those around them. */
  readonly spikes: readonly { readonly startMs: number; readonly refused: number; readonly usual: number; readonly reason: string }[];
  /** Rankings are sums over many keys and may be this old. */
  readonly rankedAtMs: number;
}
