// What the database worker and the thread that started it say to each other.

/** Handed to the worker when it starts. */
export interface WorkerAssignment {
  dataDirectory: string;
  /** A cluster to start from where there is none yet; null = it is made here. */
  clusterTemplate: string | null;
  socketDirectory: string;
  checkpointEveryMs: number;
  vacuumEveryMs: number;
  /** Tables with many updates, as they are written in SQL; nothing else cleans up here. */
  vacuumTables: readonly string[];
}

/** From the worker. After "inUse" and "fault" it ends. */
export type WorkerReport =
  | { kind: "serving" }
  | { kind: "upkeepFailed"; message: string }
  | { kind: "inUse"; message: string }
  | { kind: "fault"; message: string };

/** To the worker: write a checkpoint, close, end. */
export type WorkerOrder = { kind: "stop" };
