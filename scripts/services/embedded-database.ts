// A throw-away embedded database for tests: a new data directory, filled from a cluster that is made once per engine version.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbeddedDatabaseOptions, openEmbeddedDatabase } from "@/lib/adapters/embedded/database/open-embedded-database";
import { bundleDatabaseWorker } from "@/lib/adapters/embedded/database/worker-bundle";

const CACHE = fileURLToPath(new URL("../../.cache", import.meta.url));

export interface TemporaryEmbeddedDatabase {
  readonly socketDirectory: string;
  readonly dataDirectory: string;
  readonly workerPath: string;
  /** Ends the database; its directory stays. */
  close(): Promise<void>;
  /** Ends the database and removes its directory. */
  stop(): Promise<void>;
}

/** Starts one, already holding an empty cluster (making one takes seconds, copying it a tenth of one). */
export async function startEmbeddedDatabase(
  options: Partial<Omit<EmbeddedDatabaseOptions, "dataDirectory" | "workerPath">> = {},
): Promise<TemporaryEmbeddedDatabase> {
  const workerPath = await bundledWorker();
  const dataDirectory = await newDataDirectory();
  const database = await openEmbeddedDatabase({ ...options, dataDirectory, workerPath });
  return {
    socketDirectory: database.socketDirectory,
    dataDirectory,
    workerPath,
    close: () => database.close(),
    async stop() {
      await database.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

let bundled: Promise<string> | null = null;

/** The worker as it is in the sources now; one file per process, so that parallel test files do not write over each other. */
export function bundledWorker(): Promise<string> {
  bundled ??= bundleWorker(join(CACHE, `database-worker-${process.pid}.js`));
  return bundled;
}

async function bundleWorker(workerPath: string): Promise<string> {
  await bundleDatabaseWorker(workerPath);
  process.once("exit", () => {
    rmSync(workerPath, { force: true });
    rmSync(`${workerPath}.map`, { force: true });
  });
  return workerPath;
}

/** A data directory with an empty cluster and a path short enough for its socket. */
export async function newDataDirectory(): Promise<string> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "kf-"));
  cpSync(await template(), join(dataDirectory, "pgdata"), { recursive: true });
  return dataDirectory;
}

async function template(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const { version } = JSON.parse(readFileSync(join(dirname(entry), "../package.json"), "utf8")) as { version: string };
  const made = join(CACHE, `pgdata-${version}`);
  if (existsSync(made)) return made;
  mkdirSync(CACHE, { recursive: true });
  const dataDirectory = mkdtempSync(join(tmpdir(), "kf-template-"));
  const database = await openEmbeddedDatabase({ dataDirectory, workerPath: await bundledWorker() });
  await database.close();
  const unfinished = `${made}.${process.pid}`;
  cpSync(join(dataDirectory, "pgdata"), unfinished, { recursive: true });
  rmSync(dataDirectory, { recursive: true });
  try {
    renameSync(unfinished, made);
  } catch {
    rmSync(unfinished, { recursive: true }); // another process was faster
  }
  return made;
}
