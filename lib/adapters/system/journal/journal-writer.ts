// Appends records to a journal on disk: everything of one event-loop turn in one write, before anything of that turn is sent.
import { fdatasync, openSync, renameSync, writeSync } from "node:fs";
import type { Counted, CountedEnd } from "@/lib/core/usage/counted";
import { FrameBuffer } from "@/lib/core/usage/frames";
import type { StatusClass } from "@/lib/core/usage/outcome";
import type { Place } from "@/lib/core/usage/places";
import { writeAdmitted, writeFinished, writeMark, writeName, writeRefused, writeServed } from "@/lib/core/usage/records";
import type { JournalPosition } from "@/lib/core/usage/usage-batch";
import { preparedPath, prepareSegment, SEGMENT_BYTES, segmentPath, syncAndClose, syncDirectory } from "./segments";

/** Kept free for the ends of what was admitted: beyond it nothing new is. */
const RESERVE_BYTES = 64 * 1024;
const SYNC_EVERY_MS = 1000;

/** A record before it is written. */
export type Entry =
  | { readonly kind: "admitted" }
  | { readonly kind: "finished" | "served"; readonly end: CountedEnd }
  | { readonly kind: "refused"; readonly status: StatusClass };

export interface JournalWriterOptions {
  readonly directory: string;
  /** Names the journal for life. */
  readonly journal: string;
  /** The number of the segment before the first one that is written here. */
  readonly lastSegment: number;
  /** Runs a function at the end of this event-loop turn, in the order given. */
  readonly atTurnEnd: (act: () => void) => void;
  /** A write into prepared space failed: the disk is broken. Nothing more may be answered. */
  readonly onBroken: (fault: unknown) => void;
  /** No next segment can be prepared, or it can be again (null). */
  readonly onShort: (fault: unknown) => void;
  readonly segmentBytes?: number;
}

/** The journal of this process. One at a time may write in a directory. */
export class JournalWriter {
  readonly #options: JournalWriterOptions;
  readonly #segmentBytes: number;
  readonly #frames = new FrameBuffer();
  readonly #timer: NodeJS.Timeout;
  readonly #flushTurn = () => this.#endTurn();
  #file = -1;
  #segment: number;
  #offset = 0;
  /** 0 while there is no segment at all. */
  #capacity = 0;
  #places = 0;
  #isPrepared = false;
  #preparing: Promise<void> | null = null;
  #isShort = false;
  #isBroken = false;
  #isDue = false;
  #isUnsynced = false;
  #acts: (() => void)[] = [];

  private constructor(options: JournalWriterOptions) {
    this.#options = options;
    this.#segmentBytes = options.segmentBytes ?? SEGMENT_BYTES;
    this.#segment = options.lastSegment;
    this.#timer = setInterval(() => this.#tick(), SYNC_EVERY_MS);
    this.#timer.unref();
  }

  /** Opens a new segment, unless the disk is full: then it opens as soon as there is room. */
  static async open(options: JournalWriterOptions): Promise<JournalWriter> {
    const writer = new JournalWriter(options);
    await writer.prepare();
    if (writer.#isPrepared) writer.#openNext();
    await writer.#preparing;
    return writer;
  }

  /** Whether another request can be admitted and counted. */
  get canCount(): boolean {
    return !this.#isBroken && (this.#isPrepared || this.#capacity - this.#offset - this.#frames.length > RESERVE_BYTES);
  }

  /** Whether there is no room for a next segment. */
  get isShort(): boolean {
    return this.#isShort;
  }

  /** Up to where everything was handed to the operating system. */
  get position(): JournalPosition {
    return { journal: this.#options.journal, segment: this.#segment, offset: this.#offset };
  }

  /** Appends a record; false where there is no room left for it. It is written at the end of this turn. */
  append(place: Place, request: Counted, entry: Entry): boolean {
    if (this.#isBroken) return false;
    const start = this.#frames.length;
    this.#encode(place, request, entry);
    if (this.#offset + this.#frames.length > this.#capacity) {
      this.#drop(place, start);
      this.flush();
      if (!this.#openNext()) return false;
      this.#encode(place, request, entry);
    }
    this.#schedule();
    return true;
  }

  /** Moves the position without counting anything; false where there is no room left. */
  mark(): boolean {
    if (this.#isBroken) return false;
    const start = this.#frames.length;
    writeMark(this.#frames);
    if (this.#offset + this.#frames.length <= this.#capacity) {
      this.#schedule();
      return true;
    }
    this.#frames.length = start;
    return false;
  }

  /** Runs `act` once everything that was appended is written: at once where nothing waits. */
  whenSafe(act: () => void): void {
    if (this.#isDue || this.#acts.length > 0) this.#acts.push(act);
    else act();
  }

  /** Hands everything that was appended to the operating system, where it survives this process. */
  flush(): void {
    const { bytes, length } = this.#frames;
    if (length === 0) return;
    try {
      for (let written = 0; written < length; ) {
        written += writeSync(this.#file, bytes, written, length - written, this.#offset + written);
      }
    } catch (fault) {
      this.#break(fault);
      throw new Error("The usage journal cannot be written", { cause: fault });
    }
    this.#offset += length;
    this.#frames.clear();
    this.#isUnsynced = true;
  }

  /** Prepares the next segment where there is none; never rejects. Single flight. */
  prepare(): Promise<void> {
    if (this.#isPrepared) return Promise.resolve();
    this.#preparing ??= prepareSegment(this.#options.directory, this.#segmentBytes)
      .then(
        () => {
          this.#isPrepared = true;
          this.#tellShort(false, null);
        },
        (fault: unknown) => this.#tellShort(true, fault),
      )
      .finally(() => {
        this.#preparing = null;
      });
    return this.#preparing;
  }

  /** Writes and syncs what is left. What is appended from now on finds no room. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.flush();
    this.#isBroken = true;
    await this.#preparing;
    if (this.#file >= 0) await syncAndClose(this.#file);
    this.#file = -1;
  }

  #encode(place: Place, request: Counted, entry: Entry): void {
    const frames = this.#frames;
    if (place.segment !== this.#segment) {
      place.segment = this.#segment;
      place.number = this.#places++;
      writeName(frames, place.number, place);
    }
    if (entry.kind === "admitted") writeAdmitted(frames, place.number, request);
    else if (entry.kind === "refused") writeRefused(frames, place.number, request, entry.status);
    else if (entry.kind === "served") writeServed(frames, place.number, request, entry.end);
    else writeFinished(frames, place.number, request, entry.end);
  }

  /** What did not fit is named anew wherever it is written. */
  #drop(place: Place, start: number): void {
    this.#frames.length = start;
    place.segment = -1;
  }

  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#options.atTurnEnd(this.#flushTurn);
  }

  #endTurn(): void {
    this.#isDue = false;
    this.flush();
    // Acts may append, and give further acts: those run here as well, in their order, behind a write of their own.
    for (const act of this.#acts) {
      this.flush();
      act();
    }
    this.#acts = [];
  }

  #openNext(): boolean {
    if (!this.#isPrepared || this.#isBroken) return false;
    const { directory } = this.#options;
    const path = segmentPath(directory, this.#segment + 1);
    const before = this.#file;
    try {
      renameSync(preparedPath(directory), path);
      this.#file = openSync(path, "r+");
    } catch (fault) {
      this.#break(fault);
      throw new Error("The usage journal cannot be continued", { cause: fault });
    }
    if (before >= 0) syncAndClose(before).catch((fault: unknown) => this.#break(fault));
    syncDirectory(directory).catch((fault: unknown) => this.#break(fault));
    this.#segment += 1;
    this.#offset = 0;
    this.#capacity = this.#segmentBytes;
    this.#places = 0;
    this.#isPrepared = false;
    void this.prepare();
    return true;
  }

  #tick(): void {
    void this.prepare();
    if (!this.#isUnsynced || this.#file < 0) return;
    this.#isUnsynced = false;
    const file = this.#file;
    fdatasync(file, (fault) => {
      // A segment that was left meanwhile is synced and closed by whoever left it.
      if (fault !== null && file === this.#file) this.#break(fault);
    });
  }

  #tellShort(isShort: boolean, fault: unknown): void {
    if (isShort === this.#isShort) return;
    this.#isShort = isShort;
    this.#options.onShort(fault);
  }

  #break(fault: unknown): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    this.#options.onBroken(fault);
  }
}
