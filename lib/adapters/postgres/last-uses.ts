// Writes the last uses of keys to the database, once a second and all at once.
import type { Pool } from "pg";
import { type PendingUse, PendingUses } from "@/lib/adapters/system/pending-uses";
import type { KeyUses } from "@/lib/ports/gate-ports";

const FLUSH_EVERY_MS = 1000;
/** So many at a time occupy the embedded database for less than 50 ms. */
const BATCH = 500;
/** Writing that takes longer is given up: the other side may be gone without saying so. */
const ANSWER_WITHIN_MS = 2000;

/**
 * Only forwards in time, whichever process comes last. The rows are locked in the order of their ids, so that two processes never wait
 * for each other. Nothing else of the row changes: a use is no edit of the key.
 */
const WRITE = {
  name: "keyfuse_write_last_uses",
  query_timeout: ANSWER_WITHIN_MS,
  text: `
  WITH used AS (
    SELECT * FROM unnest($1::uuid[], $2::float8[], $3::text[], $4::text[]) AS u("id", "atMs", "address", "agent")
  ), held AS (
    SELECT k."id", to_timestamp(u."atMs" / 1000) AS "at", u."address", u."agent" FROM "Key" k JOIN used u ON u."id" = k."id"
    WHERE k."lastUsedAt" IS NULL OR k."lastUsedAt" < to_timestamp(u."atMs" / 1000)
    ORDER BY k."id" FOR NO KEY UPDATE OF k
  )
  UPDATE "Key" k SET "lastUsedAt" = h."at", "lastUsedFrom" = h."address", "lastUsedAgent" = h."agent" FROM held h
  WHERE k."id" = h."id" AND (k."lastUsedAt" IS NULL OR k."lastUsedAt" < h."at")`,
};

export interface LastUsesOptions {
  readonly pool: Pool;
  /** Told when uses could not be written, once until they can be again; they are kept and tried again. */
  readonly onFault: (fault: unknown) => void;
  readonly flushEveryMs?: number;
}

/** Uses that are noted here are written soon after. */
export interface LastUses extends KeyUses {
  /** Writes what is waiting. Never rejects. */
  flush(): Promise<void>;
  /** Writes what is waiting, for the last time. */
  close(): Promise<void>;
}

/** Begins to write what is noted. */
export function openLastUses({ pool, onFault, flushEveryMs = FLUSH_EVERY_MS }: LastUsesOptions): LastUses {
  const pending = new PendingUses();
  let flushing: Promise<void> = Promise.resolve();
  let isFailing = false;

  async function writeAll(): Promise<void> {
    const uses = pending.take();
    for (let from = 0; from < uses.length; from += BATCH) {
      try {
        await write(pool, uses.slice(from, from + BATCH));
        isFailing = false;
      } catch (fault) {
        pending.putBack(uses.slice(from));
        if (!isFailing) onFault(fault);
        isFailing = true;
        return;
      }
    }
  }

  function flush(): Promise<void> {
    flushing = flushing.then(writeAll);
    return flushing;
  }

  let isTicking = false;
  const timer = setInterval(async () => {
    // A database that is slow gets one batch after the other, not a queue of them.
    if (isTicking) return;
    isTicking = true;
    await flush();
    isTicking = false;
  }, flushEveryMs);
  timer.unref();
  return {
    note: (keyId, atMs, address, agent) => pending.note(keyId, atMs, address, agent),
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

async function write(pool: Pool, uses: readonly PendingUse[]): Promise<void> {
  const values = [
    uses.map(({ keyId }) => keyId),
    uses.map(({ atMs }) => atMs),
    uses.map(({ address }) => address),
    // The database refuses NUL bytes; nobody needs to read them.
    uses.map(({ agent }) => agent?.replaceAll("\0", "") ?? null),
  ];
  await pool.query({ ...WRITE, values });
}
