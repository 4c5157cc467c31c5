// Groups the frames of one connection into batches that the engine runs whole, refusing what its one session cannot give.
import { parseFrame, queryFrame } from "./server-frames";
import { type ListenChange, readSqlDemands, type SqlDemands } from "./sql-demands";
import { nameOffset, type StatementNames } from "./statement-names";
import { FRAME, type Frame, joinBytes, readText } from "./wire-frames";

/** Frames up to and including a Sync, Query or Flush. */
export interface Batch {
  frames: Uint8Array;
  /** False after Flush: the client goes on with the same batch, so nobody else may come between. */
  isSynced: boolean;
  /** Which of the reply's ParseCompletes, counted from 0, the client did not ask for. */
  hiddenParses: readonly number[];
  listens: readonly ListenChange[];
  ends: SqlDemands["ends"];
}

interface UnfinishedBatch {
  frames: Frame[];
  parses: number;
  hiddenParses: number[];
  listens: ListenChange[];
  ends: SqlDemands["ends"];
}

/** Batch by batch, what one connection asks. */
export class BatchBuilder {
  readonly #names: StatementNames;
  /** Prepared COMMITs and ROLLBACKs, which are run by their name alone. */
  readonly #endings = new Map<string, SqlDemands["ends"]>();
  #batch = emptyBatch();

  constructor(names: StatementNames) {
    this.#names = names;
  }

  /** Takes one frame; returns the batch that it completes. */
  add(frame: Frame): Batch | null {
    switch (frame[0]) {
      case FRAME.query:
        this.#names.dropUnnamed();
        this.#batch.frames.push(this.#readQuery(frame));
        return this.#finish(true);
      case FRAME.functionCall:
      case FRAME.sync:
        this.#batch.frames.push(frame);
        return this.#finish(true);
      case FRAME.flush:
        this.#batch.frames.push(frame);
        return this.#finish(false);
      case FRAME.copyData:
      case FRAME.copyDone:
      case FRAME.copyFail:
        return null; // COPY FROM STDIN was refused; what the client still sends for it is ignored, as PostgreSQL does
      case FRAME.parse:
        this.#translate(this.#readParse(frame));
        return null;
      case FRAME.bind:
        this.#noteEnding(frame);
        this.#translate(frame);
        return null;
      default:
        this.#translate(frame);
        return null;
    }
  }

  #finish(isSynced: boolean): Batch {
    const { frames, hiddenParses, listens, ends } = this.#batch;
    this.#batch = emptyBatch();
    if (isSynced) this.#names.endBatch();
    return { frames: joinBytes(frames), isSynced, hiddenParses, listens, ends };
  }

  #translate(original: Frame): void {
    const { frame, parseAgain } = this.#names.translate(original);
    const batch = this.#batch;
    if (parseAgain !== null) {
      batch.hiddenParses.push(batch.parses);
      batch.parses += 1;
      batch.frames.push(parseAgain);
    }
    if (frame[0] === FRAME.parse) batch.parses += 1;
    batch.frames.push(frame);
  }

  #readQuery(frame: Frame): Frame {
    const demands = readSqlDemands(readText(frame, 5).text);
    if (demands.refusal !== null) return queryFrame(refusingStatement(demands.refusal));
    this.#note(demands);
    return hasUnlisten(demands) ? queryFrame(HEARD_BY_NOBODY) : frame;
  }

  #readParse(frame: Frame): Frame {
    const name = readText(frame, 5);
    const demands = readSqlDemands(readText(frame, name.next).text);
    if (demands.refusal !== null) return parseFrame(name.text, refusingStatement(demands.refusal));
    this.#note(demands);
    if (demands.ends !== null && name.text !== "") this.#endings.set(name.text, demands.ends);
    return hasUnlisten(demands) ? parseFrame(name.text, HEARD_BY_NOBODY) : frame;
  }

  #note(demands: SqlDemands): void {
    this.#batch.listens.push(...demands.listens);
    this.#batch.ends = demands.ends ?? this.#batch.ends;
  }

  #noteEnding(bind: Frame): void {
    const at = nameOffset(bind);
    if (this.#endings.size === 0 || at === null) return;
    this.#batch.ends = this.#endings.get(readText(bind, at).text) ?? this.#batch.ends;
  }
}

function emptyBatch(): UnfinishedBatch {
  return { frames: [], parses: 0, hiddenParses: [], listens: [], ends: null };
}

/** The engine goes on listening for the others; who hears what is decided per connection. This keeps the answer that the client expects. */
const HEARD_BY_NOBODY = 'UNLISTEN "nobody listens here"';

function hasUnlisten(demands: SqlDemands): boolean {
  return demands.listens.some((change) => !change.on);
}

/** A statement that fails with the reason, so that the engine itself keeps the protocol and the transaction in step. */
function refusingStatement(reason: string): string {
  return `DO $refuse$BEGIN RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = '${reason.replaceAll("'", "''")}'; END$refuse$`;
}
