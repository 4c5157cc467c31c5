// Sums up what was counted since the last fold, minute by minute.
import { addressRange } from "./address-range";
import type { Counted, CountedEnd, JournalRecord } from "./counted";
import { LATENCY_BUCKETS, latencyBucket } from "./latency";
import type { Outcome, StatusClass } from "./outcome";
import { type CallerPlaces, type Noted, type Place, PlaceBook, type Sum } from "./places";
import type { ToldRefusal } from "./told-refusal";
import type { DecisionEntry, UsageDelta } from "./usage-batch";

const MINUTE_MS = 60_000;
const UNKNOWN: StatusClass = 0;
/** Decisions of one key that a fold hands over at most. */
const MOST_DECISIONS = 200;
/** Places that are remembered between folds at most. */
const MOST_PLACES = 50_000;
/** Reasons that count as `limited`; every other one is `denied`. */
const LIMITED: ReadonlySet<string> = new Set(["rate_limited", "quota_exceeded"]);

/** The outcome that a reason stands for; empty = accepted. */
export function outcomeOf(reason: string): Outcome {
  if (reason === "") return "accepted";
  return LIMITED.has(reason) ? "limited" : "denied";
}

/** What a fold hands over. */
export interface Taken {
  readonly deltas: readonly UsageDelta[];
  readonly decisions: readonly DecisionEntry[];
}

/** Requests since a tally began, folded or not: by what became of them, and refusals without a known caller. */
export type Totals = Record<Outcome | "unknownRefusals", number>;

/** Sums and latest decisions since the last `take`. */
export class Tally {
  /** They only grow: for those who watch how fast. */
  readonly totals: Totals = { accepted: 0, limited: 0, denied: 0, unknownRefusals: 0 };
  readonly #book = new PlaceBook();
  #touched: Place[] = [];
  #noting: CallerPlaces[] = [];

  /** Places that hold sums: what a fold will have to write, and what memory it takes. */
  get size(): number {
    return this.#touched.length;
  }

  /** The place of a request with that reason. */
  placeOf(request: Counted, reason = ""): Place {
    return this.#book.find(request, reason);
  }

  admitted(place: Place, request: Counted): Noted | null {
    const sum = this.#sum(place, request.atMs, UNKNOWN);
    sum.count += 1;
    sum.units += request.cost;
    this.totals.accepted += 1;
    return this.#note(place, request, UNKNOWN);
  }

  /** Moves an admission from class 0 to its own. `noted` is what its admission returned, where that is known. */
  finished(place: Place, request: Counted, end: CountedEnd, noted: Noted | null): void {
    const admission = this.#sum(place, request.atMs, UNKNOWN);
    admission.count -= 1;
    admission.units -= request.cost;
    this.#ended(place, request, end);
    if (noted !== null && !noted.isTaken) noted.status = end.status;
    else this.#note(place, request, end.status);
  }

  served(place: Place, request: Counted, end: CountedEnd): void {
    this.totals.accepted += 1;
    this.#ended(place, request, end);
    this.#note(place, request, end.status);
  }

  refused(place: Place, request: Counted, status: StatusClass, told?: ToldRefusal): void {
    this.#sum(place, request.atMs, status).count += 1;
    this.totals[place.caller === "" ? "unknownRefusals" : outcomeOf(place.reason)] += 1;
    this.#note(place, request, status, told);
  }

  /** Everything since the last call, each cell once; the sums begin anew. */
  take(): Taken {
    const deltas = this.#touched.flatMap(deltasOf);
    const decisions = this.#noting.flatMap(({ noted }) => noted.slice(-MOST_DECISIONS).map(entryOf));
    for (const place of this.#touched) place.minutes = [];
    for (const caller of this.#noting) {
      for (const noted of caller.noted) noted.isTaken = true;
      caller.noted = [];
    }
    this.#touched = [];
    this.#noting = [];
    if (this.#book.size > MOST_PLACES) this.#book.clear();
    return { deltas, decisions };
  }

  #ended(place: Place, request: Counted, end: CountedEnd): void {
    const sum = this.#sum(place, request.atMs, end.status);
    sum.count += 1;
    sum.units += request.cost;
    sum.bytes += end.bytes;
    sum.latency ??= Array<number>(LATENCY_BUCKETS).fill(0);
    const bucket = latencyBucket(end.latencyMs);
    sum.latency[bucket] = (sum.latency[bucket] ?? 0) + 1;
  }

  #sum(place: Place, atMs: number, status: StatusClass): Sum {
    const minuteMs = atMs - (atMs % MINUTE_MS);
    const { minutes } = place;
    let minute = minutes[minutes.length - 1];
    if (minute?.minuteMs !== minuteMs) {
      if (minutes.length === 0) this.#touched.push(place);
      minute = minutes.find((other) => other.minuteMs === minuteMs);
      if (minute === undefined) {
        minute = { minuteMs, byStatus: [null, null, null, null, null, null] };
        minutes.push(minute);
      }
    }
    let sum = minute.byStatus[status] ?? null;
    if (sum === null) {
      sum = { count: 0, units: 0, bytes: 0, lastAtMs: atMs, latency: null };
      minute.byStatus[status] = sum;
    }
    if (atMs > sum.lastAtMs) sum.lastAtMs = atMs;
    return sum;
  }

  #note({ home: caller, isKey, reason }: Place, request: Counted, status: StatusClass, told?: ToldRefusal): Noted | null {
    if (!isKey) return null;
    const noted: Noted = { request, outcome: outcomeOf(reason), reason, status, told, isTaken: false };
    if (caller.noted.length === 0) this.#noting.push(caller);
    // Trimmed now and then, so that a busy key costs no shift at each request.
    else if (caller.noted.length >= 2 * MOST_DECISIONS) caller.noted = caller.noted.slice(-MOST_DECISIONS);
    caller.noted.push(noted);
    return noted;
  }
}

/** Sums up records that are read back from a journal, in their order. */
export class ReplayTally {
  readonly tally = new Tally();
  #open = new Map<string, Noted>();

  add(record: JournalRecord): void {
    const { tally } = this;
    const { request } = record;
    if (record.kind === "refused") {
      tally.refused(tally.placeOf(request, record.reason), request, record.status);
    } else if (record.kind === "served") {
      tally.served(tally.placeOf(request), request, record.end);
    } else if (record.kind === "admitted") {
      const noted = tally.admitted(tally.placeOf(request), request);
      if (noted !== null) this.#open.set(request.requestId, noted);
    } else {
      tally.finished(tally.placeOf(request), request, record.end, this.#open.get(request.requestId) ?? null);
      this.#open.delete(request.requestId);
    }
  }

  take(): Taken {
    this.#open = new Map();
    return this.tally.take();
  }
}

function deltasOf(place: Place): UsageDelta[] {
  const deltas: UsageDelta[] = [];
  const { apiId, caller, tenantId, endpoint, method, reason } = place;
  for (const { minuteMs, byStatus } of place.minutes) {
    for (const [status, sum] of byStatus.entries()) {
      // An admission and its end within one fold leave nothing behind in class 0.
      if (sum === null || (sum.count === 0 && sum.units === 0 && sum.bytes === 0)) continue;
      const { count, units, bytes, lastAtMs, latency } = sum;
      const cell = { minuteMs, apiId, caller, tenantId, endpoint, method, outcome: outcomeOf(reason), reason };
      deltas.push({ ...cell, status: status as StatusClass, count, units, bytes, lastAtMs, latency: latency ?? [] });
    }
  }
  return deltas;
}

function entryOf({ request, outcome, reason, status, told }: Noted): DecisionEntry {
  const { caller: keyId, requestId, atMs, endpoint, method, peer } = request;
  return { keyId, requestId, atMs, outcome, reason, endpoint, method, status, range: addressRange(peer), told };
}
