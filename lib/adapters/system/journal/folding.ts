// Hands what a journal counted to the database, each part once: sums with the position up to which they account for the journal.
import { performance } from "node:perf_hooks";
import type { Taken } from "@/lib/core/usage/tally";
import { ReplayTally } from "@/lib/core/usage/tally";
import type { JournalPosition, UsageBatch } from "@/lib/core/usage/usage-batch";
import type { UsageStore } from "@/lib/ports/usage-ports";
import { type Offset, readJournal } from "./read-journal";

/** Where a batch comes from: what was counted up to `position` since it was last asked. */
export interface Counting {
  /** Sums since the last call, with the position behind them; null = nothing was counted. */
  take(): { readonly taken: Taken; readonly position: JournalPosition } | null;
  readonly position: JournalPosition;
  /** What sums take in memory, in places. */
  readonly size: number;
}

export interface FoldingOptions {
  readonly store: UsageStore;
  readonly directory: string;
  readonly counting: Counting;
  /** Up to where the database accounts for the journal; null = not at all. */
  readonly folded: JournalPosition | null;
  /** The database holds another position than the one this process left there; what lies between is in the files, where they are left. */
  readonly onDisagreement: (stored: JournalPosition, expected: JournalPosition | null) => void;
  /** Places above which sums that cannot be folded are dropped from memory, to be read back from the files later. */
  readonly mostUnfolded?: number;
  readonly monotonicMs?: () => number;
}

const MOST_UNFOLDED_PLACES = 100_000;
/** A fold that takes longer is given up: the other side may be gone without saying so. Trying it again counts nothing twice. */
const ANSWER_WITHIN_MS = 30_000;

/** The folds of one journal. */
export class Folding {
  readonly #options: FoldingOptions;
  #folded: JournalPosition | null;
  /** A batch that may or may not have been applied: tried again as it is, until the database says so. */
  #pending: UsageBatch | null = null;
  /** Counted on disk only: from the last batch up to here. */
  #behindUntil: JournalPosition | null = null;
  readonly #monotonicMs: () => number;
  #settledMs: number;
  #running: Promise<void> | null = null;
  #queued: Promise<void> | null = null;

  constructor(options: FoldingOptions) {
    this.#options = options;
    this.#folded = options.folded;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#settledMs = this.#monotonicMs();
  }

  /** Up to where the database accounts for the journal. */
  get folded(): JournalPosition | null {
    return this.#folded;
  }

  /** Milliseconds since a fold began that left nothing behind. */
  get lagMs(): number {
    return this.#monotonicMs() - this.#settledMs;
  }

  /**
   * Folds everything that was counted before the call. Single flight: a call while one runs waits for one more. Rejects when the database
   * cannot be asked; nothing is lost or counted twice by that.
   */
  settle(): Promise<void> {
    if (this.#running === null) {
      this.#running = this.#run().finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    this.#queued ??= this.#running
      .catch(() => {})
      .then(() => {
        this.#queued = null;
        return this.settle();
      });
    return this.#queued;
  }

  async #run(): Promise<void> {
    const startedMs = this.#monotonicMs();
    try {
      if (this.#pending !== null) await this.#apply(this.#pending);
      if (this.#behindUntil !== null) await this.#catchUp(this.#behindUntil);
      const counted = this.#options.counting.take();
      if (counted !== null) await this.#apply(this.#batch(counted.taken, counted.position));
      // Without room for a mark nothing may have been handed over.
      if (counted !== null || this.#options.counting.size === 0) this.#settledMs = startedMs;
    } catch (fault) {
      this.#forgetWhatIsOnDisk();
      throw fault;
    }
  }

  #batch({ deltas, decisions }: Taken, to: JournalPosition): UsageBatch {
    return { from: this.#folded, to, deltas, decisions };
  }

  async #apply(batch: UsageBatch): Promise<void> {
    this.#pending = batch;
    const stored = await within(ANSWER_WITHIN_MS, this.#options.store.fold(batch));
    this.#pending = null;
    if (isSame(stored, batch.to)) {
      this.#folded = stored;
      return;
    }
    this.#options.onDisagreement(stored, batch.from);
    this.#folded = stored;
    // Somebody accounted for more of this journal than we did: then this batch is in it already.
    if (isBefore(stored, batch.to)) await this.#applyAnew({ ...batch, from: stored.segment === 0 ? null : stored });
  }

  /** The database was set back (a restored backup): what it does not have of this batch is added behind what it has. */
  async #applyAnew(batch: UsageBatch): Promise<void> {
    this.#pending = batch;
    const stored = await within(ANSWER_WITHIN_MS, this.#options.store.fold(batch));
    if (!isSame(stored, batch.to)) throw new Error("The database changes its mind about how far a usage journal is accounted for");
    this.#pending = null;
    this.#folded = stored;
  }

  /** Folds from the files up to `until`. */
  async #catchUp(until: JournalPosition): Promise<void> {
    for await (const { taken, position } of replay(this.#options.directory, until.journal, this.#folded, until)) {
      await this.#apply(this.#batch(taken, position));
    }
    this.#behindUntil = null;
  }

  /** While the database is away, memory stays bounded: the journal has it all. */
  #forgetWhatIsOnDisk(): void {
    const { counting, mostUnfolded = MOST_UNFOLDED_PLACES } = this.#options;
    if (counting.size < mostUnfolded) return;
    this.#behindUntil = counting.take()?.position ?? this.#behindUntil;
  }
}

/** The sums of what the files hold behind `from`, in pieces, each with the position behind it. */
export async function* replay(
  directory: string,
  journal: string,
  from: Offset | null,
  until: Offset | null,
): AsyncGenerator<{ readonly taken: Taken; readonly position: JournalPosition }> {
  const sums = new ReplayTally();
  for await (const { records, end } of readJournal(directory, from, until)) {
    if (records.length === 0) continue;
    for (const record of records) sums.add(record);
    yield { taken: sums.take(), position: { journal, ...end } };
  }
}

async function within<T>(limitMs: number, answering: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The database did not take a fold within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([answering, late]);
  } finally {
    clearTimeout(timer);
  }
}

function isSame(one: Offset, other: Offset): boolean {
  return one.segment === other.segment && one.offset === other.offset;
}

function isBefore(one: Offset, other: Offset): boolean {
  return one.segment < other.segment || (one.segment === other.segment && one.offset < other.offset);
}
