// Accounts for what a process left behind in its journal: folds what the database has not seen, and cuts what was never whole.
import { stat } from "node:fs/promises";
import { ReplayTally } from "@/lib/core/usage/tally";
import type { JournalPosition } from "@/lib/core/usage/usage-batch";
import type { UsageStore } from "@/lib/ports/usage-ports";
import { readJournal } from "./read-journal";
import { cutSegment, listSegments, segmentPath } from "./segments";
import type { Slot } from "./slot";

/** A journal that is accounted for. */
export interface Recovered {
  /** Up to where the database accounts for it; null = nothing was ever counted. */
  readonly folded: JournalPosition | null;
  /** No segment up to this number may be written again: a power loss may have taken what the database has seen of it. */
  readonly lastSegment: number;
  /** How many records were folded now. */
  readonly records: number;
}

/** Folds and cuts. May be repeated at any point: what was folded before is not folded again. */
export async function recoverJournal({ directory, journal }: Slot, store: UsageStore): Promise<Recovered> {
  let folded = await store.positionOf(journal);
  const sums = new ReplayTally();
  let count = 0;
  for await (const { records, end, isSegmentEnd } of readJournal(directory, folded, null)) {
    if (records.length > 0) {
      for (const record of records) sums.add(record);
      folded = await store.fold({ from: folded, to: { journal, ...end }, ...sums.take() });
      if (folded.segment !== end.segment || folded.offset !== end.offset) {
        throw new Error(`The database accounts for another part of the usage journal ${directory} than it said`);
      }
      count += records.length;
    }
    if (isSegmentEnd) await cutIfLonger(directory, end.segment, end.offset);
  }
  const segments = await listSegments(directory);
  return { folded, lastSegment: Math.max(0, folded?.segment ?? 0, ...segments), records: count };
}

async function cutIfLonger(directory: string, segment: number, bytes: number): Promise<void> {
  const { size } = await stat(segmentPath(directory, segment));
  if (size > bytes) await cutSegment(directory, segment, bytes);
}
