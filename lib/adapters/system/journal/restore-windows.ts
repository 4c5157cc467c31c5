// Rebuilds the windows of a limiter that lives in memory: the last hour unit by unit from the journals, what is older from the roll-ups.
import type { Api } from "@/lib/core/catalogue";
import type { Counted, JournalRecord } from "@/lib/core/usage/counted";
import type { Claim } from "@/lib/core/windows/claim";
import { countsSinceMs, type Holder, widestClaims } from "@/lib/core/windows/widest-claims";
import type { MinuteUnits, UsageStore } from "@/lib/ports/usage-ports";
import { type Piece, readJournal } from "./read-journal";
import { listSegments, segmentWrittenMs } from "./segments";

const MINUTE_MS = 60_000;
const LONGEST_EXACT_MS = 3_600_000;
const TOKEN_PLAN = "default";

export interface RestoreOptions {
  /** The directories of all journals that count for these windows. */
  readonly directories: readonly string[];
  readonly store: Pick<UsageStore, "unitsSince">;
  readonly apis: readonly Api[];
  readonly nowMs: number;
  /** Keys that are known, by their UUID. Any other caller shares windows as a token does: on the plan `default`. */
  readonly holders: ReadonlyMap<string, Holder>;
  /** Notes units as taken at that instant; called in the order of time. */
  readonly restore: (claims: readonly Claim[], units: number, atMs: number) => void;
}

/**
 * Restores everything that still counts. To be called when all journals are folded and before the first request. A minute is taken whole
 * from one of the two sources: from the journals where all of them reach back to its beginning, else from the roll-ups, where all units of a
 * minute stand at its last admission, so that none leaves its window early. Returns how many takings were restored.
 */
export async function restoreWindows(options: RestoreOptions): Promise<number> {
  const { apis, nowMs, store } = options;
  const sinceMs = countsSinceMs(apis, nowMs);
  if (sinceMs === Number.POSITIVE_INFINITY) return 0;
  const restoring = new Restoring(options);
  const recent = await openRecent(options.directories, Math.max(sinceMs, nowMs - LONGEST_EXACT_MS));
  for await (const minutes of store.unitsSince(sinceMs)) {
    // A piece is in the order of its minutes; within a minute callers stand in any order.
    for (const { apiId, caller, tenantId, units, lastAtMs } of [...minutes].sort((one, other) => one.lastAtMs - other.lastAtMs)) {
      if (lastAtMs < recent.fromMs) restoring.add({ apiId, caller, tenantId }, units, lastAtMs);
    }
  }
  for await (const { apiId, caller, tenantId, cost, atMs } of inOrder(recent.journals)) {
    if (atMs >= recent.fromMs) restoring.add({ apiId, caller, tenantId }, cost, atMs);
  }
  return restoring.count;
}

/** Who took units. */
type Taker = Pick<MinuteUnits, "apiId" | "caller" | "tenantId">;

class Restoring {
  readonly #restore: RestoreOptions["restore"];
  readonly #apis: ReadonlyMap<string, Api>;
  readonly #holders: RestoreOptions["holders"];
  readonly #claims = new Map<string, readonly Claim[]>();
  #lastMs = Number.NEGATIVE_INFINITY;
  count = 0;

  constructor({ apis, holders, restore }: RestoreOptions) {
    this.#restore = restore;
    this.#holders = holders;
    this.#apis = new Map(apis.map((api) => [api.id, api]));
  }

  add({ apiId, caller, tenantId }: Taker, units: number, atMs: number): void {
    const api = this.#apis.get(apiId);
    if (api === undefined || units < 1) return;
    const name = `${apiId} ${tenantId ?? ""} ${caller}`;
    const holder = this.#holders.get(caller) ?? { id: caller, accountId: null, tenantId, planName: TOKEN_PLAN };
    const claims = this.#claims.get(name) ?? widestClaims(api, holder);
    this.#claims.set(name, claims);
    if (claims.length === 0) return;
    // What stands a little out of order counts as late as what came before it: it leaves its window late, never early.
    this.#lastMs = Math.max(this.#lastMs, atMs);
    this.#restore(claims, units, this.#lastMs);
    this.count += 1;
  }
}

/** The journals from a segment on that was begun before `sinceMs`, and from which minute on they hold everything. */
async function openRecent(directories: readonly string[], sinceMs: number): Promise<{ journals: Admissions[]; fromMs: number }> {
  const journals: Admissions[] = [];
  let fromMs = minuteAfter(sinceMs);
  for (const directory of directories) {
    const segment = await firstWrittenSince(directory, sinceMs);
    if (segment === null) continue;
    const journal = new Admissions(directory, segment);
    await journal.next();
    if (journal.current === null) continue;
    journals.push(journal);
    fromMs = Math.max(fromMs, minuteAfter(journal.current.atMs));
  }
  return { journals, fromMs: journals.length === 0 ? Number.POSITIVE_INFINITY : fromMs };
}

async function firstWrittenSince(directory: string, sinceMs: number): Promise<number | null> {
  for (const segment of await listSegments(directory)) {
    if ((await segmentWrittenMs(directory, segment)) >= sinceMs) return segment;
  }
  return null;
}

/** The admissions of one journal, one at a time. */
class Admissions {
  readonly #pieces: AsyncGenerator<Piece>;
  #records: readonly JournalRecord[] = [];
  #at = 0;
  /** null = no more. */
  current: Counted | null = null;

  constructor(directory: string, segment: number) {
    this.#pieces = readJournal(directory, { segment, offset: 0 }, null);
  }

  async next(): Promise<void> {
    for (;;) {
      const record = this.#records[this.#at];
      if (record === undefined) {
        const piece = await this.#pieces.next();
        this.current = null;
        if (piece.done) return;
        this.#records = piece.value.records;
        this.#at = 0;
        continue;
      }
      this.#at += 1;
      // Refusals took nothing; the end of a request may stand in a journal that has lost its admission.
      if (record.kind === "refused" || record.kind === "finished") continue;
      this.current = record.request;
      return;
    }
  }
}

/** What several journals hold, by time. */
async function* inOrder(journals: readonly Admissions[]): AsyncGenerator<Counted> {
  for (;;) {
    let earliest: Admissions | null = null;
    for (const journal of journals) {
      if (journal.current === null) continue;
      if (earliest?.current == null || journal.current.atMs < earliest.current.atMs) earliest = journal;
    }
    if (earliest?.current == null) return;
    yield earliest.current;
    await earliest.next();
  }
}

function minuteAfter(instantMs: number): number {
  return Math.ceil(instantMs / MINUTE_MS) * MINUTE_MS;
}
