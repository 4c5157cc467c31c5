// Entry of the database worker thread: takes the lock, opens the engine, serves it, keeps it up, closes it in order.
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { claimSocket, DataDirectoryInUseError } from "./claim-socket";
import { openEngine } from "./engine";
import { queryFrame } from "./server-frames";
import { SOCKET_NAME } from "./socket-directory";
import type { SocketServer } from "./socket-server";
import type { WorkerAssignment, WorkerOrder, WorkerReport } from "./worker-messages";

const assignment = workerData as WorkerAssignment;

const FIRST_VACUUM_AFTER_MS = 60_000;

function report(message: WorkerReport): void {
  parentPort?.postMessage(message);
}

/** The engine cannot go on; inside a worker `process.exit` ends this thread only. */
function end(fault: unknown): never {
  report({ kind: "fault", message: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  process.exit(1);
}

/** Work that a PostgreSQL server does by itself and a single session never does. */
function keepUp(server: SocketServer): void {
  const enqueue = (sql: string): void =>
    server.enqueue(queryFrame(sql), ({ failure }) => {
      if (failure !== null) report({ kind: "upkeepFailed", message: `${sql}: ${failure}` });
    });
  setInterval(() => enqueue("CHECKPOINT"), assignment.checkpointEveryMs);
  const vacuum = () => {
    for (const table of assignment.vacuumTables) enqueue(`VACUUM ANALYZE ${table}`);
  };
  setInterval(vacuum, assignment.vacuumEveryMs);
  // What was imported at the start is unknown to the planner until then.
  setTimeout(vacuum, Math.min(FIRST_VACUUM_AFTER_MS, assignment.vacuumEveryMs));
}

async function work(): Promise<void> {
  const server = await claimSocket(join(assignment.socketDirectory, SOCKET_NAME), assignment.dataDirectory);
  const engine = await openEngine(assignment, end);
  server.serve(engine);
  keepUp(server);
  parentPort?.on("message", async (_order: WorkerOrder) => {
    try {
      await server.close();
      await engine.close();
      process.exit(0);
    } catch (error) {
      end(error);
    }
  });
  report({ kind: "serving" });
}

work().catch((error: unknown) => {
  if (!(error instanceof DataDirectoryInUseError)) end(error);
  report({ kind: "inUse", message: error.message });
  process.exit(1);
});
