// Reaches the instance's database: PostgreSQL by its URL, or the embedded one, owned by this process or by one that serves already.
import { existsSync } from "node:fs";
import path from "node:path";
import { DataDirectoryInUseError } from "@/lib/adapters/embedded/database/claim-socket";
import { openEmbeddedDatabase } from "@/lib/adapters/embedded/database/open-embedded-database";
import { socketDirectoryOf } from "@/lib/adapters/embedded/database/socket-directory";
import type { DatabaseTarget } from "@/lib/adapters/postgres/open-database";
import type { Environment } from "./env";

/** A database that can be connected to. */
export interface ReachedDatabase {
  readonly target: DatabaseTarget;
  /** Where changes are heard: past a transaction pooler where there is one. */
  readonly listenTarget: DatabaseTarget;
  /** Whether another process owns the embedded database: then that process serves. */
  readonly isShared: boolean;
  close(): Promise<void>;
}

/** Rows that are written again and again, or go away: a key's at each second in which it is used. The roll-ups have an upkeep of their own. */
export const REWRITTEN_TABLES = [
  ...["Key", "KeySecret", "KeySecretUse", "UsageKey", "UsageDecision", "UsageSeries", "UsageJob"],
  ...["ConsoleSession", "Mail", "Webhook", "WebhookDelivery"],
].map((table) => `"${table}"`);

/** What to do when another process serves the data directory. */
export type WhenServed = "refuse" | "join";

export interface ReachOptions {
  /** The bundled database worker; the cluster that a first start copies stands beside it. */
  readonly workerPath: string;
  readonly whenServed: WhenServed;
  /** Called once when the embedded database stopped by itself. */
  readonly onFault: (fault: Error) => void;
}

/**
 * Opens what the environment names.
 * @throws {DataDirectoryInUseError} when another process serves the data directory and that is to be refused
 */
export async function reachDatabase(environment: Environment, options: ReachOptions): Promise<ReachedDatabase> {
  if (environment.databaseUrl !== null) {
    const target = { url: environment.databaseUrl };
    const listenTarget = environment.databaseDirectUrl === null ? target : { url: environment.databaseDirectUrl };
    return { target, listenTarget, isShared: true, close: async () => {} };
  }
  if (!existsSync(options.workerPath)) throw new Error(`${options.workerPath} is missing: run npm run build first.`);
  try {
    const embedded = await openEmbeddedDatabase({
      dataDirectory: environment.dataDir,
      workerPath: options.workerPath,
      clusterTemplate: path.join(path.dirname(options.workerPath), "cluster"),
      onFault: options.onFault,
      vacuumTables: REWRITTEN_TABLES,
    });
    const target = { socketDirectory: embedded.socketDirectory };
    return { target, listenTarget: target, isShared: false, close: () => embedded.close() };
  } catch (error) {
    if (!(error instanceof DataDirectoryInUseError) || options.whenServed === "refuse") throw error;
    const target = { socketDirectory: socketDirectoryOf(environment.dataDir) };
    return { target, listenTarget: target, isShared: true, close: async () => {} };
  }
}
