// A throw-away embedded database for tests: a new data directory, filled from a cluster that is made once per engine and migrations.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EmbeddedDatabaseOptions, openEmbeddedDatabase } from "@/lib/adapters/embedded/database/open-embedded-database";
import { bundleDatabaseWorker } from "@/lib/adapters/embedded/database/worker-bundle";
import { makeCluster } from "@/lib/runtime/make-cluster";

const CACHE = fileURLToPath(new URL("../../.cache", import.meta.url));
const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** What a new data directory holds: nothing but PostgreSQL's own, or the tables of this build. */
export type ClusterKind = "empty" | "migrated";

export interface TemporaryEmbeddedDatabase {
  readonly socketDirectory: string;
  readonly dataDirectory: string;
  readonly workerPath: string;
  /** Ends the database; its directory stays. */
  close(): Promise<void>;
  /** Ends the database and removes its directory. */
  stop(): Promise<void>;
}

/** Starts one as a first start of the server finds it (making a cluster takes seconds, copying it a tenth of one). */
export function startMigratedDatabase(): Promise<TemporaryEmbeddedDatabase> {
  return start("migrated", {});
}

/** Starts one without tables. */
export function startEmbeddedDatabase(
  options: Partial<Omit<EmbeddedDatabaseOptions, "dataDirectory" | "workerPath">> = {},
): Promise<TemporaryEmbeddedDatabase> {
  return start("empty", options);
}

async function start(kind: ClusterKind, options: Partial<EmbeddedDatabaseOptions>): Promise<TemporaryEmbeddedDatabase> {
  const workerPath = await bundledWorker();
  const dataDirectory = await newDataDirectory(kind);
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

/** A data directory with a cluster, and a path short enough for its socket. */
export async function newDataDirectory(kind: ClusterKind = "empty"): Promise<string> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "kf-"));
  cpSync(await clusterTemplate(kind), join(dataDirectory, "pgdata"), { recursive: true });
  return dataDirectory;
}

/** The directory of a closed cluster, made once. */
export async function clusterTemplate(kind: ClusterKind): Promise<string> {
  const made = join(CACHE, `pgdata-${engineVersion()}-${kind === "empty" ? kind : migrationsDigest()}`);
  if (existsSync(made)) return made;
  mkdirSync(CACHE, { recursive: true });
  try {
    await makeCluster(made, kind === "empty" ? null : MIGRATIONS, await bundledWorker());
  } catch (error) {
    if (!existsSync(made)) throw error; // else another process was faster
  }
  return made;
}

function engineVersion(): string {
  const entry = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  return (JSON.parse(readFileSync(join(dirname(entry), "../package.json"), "utf8")) as { version: string }).version;
}

function migrationsDigest(): string {
  const hash = createHash("sha256");
  const files = readdirSync(MIGRATIONS, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".sql"));
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest("hex").slice(0, 16);
}
