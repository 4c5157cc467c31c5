// The usage journal of a process: recovers what others left, counts, folds each second, and keeps folded segments for an hour.
import type { UsageSink, UsageStore } from "@/lib/ports/usage-ports";
import { Folding } from "./folding";
import { JournalSink } from "./journal-sink";
import { JournalWriter } from "./journal-writer";
import { recoverJournal } from "./recover";
import { type Slot, takeFreeSlots } from "./slot";
import { tidySegments } from "./tidy-segments";

const FOLD_EVERY_MS = 1000;
const TIDY_EVERY_MS = 60_000;

export interface JournalOptions {
  readonly dataDirectory: string;
  readonly store: UsageStore;
  readonly atTurnEnd: (act: () => void) => void;
  /** A write into prepared space failed: nothing more may be answered, and this does not return to a serving process. */
  readonly onBroken: (fault: unknown) => void;
  /** No next segment can be prepared (told once), or one can be again (null). */
  readonly onShort: (fault: unknown) => void;
  /** The database does not take what was counted, told once until it does again. It is kept and tried again. */
  readonly onFault: (fault: unknown) => void;
  readonly segmentBytes?: number;
  readonly foldEveryMs?: number;
  readonly tidyEveryMs?: number;
  readonly mostUnfolded?: number;
  readonly monotonicMs?: () => number;
}

/** An open journal. */
export interface Journal {
  readonly sink: JournalSink & UsageSink;
  /** Where this process keeps it. */
  readonly directory: string;
  /** Whether a next segment has no room: soon nothing can be counted. */
  readonly isShort: boolean;
  /** Milliseconds since a fold began that left nothing behind: about a second at most where all is well. */
  readonly foldLagMs: number;
  /** Folds everything counted before the call. Rejects when the database cannot be asked; nothing is lost by that. */
  settle(): Promise<void>;
  /** Writes, folds and syncs what is left. Rejects when the database cannot be asked; the next start folds it then. */
  close(): Promise<void>;
}

/**
 * Opens the journal of this process, after every journal that belongs to no living process was accounted for. Rejects when the database
 * cannot be asked.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const [own, ...abandoned] = await takeFreeSlots(options.dataDirectory);
  try {
    for (const slot of abandoned) {
      const { lastSegment } = await recoverJournal(slot, options.store);
      // Nobody writes there any more: even its last segment is wholly folded.
      await tidySegments(slot.directory, { segment: lastSegment + 1, offset: 0 }, false);
    }
    return await openOwn(own, options);
  } catch (error) {
    await own.release();
    throw error;
  } finally {
    for (const slot of abandoned) await slot.release();
  }
}

async function openOwn(slot: Slot, options: JournalOptions): Promise<Journal> {
  const { directory, journal } = slot;
  const recovered = await recoverJournal(slot, options.store);
  const { atTurnEnd, onBroken, onShort, segmentBytes } = options;
  const writer = await JournalWriter.open({
    directory,
    journal,
    lastSegment: recovered.lastSegment,
    atTurnEnd,
    onBroken,
    onShort,
    ...(segmentBytes === undefined ? {} : { segmentBytes }),
  });
  const sink = new JournalSink(writer);
  const { store, mostUnfolded, monotonicMs } = options;
  const folding = new Folding({
    store,
    directory,
    counting: sink,
    folded: recovered.folded,
    onDisagreement: () => options.onFault(new Error("The database accounts for another part of the usage journal than was handed over")),
    ...(mostUnfolded === undefined ? {} : { mostUnfolded }),
    ...(monotonicMs === undefined ? {} : { monotonicMs }),
  });
  const timers = [
    setInterval(foldingTick(folding, options), options.foldEveryMs ?? FOLD_EVERY_MS),
    setInterval(() => void tidy(directory, folding, writer, options), options.tidyEveryMs ?? TIDY_EVERY_MS),
  ];
  for (const timer of timers) timer.unref();
  return {
    sink,
    directory,
    get isShort() {
      return writer.isShort;
    },
    get foldLagMs() {
      return folding.lagMs;
    },
    settle: () => folding.settle(),
    async close() {
      for (const timer of timers) clearInterval(timer);
      try {
        writer.flush();
        await folding.settle();
      } finally {
        await writer.close();
        await slot.release();
      }
    },
  };
}

/** A database that is slow gets one fold after the other, not a queue of them. */
function foldingTick(folding: Folding, { onFault }: JournalOptions): () => void {
  let isTicking = false;
  let isFailing = false;
  return () => {
    if (isTicking) return;
    isTicking = true;
    folding
      .settle()
      .then(
        () => {
          isFailing = false;
        },
        (fault: unknown) => {
          if (!isFailing) onFault(fault);
          isFailing = true;
        },
      )
      .finally(() => {
        isTicking = false;
      });
  };
}

async function tidy(directory: string, folding: Folding, writer: JournalWriter, { onFault }: JournalOptions): Promise<void> {
  await tidySegments(directory, folding.folded, writer.isShort).catch(onFault);
}
