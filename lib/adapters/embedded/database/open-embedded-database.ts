// Starts the embedded database in its worker thread and waits until PostgreSQL clients can connect to it.
import { chmodSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { DataDirectoryInUseError } from "./claim-socket";
import { socketDirectoryOf } from "./socket-directory";
import type { WorkerAssignment, WorkerOrder, WorkerReport } from "./worker-messages";

export interface EmbeddedDatabaseOptions {
  /** Made with mode 0700 when it is missing. */
  dataDirectory: string;
  /** The bundled worker (`dist/database-worker.js`, or what `bundleDatabaseWorker` made). */
  workerPath: string | URL;
  /** The directory of a cluster that was closed in order: a first start copies it. Left out or absent: a first start makes one (some seconds). */
  clusterTemplate?: string;
  /** Called once when the database stopped by itself; nothing answers on its socket any more. */
  onFault?: (fault: Error) => void;
  /** Told when a checkpoint or a vacuum failed; it is tried again at its next time. */
  onUpkeepFailed?: (message: string) => void;
  /** Tables that are vacuumed every hour, written as in SQL (`"UsageMinute"`). */
  vacuumTables?: readonly string[];
  checkpointEveryMs?: number;
  vacuumEveryMs?: number;
}

export interface EmbeddedDatabase {
  /** The host to give to a PostgreSQL client; port 5432, any user and database name. */
  readonly socketDirectory: string;
  /** Disconnects clients, writes a checkpoint, releases the directory. Safe to call twice. */
  close(): Promise<void>;
}

/** Nothing is lost when closing is cut short: what was acknowledged is in the log, and the next start replays it. */
const CLOSE_WITHIN_MS = 10_000;
const FIVE_MINUTES_MS = 300_000;
const ONE_HOUR_MS = 3_600_000;

/**
 * Opens the embedded database, making its cluster on the first start.
 * @throws {DataDirectoryInUseError} when another process serves the directory
 */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const dataDirectory = resolve(options.dataDirectory);
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  chmodSync(dataDirectory, 0o700);
  const socketDirectory = socketDirectoryOf(dataDirectory);
  const assignment: WorkerAssignment = {
    dataDirectory,
    clusterTemplate: options.clusterTemplate ?? null,
    socketDirectory,
    checkpointEveryMs: options.checkpointEveryMs ?? FIVE_MINUTES_MS,
    vacuumEveryMs: options.vacuumEveryMs ?? ONE_HOUR_MS,
    vacuumTables: options.vacuumTables ?? [],
  };
  const worker = new Worker(options.workerPath, { workerData: assignment });
  const ended = watchForEnd(worker);
  worker.on("message", (report: WorkerReport) => {
    if (report.kind === "upkeepFailed") options.onUpkeepFailed?.(report.message);
  });
  await serving(worker, ended.fault);
  let isClosing = false;
  void ended.fault.then((fault) => {
    if (!isClosing) options.onFault?.(fault);
  });
  return {
    socketDirectory,
    async close() {
      isClosing = true;
      worker.postMessage({ kind: "stop" } satisfies WorkerOrder);
      const impatience = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
      await ended.exit;
      clearTimeout(impatience);
    },
  };
}

interface WorkerEnd {
  /** The reason, once the worker is gone; resolves also when it was asked to stop. */
  fault: Promise<Error>;
  exit: Promise<void>;
}

function watchForEnd(worker: Worker): WorkerEnd {
  let reason: Error | null = null;
  worker.on("message", (report: WorkerReport) => {
    if (report.kind === "inUse") reason = new DataDirectoryInUseError(report.message);
    if (report.kind === "fault") reason = new Error("the embedded database stopped", { cause: report.message });
  });
  worker.on("error", (error) => {
    reason ??= new Error("the embedded database stopped", { cause: error });
  });
  const fault = new Promise<Error>((resolve) => {
    worker.once("exit", (code) => resolve(reason ?? new Error(`the embedded database stopped with exit status ${code}`)));
  });
  return { fault, exit: fault.then(() => undefined) };
}

function serving(worker: Worker, fault: Promise<Error>): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (report: WorkerReport) => {
      if (report.kind === "serving") resolve();
    });
    void fault.then(reject);
  });
}
