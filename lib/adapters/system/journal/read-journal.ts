// Reads a journal back from its files, piece by piece, so that whoever reads never holds up a serving process for long.
import { readFile } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { JournalRecord } from "@/lib/core/usage/counted";
import { readFrame } from "@/lib/core/usage/frames";
import { RecordReader } from "@/lib/core/usage/records";
import { listSegments, segmentPath } from "./segments";

/** A place in a journal, without its name. */
export interface Offset {
  readonly segment: number;
  readonly offset: number;
}

/** Some records, and where the reading stands behind them. */
export interface Piece {
  readonly records: readonly JournalRecord[];
  readonly end: Offset;
  /** Whether the segment ends here: nothing whole follows in it. */
  readonly isSegmentEnd: boolean;
}

/** Decoding so many takes a few milliseconds. */
const RECORDS_PER_PIECE = 5_000;

/**
 * The records behind `from` (null = all) and before `until` (null = to the end), oldest first. A segment is read up to its first frame
 * that is not whole; later segments are read all the same, since each was begun by a process of its own or behind a full one.
 */
export async function* readJournal(directory: string, from: Offset | null, until: Offset | null): AsyncGenerator<Piece> {
  for (const segment of await listSegments(directory)) {
    if (from !== null && segment < from.segment) continue;
    if (until !== null && segment > until.segment) return;
    const skipBefore = from?.segment === segment ? from.offset : 0;
    const stopAt = until?.segment === segment ? until.offset : Number.POSITIVE_INFINITY;
    yield* readSegment(directory, segment, skipBefore, stopAt);
  }
}

async function* readSegment(directory: string, segment: number, skipBefore: number, stopAt: number): AsyncGenerator<Piece> {
  const bytes = await readFile(segmentPath(directory, segment));
  const reader = new RecordReader();
  let records: JournalRecord[] = [];
  let at = 0;
  for (let frame = readFrame(bytes, at); frame !== null && frame.end <= stopAt; frame = readFrame(bytes, at)) {
    const record = reader.read(bytes, frame.start, frame.end);
    at = frame.end;
    if (record !== null && at > skipBefore) records.push(record);
    if (records.length < RECORDS_PER_PIECE) continue;
    yield { records, end: { segment, offset: at }, isSegmentEnd: false };
    records = [];
    await nextTurn();
  }
  yield { records, end: { segment, offset: Math.max(at, skipBefore) }, isSegmentEnd: true };
}
