// What an instance tells its operators' monitoring: every metric by name, read from plain facts. None names a key, a tenant or a path.
import type { Outcome } from "@/lib/core/usage/outcome";

/** Everything that is told, as it stands at a scrape. Counts are of this process, since it started. */
export interface MetricFacts {
  /** The version of Keyfuse. */
  readonly version: string;
  /** Whether a request could be decided now. */
  readonly isReady: boolean;
  readonly limiter: LimiterFacts;
  /** Rate windows that this process holds in memory. */
  readonly windows: readonly WindowFacts[];
  /** Requests of known callers by what became of them, and refusals without a known caller. */
  readonly requests: Readonly<Record<Outcome | "unknownRefusals", number>>;
  readonly counting: CountingFacts;
  readonly keys: {
    /** Secret versions in memory. */
    readonly cached: number;
    /** How long they are believed without another proof that changes are heard. */
    readonly trustedSeconds: number;
  };
}

interface LimiterFacts {
  readonly kind: string;
  readonly isDegraded: boolean;
  readonly outages: number;
  readonly decidedAlone: number;
  readonly refusedUndecided: number;
}

/** `of`: callers' own windows, or those of addresses whose authentication failed. */
export interface WindowFacts {
  readonly of: "callers" | "failures";
  readonly subjects: number;
  readonly bytes: number;
  readonly ceilingBytes: number;
}

export interface CountingFacts {
  readonly canCount: boolean;
  /** Sums that wait for the next fold. */
  readonly unfolded: number;
  /** null = requests are counted in the database itself. */
  readonly journal: { readonly isShort: boolean; readonly segment: number; readonly foldLagSeconds: number } | null;
}

/** One line of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric. */
export interface Metric {
  readonly name: string;
  /** A counter only grows while the process lives. */
  readonly kind: "counter" | "gauge";
  readonly help: string;
  /** None where this instance has nothing of that sort. */
  readonly read: (facts: MetricFacts) => readonly Sample[];
}

/** All metrics of Keyfuse's own, in the order in which they are told. */
export const METRICS: readonly Metric[] = [
  gauge("keyfuse_build_info", "The version of Keyfuse, as a label.", ({ version }) => labelled({ version }, 1)),
  gauge("keyfuse_ready", "1 = a request could be decided now, as /readyz says.", ({ isReady }) => flag(isReady)),
  counter(
    "keyfuse_requests_total",
    "Requests of known callers that were counted, by outcome: accepted, limited (a window or quota was full), denied.",
    ({ requests }) => (["accepted", "limited", "denied"] as const).flatMap((outcome) => labelled({ outcome }, requests[outcome])),
  ),
  counter("keyfuse_unknown_refusals_total", "Refusals of requests whose caller was not known.", ({ requests }) =>
    one(requests.unknownRefusals),
  ),
  gauge("keyfuse_limiter_info", "Where rate windows are counted, as a label: embedded, redis, upstash.", ({ limiter: { kind } }) =>
    labelled({ kind }, 1),
  ),
  gauge("keyfuse_limiter_degraded", "1 = the shared rate windows do not answer, and the outage policy decides.", ({ limiter }) =>
    flag(limiter.isDegraded),
  ),
  counter("keyfuse_limiter_outages_total", "Outages of the shared rate windows, the present one included.", ({ limiter }) =>
    one(limiter.outages),
  ),
  counter("keyfuse_limiter_decided_alone_total", "Requests that this process decided by its own windows in an outage.", ({ limiter }) =>
    one(limiter.decidedAlone),
  ),
  counter(
    "keyfuse_limiter_refused_undecided_total",
    "Requests that were refused in an outage because nothing could decide.",
    ({ limiter }) => one(limiter.refusedUndecided),
  ),
  gauge(
    "keyfuse_windows_subjects",
    "Subjects whose rate windows this process holds, by whose they are: callers, failures.",
    ({ windows }) => windows.flatMap(({ of, subjects }) => labelled({ of }, subjects)),
  ),
  gauge("keyfuse_windows_bytes", "Memory of these windows, estimated.", ({ windows }) =>
    windows.flatMap(({ of, bytes }) => labelled({ of }, bytes)),
  ),
  gauge("keyfuse_windows_ceiling_bytes", "Above it idle windows go first; live ones are never forgotten.", ({ windows }) =>
    windows.flatMap(({ of, ceilingBytes }) => labelled({ of }, ceilingBytes)),
  ),
  gauge("keyfuse_counting", "1 = requests can be counted; at 0 each is refused with 503.", ({ counting }) => flag(counting.canCount)),
  gauge("keyfuse_usage_unfolded_sums", "Sums of usage that wait to be folded into the database.", ({ counting }) => one(counting.unfolded)),
  gauge(
    "keyfuse_usage_fold_lag_seconds",
    "Time since the database had all usage; about 1 where all is well. Only with a journal.",
    ({ counting: { journal } }) => (journal === null ? [] : one(journal.foldLagSeconds)),
  ),
  gauge(
    "keyfuse_journal_short",
    "1 = the disk has no room for a next journal segment: soon nothing can be counted. Only with a journal.",
    ({ counting: { journal } }) => (journal === null ? [] : flag(journal.isShort)),
  ),
  gauge("keyfuse_journal_segment", "Number of the journal segment that is written. Only with a journal.", ({ counting: { journal } }) =>
    journal === null ? [] : one(journal.segment),
  ),
  gauge("keyfuse_keys_cached", "Secret versions in memory, absent ones included.", ({ keys }) => one(keys.cached)),
  gauge("keyfuse_keys_trusted_seconds", "How long keys in memory are still believed; at 0 each request reads the database.", ({ keys }) =>
    one(keys.trustedSeconds),
  ),
];

function gauge(name: string, help: string, read: Metric["read"]): Metric {
  return { name, kind: "gauge", help, read };
}

function counter(name: string, help: string, read: Metric["read"]): Metric {
  return { name, kind: "counter", help, read };
}

function one(value: number): Sample[] {
  return labelled({}, value);
}

function flag(isSet: boolean): Sample[] {
  return one(isSet ? 1 : 0);
}

function labelled(labels: Sample["labels"], value: number): Sample[] {
  return [{ labels, value }];
}
