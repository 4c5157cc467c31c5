// Runs work that may write very much in one transaction, such as a bootstrap file of a hundred thousand keys.
import { openDatabase } from "@/lib/adapters/postgres/open-database";
import type { BootstrapWorld } from "@/lib/manage/bootstrap/apply-bootstrap";
import type { Instance } from "./open-instance";

/**
 * Runs the work over connections of its own whose transactions may be long. Beside a process that serves the embedded database they
 * may not: its requests would wait for all that time, so there the work gets the usual connections.
 */
export async function withLongTransactions<T>(instance: Instance, work: (world: BootstrapWorld) => Promise<T>): Promise<T> {
  const isServedEmbedded = instance.isShared && instance.environment.databaseUrl === null;
  if (isServedEmbedded) return work(instance.world);
  const database = openDatabase(instance.listenTarget, { hasLongTransactions: true, onConnectionError: () => {} });
  try {
    return await work({ ...instance.world, prisma: database.prisma });
  } finally {
    await database.close();
  }
}
