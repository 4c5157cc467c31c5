// The embedded PostgreSQL itself: making its cluster, opening it durably, running batches of wire frames in its one session.
import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { DurableFileSystem, fsyncPath, fsyncTree } from "./durable-file-system";
import { parseFrame, queryFrame, SYNC_FRAME } from "./server-frames";
import { joinBytes } from "./wire-frames";
import type { WorkerAssignment } from "./worker-messages";

/** Settings that PostgreSQL reports to every new connection. */
const REPORTED = [
  "server_version",
  "server_encoding",
  "client_encoding",
  "application_name",
  "default_transaction_read_only",
  "in_hot_standby",
  "is_superuser",
  "session_authorization",
  "DateStyle",
  "IntervalStyle",
  "TimeZone",
  "integer_datetimes",
  "standard_conforming_strings",
];

/** PGlite's own parameters turn fsync off (`-F`); without it each commit reaches the disk. Small log: no checkpoint runs by itself here. */
const START_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...["wal_sync_method=fsync", "max_wal_size=64MB", "min_wal_size=32MB", "timezone=UTC"].flatMap((setting) => ["-c", setting]),
];

/** One PostgreSQL session. `run` is synchronous: nothing else happens in this thread meanwhile. */
export interface Engine {
  /** What new connections are told about the server. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Runs whole frames and returns the reply; a statement's failure is in the reply. */
  run(frames: Uint8Array): Uint8Array;
  /** Ends whatever transaction is open, also one in the middle of an unfinished batch. */
  abandonTransaction(): void;
  /** Writes a checkpoint and closes the files. */
  close(): Promise<void>;
}

/** Where the cluster stands, and what a new one is copied from. */
export type EnginePlace = Pick<WorkerAssignment, "dataDirectory" | "clusterTemplate">;

/**
 * Opens the cluster in `<dataDirectory>/pgdata`, making it first when there is none.
 * @param onFault called once when the engine broke (a full disk, a trap); it must end this thread, since the engine cannot go on
 */
export async function openEngine(place: EnginePlace, onFault: (fault: unknown) => never): Promise<Engine> {
  const clusterDirectory = join(place.dataDirectory, "pgdata");
  if (!existsSync(clusterDirectory)) await makeCluster(place, clusterDirectory);
  const database = await openCluster(clusterDirectory);
  const { rows } = await database.query<{ name: string; setting: string }>("SELECT name, setting FROM pg_settings WHERE name = ANY($1)", [
    REPORTED,
  ]);
  stopAtFaults(database, onFault);
  const run = (frames: Uint8Array): Uint8Array => {
    const chunks: Uint8Array[] = [];
    // The engine runs before this returns; only its (unused) file-system hook would be awaited.
    void database.execProtocolRawStream(frames, { syncToFs: false, onRawData: (chunk) => chunks.push(chunk.slice()) });
    return joinBytes(chunks);
  };
  return {
    parameters: new Map(rows.map((row) => [row.name, row.setting])),
    run,
    abandonTransaction: () => void run(ABANDON),
    close: async () => {
      run(queryFrame("CHECKPOINT"));
      await database.close();
    },
  };
}

/** A statement that cannot be parsed fails the open batch, so that Sync aborts instead of committing it; then the open block is rolled back. */
const ABANDON = joinBytes([parseFrame("", "abandon"), SYNC_FRAME, queryFrame("ROLLBACK")]);

/** A kill while a cluster is being made leaves only `pgdata.new`, which the next start makes again. */
async function makeCluster({ dataDirectory, clusterTemplate }: EnginePlace, clusterDirectory: string): Promise<void> {
  const unfinished = join(dataDirectory, "pgdata.new");
  rmSync(unfinished, { recursive: true, force: true });
  if (clusterTemplate !== null && existsSync(clusterTemplate)) cpSync(clusterTemplate, unfinished, { recursive: true, dereference: true });
  else await (await openCluster(unfinished)).close();
  fsyncTree(unfinished);
  renameSync(unfinished, clusterDirectory);
  fsyncPath(dataDirectory);
}

function openCluster(directory: string): Promise<PGlite> {
  return PGlite.create({ fs: new DurableFileSystem(directory), startParams: START_PARAMETERS });
}

/** PGlite carries on after every exception, also where PostgreSQL has ended itself, and then spins for ever: faults are stopped here. */
function stopAtFaults(database: PGlite, onFault: (fault: unknown) => never): void {
  const STATEMENT_FAILED = 100; // PGlite's own mark of an ordinary error
  const engine = database.Module;
  const runOnce = engine._PostgresMainLoopOnce;
  engine._PostgresMainLoopOnce = () => {
    try {
      runOnce();
    } catch (error) {
      if ((error as { status?: unknown }).status !== STATEMENT_FAILED) onFault(error);
      throw error;
    }
  };
}
