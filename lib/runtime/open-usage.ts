// Composes the counting of a serving process: the sink, the refusals of strangers, and the windows that a restart must not forget.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { loadKeyHolders } from "@/lib/adapters/postgres/key-holders";
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import { createUsageStore } from "@/lib/adapters/postgres/usage-store";
import { createClock } from "@/lib/adapters/system/clock";
import { DatabaseSink } from "@/lib/adapters/system/journal/database-sink";
import { type Journal, openJournal } from "@/lib/adapters/system/journal/open-journal";
import { openRefusalBook, type RefusalBook } from "@/lib/adapters/system/journal/refusal-book";
import { rememberRefusals } from "@/lib/adapters/system/journal/remembered-refusals";
import { type RestoreOptions, restoreWindows } from "@/lib/adapters/system/journal/restore-windows";
import { slotDirectories } from "@/lib/adapters/system/journal/slot";
import type { Api } from "@/lib/core/catalogue";
import type { CountingFacts } from "@/lib/core/metrics/metrics";
import type { Totals } from "@/lib/core/usage/tally";
import { sharesByHolder } from "@/lib/core/windows/widest-claims";
import type { UnknownRefusal, UnknownRefusals, UsageSink, UsageStore } from "@/lib/ports/usage-ports";
import type { Log } from "./log";
import { atTurnEnd } from "./mounts/turn";
import type { Instance } from "./open-instance";

/** How counting stands, for metrics. */
interface Standing {
  /** Requests since this process began to count. */
  readonly totals: () => Readonly<Totals>;
  readonly counting: () => CountingFacts;
}

/** A fold, and a question for what was stored. */
const FOLD_CONNECTIONS = 2;

/** The counting of this process. */
export interface Usage extends Standing {
  readonly sink: UsageSink;
  readonly refusals: UnknownRefusals;
  /** Brings everything that this process has counted into the database. Rejects when it cannot be asked. */
  settle(): Promise<void>;
  /** Whether the disk has no room to go on counting for long. */
  isShort(): boolean;
  /** A refusal of a stranger by its request id, as far as this process remembers it. */
  findRefusal(requestId: string): Promise<UnknownRefusal | null>;
  /** Writes and folds what is left. Never rejects: the next start folds what could not be. */
  close(): Promise<void>;
}

export interface UsageOptions {
  readonly instance: Instance;
  readonly apis: readonly Api[];
  /** Tells the limiter of this process what was taken before it began; null = its windows live elsewhere. */
  readonly restore: RestoreOptions["restore"] | null;
  readonly log: Log;
  /** Does not return to a process that serves. */
  readonly onFatal: (event: "journal-broken", fault: unknown) => void;
}

/** The parts of counting that differ by where is counted. */
interface Counter extends Standing {
  readonly sink: UsageSink;
  readonly refusals: RefusalBook;
  settle(): Promise<void>;
  isShort(): boolean;
  close(): Promise<void>;
}

/** Opens it: accounts for what dead processes left, then rebuilds the windows. Rejects when the database cannot be asked. */
export async function openUsage(options: UsageOptions): Promise<Usage> {
  const { environment, listenTarget } = options.instance;
  // After an outage of the database there is much to fold at once; the usual connections' transactions are ended after a while.
  const folds = openDatabase(listenTarget, { hasLongTransactions: true, maxConnections: FOLD_CONNECTIONS });
  const store = createUsageStore(folds.pool);
  const counter = environment.usageSink === "database" ? countInDatabase(store) : await countInJournal(options, store);
  await rebuildWindows(options, store);
  const { sink, refusals } = counter;
  return {
    sink,
    refusals,
    settle: () => counter.settle(),
    isShort: () => counter.isShort(),
    totals: counter.totals,
    counting: counter.counting,
    findRefusal: (requestId) => refusals.find(requestId),
    async close() {
      await refusals.close();
      await counter.close().catch((fault: unknown) => options.log.fault("usage-not-folded", fault));
      await folds.close();
    },
  };
}

async function countInJournal({ instance, log, onFatal }: UsageOptions, store: UsageStore): Promise<Counter> {
  const { dataDir } = instance.environment;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const journal: Journal = await openJournal({
    dataDirectory: dataDir,
    store,
    atTurnEnd,
    onBroken: (fault) => onFatal("journal-broken", fault),
    onShort: (fault) => (fault === null ? log.info("journal-has-room-again") : log.fault("journal-has-no-room", fault)),
    onFault: (fault) => log.fault("usage-not-folded", fault),
  });
  const refusals = await openRefusalBook({
    directory: journal.directory,
    onNote: ({ apiId, reason, status, atMs }) => journal.sink.addUnknownRefusal(apiId, reason, status, atMs),
    onFault: (fault) => log.fault("refusals-not-written", fault),
  });
  return {
    sink: journal.sink,
    refusals,
    settle: () => journal.settle(),
    isShort: () => journal.isShort,
    totals: () => journal.sink.totals,
    counting: () => countingOf(journal),
    close: () => journal.close(),
  };
}

/** Nothing is written to a disk here: there may be none. */
function countInDatabase(store: UsageStore): Counter {
  const sink = new DatabaseSink(store, randomUUID());
  return {
    sink,
    refusals: rememberRefusals(({ apiId, reason, status, atMs }) => sink.addUnknownRefusal(apiId, reason, status, atMs)),
    settle: () => sink.settle(),
    isShort: () => false,
    totals: () => sink.totals,
    counting: () => ({ canCount: sink.canCount, unfolded: sink.size, journal: null }),
    close: () => sink.settle(),
  };
}

function countingOf({ sink, isShort, foldLagMs }: Journal): CountingFacts {
  const { canCount, size, position } = sink;
  return { canCount, unfolded: size, journal: { isShort, segment: position.segment, foldLagSeconds: foldLagMs / 1000 } };
}

async function rebuildWindows({ instance, apis, restore, log }: UsageOptions, store: UsageStore): Promise<void> {
  if (restore === null) return;
  const { environment, database } = instance;
  const directories = environment.usageSink === "journal" ? slotDirectories(environment.dataDir) : [];
  const startedMs = performance.now();
  const holders = await loadKeyHolders(
    database.pool,
    apis.filter(sharesByHolder).map(({ id }) => id),
  );
  const restored = await restoreWindows({ directories, store, apis, holders, nowMs: createClock().nowMs(), restore });
  if (restored > 0) log.info("windows-rebuilt", { takings: restored, tookMs: Math.round(performance.now() - startedMs) });
}
