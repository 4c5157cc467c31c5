// Groups the frames of one connection into batches that the engine runs whole, refusing what its one session cannot give.
import { parseFrame, queryFrame } from "./server-frames";
import { type ListenChange, readSqlDemands, type SqlDemands } from "./sql-demands";
import type { StatementNames } from "./statement-names";
import { FRAME, type Frame, joinBytes, readText } from "./wire-frames";

/** Frames up to and including a Sync, Query or Flush. */
export interface Batch {
  frames: Uint8Array;
  /** False after Flush: the client goes on with the same batch, so nobody else may come between. */
  isSynced: boolean;
  listens: readonly ListenChange[];
  ends: SqlDemands["ends"];
}

/** Batch by batch, what one connection asks. */
export class BatchBuilder {
  readonly #names: StatementNames;
  readonly #endings = new Map<string, SqlDemands["ends"]>();
  #frames: Frame[] = [];
  #listens: ListenChange[] = [];
  #ends: SqlDemands["ends"] = null;

  constructor(names: StatementNames) {
    this.#names = names;
  }

  /** Takes one frame; returns the batch that it completes. */
  add(frame: Frame): Batch | null {
    switch (frame[0]) {
      case FRAME.query:
        this.#frames.push(this.#readQuery(frame));
        return this.#finish(true);
      case FRAME.functionCall:
      case FRAME.sync:
        this.#frames.push(frame);
        return this.#finish(true);
      case FRAME.flush:
        this.#frames.push(frame);
        return this.#finish(false);
      case FRAME.copyData:
      case FRAME.copyDone:
      case FRAME.copyFail:
        return null; // COPY FROM STDIN was refused; what the client still sends for it is ignored, as PostgreSQL does
      case FRAME.parse:
        this.#frames.push(this.#names.rename(this.#readParse(frame)));
        return null;
      default:
        this.#noteEnding(frame);
        this.#frames.push(this.#names.rename(frame));
        return null;
    }
  }

  #finish(isSynced: boolean): Batch {
    const batch = { frames: joinBytes(this.#frames), isSynced, listens: this.#listens, ends: this.#ends };
    this.#frames = [];
    this.#listens = [];
    this.#ends = null;
    return batch;
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
    if (name.text !== "") this.#endings.set(name.text, demands.ends);
    return hasUnlisten(demands) ? parseFrame(name.text, HEARD_BY_NOBODY) : frame;
  }

  #note(demands: SqlDemands): void {
    this.#listens.push(...demands.listens);
    this.#ends = demands.ends ?? this.#ends;
  }

  /** A prepared COMMIT or ROLLBACK is run by its name alone. */
  #noteEnding(frame: Frame): void {
    if (frame[0] !== FRAME.bind || this.#endings.size === 0) return;
    const statement = readText(frame, readText(frame, 5).next).text;
    this.#ends = this.#endings.get(statement) ?? this.#ends;
  }
}

/** The engine goes on listening for the others; who hears what is decided per connection. This keeps the answer the client expects. */
const HEARD_BY_NOBODY = 'UNLISTEN "nobody listens here"';

function hasUnlisten(demands: SqlDemands): boolean {
  return demands.listens.some((change) => !change.on);
}

/** A statement that fails with the reason, so that the engine itself keeps the protocol and the transaction in step. */
function refusingStatement(reason: string): string {
  return `DO $refuse$BEGIN RAISE EXCEPTION USING ERRCODE = 'feature_not_supported', MESSAGE = '${reason.replaceAll("'", "''")}'; END$refuse$`;
}
