// One connection: its start-up, its batches in order, its transaction and the end of both.
import type { Socket } from "node:net";
import { type Batch, BatchBuilder } from "./batches";
import type { Engine } from "./engine";
import { type Reply, readReply } from "./reply";
import {
  closeStatementFrame,
  errorResponse,
  greetingFrames,
  negotiateProtocolVersion,
  readyForQuery,
  SYNC_FRAME,
  type TransactionStatus,
} from "./server-frames";
import type { ListenChange } from "./sql-demands";
import { readStartup } from "./startup";
import { StatementNames } from "./statement-names";
import { LONG_TRANSACTION_LIMITS, LONG_TRANSACTIONS_APPLICATION, type TransactionLimits, TransactionWatch } from "./transaction-watch";
import type { Turn, TurnQueue } from "./turn-queue";
import { BrokenFrameError, FRAME, type Frame, FrameCutter, joinBytes } from "./wire-frames";

/** What a session needs from the server around it. */
export interface SessionSurroundings {
  engine: Engine;
  queue: TurnQueue;
  limits: TransactionLimits;
  /** Asks for queued turns to be run. */
  wake(): void;
  /** Hands the notifications of a reply to every session that hears their channel. */
  publish(reply: Reply, senderProcessId: number): void;
}

/** A transaction was taken from its owner: `block` until the owner itself ends it, `batch` until the batch it had begun is synced. */
type Taken = "block" | "batch" | null;

const TAKEN_CODE = "25P03";
const TAKEN_MESSAGE = "the transaction was rolled back: its owner was silent or held it for too long, and all others were waiting";

export class Session implements Turn {
  readonly #socket: Socket;
  readonly #processId: number;
  readonly #around: SessionSurroundings;
  readonly #cutter = new FrameCutter({ untyped: true });
  readonly #names: StatementNames;
  readonly #builder: BatchBuilder;
  readonly #watch: TransactionWatch;
  readonly #batches: Batch[] = [];
  readonly #channels = new Set<string>();
  #uncommittedListens: ListenChange[] = [];
  #isStarted = false;
  #isClosed = false;
  /** As the last ReadyForQuery said; null in the middle of an unsynced batch. */
  #status: TransactionStatus | null = "I";
  #wasInBlock = false;
  #taken: Taken = null;

  constructor(socket: Socket, connectionNumber: number, around: SessionSurroundings) {
    this.#socket = socket;
    this.#processId = connectionNumber;
    this.#around = around;
    this.#names = new StatementNames(connectionNumber);
    this.#builder = new BatchBuilder(this.#names);
    this.#watch = new TransactionWatch(around.limits, () => this.#takeTransaction());
  }

  /** Bytes from the client. A client that breaks the protocol is answered and disconnected. */
  receive(chunk: Uint8Array): void {
    this.#watch.heard();
    this.#cutter.push(chunk);
    try {
      for (let frame = this.#cutter.next(); frame !== null && !this.#isClosed; frame = this.#cutter.next()) this.#accept(frame);
    } catch (error) {
      if (!(error instanceof BrokenFrameError)) throw error;
      this.#refuseConnection("08P01", `protocol violation: ${error.message}`);
    }
  }

  /** Delivers a notification when this connection listens for its channel. */
  hear(channel: string, frame: Frame): void {
    if (this.#channels.has(channel) && !this.#isClosed) this.#socket.write(frame);
  }

  /** The channels that this connection listens to. */
  get channels(): ReadonlySet<string> {
    return this.#channels;
  }

  /** The client is gone: its own transaction is rolled back, its own statements are closed, nobody else's. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#batches.length = 0;
    this.#watch.stop();
    const { engine, queue, wake } = this.#around;
    if (queue.isHeldBy(this)) engine.abandonTransaction();
    queue.release(this);
    queue.withdraw(this);
    const names = this.#names.engineNames();
    if (names.length > 0) {
      const frames = joinBytes([...names.map(closeStatementFrame), SYNC_FRAME]);
      queue.enqueue({
        take: () => {
          engine.run(frames);
          return "done";
        },
      });
    }
    wake();
  }

  /** Runs one batch. */
  take(): "keep" | "done" {
    const batch = this.#batches.shift();
    if (batch === undefined) return this.#status === "I" ? "done" : "keep";
    if (this.#watch.isTooOld()) this.#takeTransaction();
    const isRun = this.#taken === null || batch.ends === "rollback";
    if (isRun) this.#run(batch);
    else this.#answerTaken(batch);
    if (this.#batches.length > 0) this.#around.queue.enqueue(this);
    return this.#status === "I" || this.#taken !== null ? "done" : "keep";
  }

  #accept(frame: Frame): void {
    if (!this.#isStarted) {
      this.#start(frame);
    } else if (frame[0] === FRAME.terminate) {
      this.#socket.end();
      this.close();
    } else {
      const batch = this.#builder.add(frame);
      if (batch === null) return;
      this.#batches.push(batch);
      this.#around.queue.enqueue(this);
      this.#around.wake();
    }
  }

  #start(packet: Frame): void {
    const request = readStartup(packet);
    if (request.kind === "encryption") {
      this.#socket.write("N");
    } else if (request.kind === "cancel") {
      this.#socket.end();
      this.close();
    } else if (request.kind === "unsupported") {
      this.#refuseConnection("0A000", `unsupported frontend protocol ${request.version}: the server supports 3.0`);
    } else {
      this.#isStarted = true;
      if (request.applicationName === LONG_TRANSACTIONS_APPLICATION) this.#watch.limit(LONG_TRANSACTION_LIMITS);
      this.#cutter.expectTyped();
      const isNewer = request.minorVersion > 0 || request.protocolOptions.length > 0;
      const secret = Math.floor(Math.random() * 2 ** 31);
      const greeting = greetingFrames(this.#processId, secret, this.#around.engine.parameters);
      this.#socket.write(joinBytes(isNewer ? [negotiateProtocolVersion(request.protocolOptions), ...greeting] : greeting));
    }
  }

  #run(batch: Batch): void {
    const reply = readReply(this.#around.engine.run(batch.frames), batch.hiddenParses);
    this.#taken = null;
    this.#uncommittedListens.push(...batch.listens);
    this.#status = reply.status;
    if (reply.status === "I") this.#settle(reply);
    else this.#watch.open();
    if (reply.status !== null) this.#wasInBlock = reply.status !== "I";
    this.#socket.write(reply.bytes);
    if (reply.notifications.length > 0) this.#around.publish(reply, this.#processId);
  }

  /** After a transaction: what it asked to hear counts when it was committed. */
  #settle(reply: Reply): void {
    this.#watch.stop();
    const changes = this.#uncommittedListens;
    if (changes.length === 0) return;
    this.#uncommittedListens = [];
    if (reply.isUndone) return;
    for (const { channel, on } of changes) {
      if (channel === null) this.#channels.clear();
      else if (on) this.#channels.add(channel);
      else this.#channels.delete(channel);
    }
  }

  #takeTransaction(): void {
    const { engine, queue, wake } = this.#around;
    engine.abandonTransaction();
    this.#taken = this.#wasInBlock ? "block" : "batch";
    this.#status = "I";
    this.#wasInBlock = false;
    this.#uncommittedListens = [];
    this.#watch.stop();
    queue.release(this);
    wake();
  }

  /** Until the owner ends its lost transaction, everything it sends fails, a COMMIT above all. */
  #answerTaken(batch: Batch): void {
    this.#socket.write(errorResponse("ERROR", TAKEN_CODE, TAKEN_MESSAGE));
    if (!batch.isSynced) return;
    if (this.#taken === "batch" || batch.ends === "commit") this.#taken = null;
    this.#socket.write(readyForQuery(this.#taken === null ? "I" : "E"));
  }

  #refuseConnection(code: string, message: string): void {
    this.#socket.end(errorResponse("FATAL", code, message));
    this.close();
  }
}
