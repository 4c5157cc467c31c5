// Whoever judges APIs against each other and then writes them does so one after another.
import type { Tx } from "@/lib/manage/world";

/** Chosen at random. */
const CATALOGUE_LOCK = 1_801_546_753;

/** Until the transaction ends, no bootstrap file is applied and nobody else changes APIs: what was judged still holds when it is written. */
export async function lockCatalogue(tx: Pick<Tx, "$queryRaw">): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(${CATALOGUE_LOCK})::text`;
}
