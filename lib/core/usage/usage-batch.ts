// What a process hands over to the database each second: sums of what its journal counted since the last time.
import type { Outcome, StatusClass } from "./outcome";
import type { ToldRefusal } from "./told-refusal";

/** Where a journal has been read to. `journal` names it for life; an offset is in bytes of the segment. */
export interface JournalPosition {
  readonly journal: string;
  readonly segment: number;
  readonly offset: number;
}

/** What a sum is by, within one minute. */
export interface UsageCell {
  /** The UTC minute of the admission or refusal. */
  readonly minuteMs: number;
  readonly apiId: string;
  /** The key's UUID; for a token without a key `iss` + space + `sub`; empty where the caller is unknown. */
  readonly caller: string;
  readonly tenantId: string | null;
  /** A registered template, UNMATCHED, or empty where the endpoint was not asked about. */
  readonly endpoint: string;
  /** Empty where it was not asked about. */
  readonly method: string;
  readonly outcome: Outcome;
  /** A denial code; empty for what was accepted. */
  readonly reason: string;
  readonly status: StatusClass;
}

/**
 * What is to be added to one cell. Numbers may be negative: the end of a request that was folded before moves it from class 0 to its
 * own. Sums over all cells are never wrong meanwhile.
 */
export interface UsageDelta extends UsageCell {
  readonly count: number;
  /** Units that were taken from the windows; 0 for refusals. */
  readonly units: number;
  readonly bytes: number;
  /** The last admission or refusal in the cell. */
  readonly lastAtMs: number;
  /** Finished requests by latency bucket (LATENCY_BOUNDS_MS); empty = none finished. */
  readonly latency: readonly number[];
}

/** One decision about a known key, as the console lists the latest 200 of a key. */
export interface DecisionEntry {
  readonly keyId: string;
  readonly requestId: string;
  readonly atMs: number;
  readonly outcome: Outcome;
  /** A denial code; empty for what was accepted. */
  readonly reason: string;
  readonly endpoint: string;
  readonly method: string;
  /** 0 while unknown. */
  readonly status: StatusClass;
  /** The client's address shortened to its range: IPv4 /24, IPv6 /48; null where it is not known. */
  readonly range: string | null;
  /** What its answer was made of; absent for what was accepted, and where it was not kept. */
  readonly told?: ToldRefusal | undefined;
}

/** One fold: applied in one transaction with its position, or not at all. */
export interface UsageBatch {
  /** Up to where the journal is accounted for once this batch is applied; `from` is the position that must be stored before it. */
  readonly from: JournalPosition | null;
  readonly to: JournalPosition;
  readonly deltas: readonly UsageDelta[];
  readonly decisions: readonly DecisionEntry[];
}
