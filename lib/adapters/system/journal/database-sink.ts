// Counts requests in the database itself, for platforms whose disks do not last: what a turn counted is one fold, before its answers leave.
import type { DenialCode } from "@/lib/core/denials/denial";
import { type StatusClass, statusClass } from "@/lib/core/usage/outcome";
import type { Noted } from "@/lib/core/usage/places";
import { Tally, type Totals } from "@/lib/core/usage/tally";
import type { ToldRefusal } from "@/lib/core/usage/told-refusal";
import type { JournalPosition, UsageBatch } from "@/lib/core/usage/usage-batch";
import type { CountedRequest, OpenRequest, RequestEnd, UsageSink, UsageStore } from "@/lib/ports/usage-ports";

/** How often a fold is tried before those who wait for it are told that they are not counted. */
const TRIES = 2;

/**
 * The sink over a store. What was counted is in the database when the promise resolves; ends and strangers' refusals follow soon after.
 * A request whose promise rejects is answered 503, and may be counted all the same once the database is back: never too little.
 */
export class DatabaseSink implements UsageSink {
  readonly canCount = true;
  readonly #store: UsageStore;
  readonly #journal: string;
  readonly #tally = new Tally();
  #folded: JournalPosition | null = null;
  #folds = 0;
  /** A batch that may or may not have been applied. */
  #pending: UsageBatch | null = null;
  #running: Promise<void> = Promise.resolve();
  /** The fold that will take what is counted now. */
  #next: Promise<void> | null = null;
  #unsafe = 0;

  /** `journal` names the counting of this process, and no other's before or after it. */
  constructor(store: UsageStore, journal: string) {
    this.#store = store;
    this.#journal = journal;
  }

  /** Requests since this process began to count, those among them whose fold failed. */
  get totals(): Readonly<Totals> {
    return this.#tally.totals;
  }

  /** Places whose sums are not in the database yet. */
  get size(): number {
    return this.#tally.size;
  }

  async admit(request: CountedRequest): Promise<OpenRequest> {
    const noted = this.#tally.admitted(this.#tally.placeOf(request), request);
    await this.#counted();
    return { finish: once((end) => this.#finish(request, end, noted)) };
  }

  serve(request: CountedRequest, end: RequestEnd): Promise<void> {
    this.#tally.served(this.#tally.placeOf(request), request, end);
    return this.#counted();
  }

  refuse(request: CountedRequest, reason: DenialCode, status: number, told?: ToldRefusal): Promise<void> {
    this.#tally.refused(this.#tally.placeOf(request, reason), request, statusClass(status), told);
    return this.#counted();
  }

  whenSafe(act: () => void): void {
    if (this.#unsafe === 0 || this.#next === null) act();
    else this.#next.then(act, act);
  }

  /** Adds a refusal without a known caller to the sums. */
  addUnknownRefusal(apiId: string, reason: DenialCode, status: StatusClass, atMs: number): void {
    const facts = { apiId, caller: "", isKey: false, tenantId: null, endpoint: "", method: "" };
    const request = { ...facts, requestId: "", atMs, cost: 0, peer: null };
    this.#tally.refused(this.#tally.placeOf(request, reason), request, status);
    this.#soon();
  }

  /** Folds everything that was counted before the call. Rejects when the database cannot be asked. */
  settle(): Promise<void> {
    return this.#fold();
  }

  #finish(request: CountedRequest, end: RequestEnd, noted: Noted | null): void {
    this.#tally.finished(this.#tally.placeOf(request), request, end, noted);
    this.#soon();
  }

  /** Nobody waits for it: what fails now goes with the next fold. */
  #soon(): void {
    this.#fold().catch(() => {});
  }

  async #counted(): Promise<void> {
    this.#unsafe += 1;
    try {
      await this.#fold();
    } finally {
      this.#unsafe -= 1;
    }
  }

  /** The fold that follows the one under way: whatever is counted until it begins goes with it. */
  #fold(): Promise<void> {
    if (this.#next !== null) return this.#next;
    const next = this.#running
      .catch(() => {})
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then(() => {
        this.#next = null;
        return this.#apply();
      });
    this.#next = next;
    this.#running = next;
    return next;
  }

  async #apply(): Promise<void> {
    if (this.#pending !== null) await this.#try(this.#pending);
    if (this.#tally.size === 0) return;
    this.#folds += 1;
    await this.#try({ from: this.#folded, to: { journal: this.#journal, segment: 1, offset: this.#folds }, ...this.#tally.take() });
  }

  async #try(batch: UsageBatch): Promise<void> {
    this.#pending = batch;
    for (let tries = 1; ; tries++) {
      try {
        const stored = await this.#store.fold({ ...batch, from: this.#folded });
        if (stored.offset !== batch.to.offset) throw new Error("The database accounts for something else under this process's name");
        break;
      } catch (fault) {
        if (tries === TRIES) throw fault;
      }
    }
    this.#folded = batch.to;
    this.#pending = null;
  }
}

function once(finish: (end: RequestEnd) => void): (end: RequestEnd) => void {
  let isFinished = false;
  return (end) => {
    if (!isFinished) finish(end);
    isFinished = true;
  };
}
