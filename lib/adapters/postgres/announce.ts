// Telling the other processes of an instance what changed, and waiting until one that serves has heard it.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Revocation } from "@/lib/core/tokens/revocation";
import { EVERY_KEY, type KeyChange } from "@/lib/ports/key-change";
import type { Prisma } from "@/prisma/generated/client";
import { BARRIER_CHANNEL, BARRIER_DONE_CHANNEL, CATALOGUE_CHANNEL, KEYS_CHANNEL, REVOCATIONS_CHANNEL } from "./channels";

/** Beyond so many changes in one transaction, hearers forget every key instead. */
const MOST_ANNOUNCED = 1000;
/** No process believes its memory longer than this without having heard a change (the lease, rounded up). */
const LEASE_RUNS_OUT_MS = 1000;

/** A transaction in progress. */
type Transaction = Pick<Prisma.TransactionClient, "$queryRaw">;

/** Tells every process of changed keys when the transaction commits, and nobody when it does not. */
export async function announceKeys(tx: Transaction, changes: readonly KeyChange[]): Promise<void> {
  if (changes.length === 0) return;
  const announced = changes.length > MOST_ANNOUNCED ? [EVERY_KEY] : [...changes];
  await tx.$queryRaw`SELECT pg_notify(${KEYS_CHANNEL}, change)::text FROM unnest(${announced}::text[]) AS change`;
}

/** Tells every process at the commit which tokens count no more. */
export async function announceRevocations(tx: Transaction, revocations: readonly Revocation[]): Promise<void> {
  if (revocations.length === 0) return;
  const payloads = revocations.length > MOST_ANNOUNCED ? [""] : revocations.map((revocation) => JSON.stringify(revocation));
  await tx.$queryRaw`SELECT pg_notify(${REVOCATIONS_CHANNEL}, payload)::text FROM unnest(${payloads}::text[]) AS payload`;
}

/** Tells every process at the commit that APIs, plans or endpoints changed. */
export async function announceCatalogue(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify(${CATALOGUE_CHANNEL}, '')::text`;
}

/**
 * Called after a commit by a process that serves nobody. Resolves with true when a serving process says that it has acted on every change
 * committed before, and with false when the time is over: then no process answers by an older state either, since its lease has run out.
 */
export async function awaitSeen(pool: Pool, timeoutMs = LEASE_RUNS_OUT_MS): Promise<boolean> {
  const ending = new AbortController();
  const isOver = sleep(timeoutMs, false, { signal: ending.signal }).catch(() => false);
  try {
    // What was committed stays committed: where nobody can be asked, waiting is enough.
    return await Promise.race([isOver, crossBarrier(pool, ending.signal).catch(() => isOver)]);
  } finally {
    ending.abort();
  }
}

async function crossBarrier(pool: Pool, ending: AbortSignal): Promise<boolean> {
  const client = await pool.connect();
  try {
    const id = randomUUID();
    const answer = new Promise<boolean>((resolve) => {
      client.on("notification", ({ payload }) => payload === id && resolve(true));
      ending.addEventListener("abort", () => resolve(false));
    });
    if (ending.aborted) return false;
    await client.query(`LISTEN ${BARRIER_DONE_CHANNEL}`);
    await client.query("SELECT pg_notify($1, $2)::text", [BARRIER_CHANNEL, id]);
    return await answer;
  } finally {
    // Ended, not reused: the next user of the connection has not asked to listen.
    client.release(true);
  }
}
