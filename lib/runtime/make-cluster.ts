// Makes what a first start copies: a cluster of the embedded database with every migration applied. Run by the build.
import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openEmbeddedDatabase } from "@/lib/adapters/embedded/database/open-embedded-database";
import { migrate } from "@/lib/adapters/postgres/migrate";
import { openDatabase } from "@/lib/adapters/postgres/open-database";

/**
 * Writes the cluster as the directory `to`, whole or not at all. It holds no row but the migrations' own, and no secret.
 * @param migrations the directory whose migrations are applied; null = an empty cluster
 * @param workerPath the bundled database worker
 */
export async function makeCluster(to: string, migrations: string | null, workerPath: string): Promise<void> {
  const dataDirectory = mkdtempSync(path.join(tmpdir(), "kf-cluster-"));
  const unfinished = `${to}.${process.pid}`;
  try {
    const embedded = await openEmbeddedDatabase({ dataDirectory, workerPath });
    if (migrations !== null) {
      const database = openDatabase({ socketDirectory: embedded.socketDirectory });
      await migrate(database.pool, migrations).finally(() => database.close());
    }
    await embedded.close();
    cpSync(path.join(dataDirectory, "pgdata"), unfinished, { recursive: true });
    renameSync(unfinished, to);
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}
