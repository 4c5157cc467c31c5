// Writes the last uses of keys and of their secret versions to the database, once a second and all at once.
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

/**
 * The same of secret versions. Of one that does not retire nobody needs to know more than once a minute, which spares most writings.
 */
const WRITE_VERSIONS = {
  name: "keyfuse_write_version_uses",
  query_timeout: ANSWER_WITHIN_MS,
  text: `
  WITH used AS (
    SELECT u."id", to_timestamp(u."firstMs" / 1000) AS "first", to_timestamp(u."atMs" / 1000) AS "at", u."address"
    FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::text[]) AS u("id", "firstMs", "atMs", "address")
  ), held AS (
    SELECT s."id", u."first", u."at", u."address" FROM "KeySecret" s JOIN used u ON u."id" = s."id"
    WHERE s."lastUsedAt" IS NULL OR s."firstUsedAt" > u."first"
      OR s."lastUsedAt" < u."at" - CASE WHEN s."retiresAt" IS NULL THEN interval '1 minute' ELSE interval '0' END
    ORDER BY s."id" FOR NO KEY UPDATE OF s
  )
  UPDATE "KeySecret" s SET "firstUsedAt" = LEAST(s."firstUsedAt", h."first"), "lastUsedAt" = GREATEST(s."lastUsedAt", h."at"),
    "lastUsedFrom" = CASE WHEN s."lastUsedAt" > h."at" THEN s."lastUsedFrom" ELSE h."address" END
  FROM held h WHERE s."id" = h."id"`,
};

/** Adds, so it comes last: what fails before is written again as a whole. A version that is gone counts nothing. */
const COUNT = {
  name: "keyfuse_count_version_uses",
  query_timeout: ANSWER_WITHIN_MS,
  text: `
  INSERT INTO "KeySecretUse" AS known ("secretId", "at", "range", "count")
  SELECT u."id", to_timestamp(u."minuteMs" / 1000), u."range", u."count"
  FROM unnest($1::uuid[], $2::float8[], $3::text[], $4::int[]) AS u("id", "minuteMs", "range", "count")
  JOIN "KeySecret" s ON s."id" = u."id" ORDER BY u."id", u."minuteMs", u."range"
  ON CONFLICT ("secretId", "at", "range") DO UPDATE SET "count" = known."count" + EXCLUDED."count"`,
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
  const written = new WrittenVersions();
  let flushing: Promise<void> = Promise.resolve();
  let isFailing = false;

  async function writeAll(): Promise<void> {
    const uses = pending.take();
    for (let from = 0; from < uses.length; from += BATCH) {
      try {
        await write(pool, uses.slice(from, from + BATCH), written);
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
    note: (key, atMs, address, agent) => pending.note(key, atMs, address, agent),
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

const MINUTE_MS = 60_000;

/** When which version that stays was written last: asking again within a minute would change nothing. */
class WrittenVersions {
  /** In milliseconds since the epoch, the oldest first. */
  readonly #atMs = new Map<string, number>();

  isDue({ versionId, atMs, counts }: PendingUse): boolean {
    if (versionId === null) return false;
    const writtenMs = counts === null ? this.#atMs.get(versionId) : undefined;
    return writtenMs === undefined || Math.abs(atMs - writtenMs) > MINUTE_MS;
  }

  note(uses: readonly PendingUse[]): void {
    for (const { versionId, atMs, counts } of uses) {
      if (versionId === null || counts !== null) continue;
      this.#atMs.delete(versionId);
      this.#atMs.set(versionId, atMs);
    }
    const latestMs = Math.max(...uses.map(({ atMs }) => atMs));
    for (const [versionId, atMs] of this.#atMs) {
      if (latestMs - atMs <= MINUTE_MS) break;
      this.#atMs.delete(versionId);
    }
  }
}

async function write(pool: Pool, uses: readonly PendingUse[], written: WrittenVersions): Promise<void> {
  const ofKeys = latestOfKeys(uses);
  const values = [
    ofKeys.map(({ keyId }) => keyId),
    ofKeys.map(({ atMs }) => atMs),
    ofKeys.map(({ address }) => address),
    // The database refuses NUL bytes; nobody needs to read them.
    ofKeys.map(({ agent }) => agent?.replaceAll("\0", "") ?? null),
  ];
  await pool.query({ ...WRITE, values });
  const ofVersions = uses.filter((use) => written.isDue(use));
  if (ofVersions.length === 0) return;
  await writeVersions(pool, ofVersions);
  written.note(ofVersions);
}

/** The last use of each key, whichever of its secrets or tokens was presented. */
function latestOfKeys(uses: readonly PendingUse[]): readonly PendingUse[] {
  const latest = new Map<string, PendingUse>();
  for (const use of uses) {
    const known = latest.get(use.keyId);
    if (known === undefined || known.atMs < use.atMs) latest.set(use.keyId, use);
  }
  return [...latest.values()];
}

async function writeVersions(pool: Pool, uses: readonly PendingUse[]): Promise<void> {
  const values = [
    uses.map(({ versionId }) => versionId),
    uses.map(({ firstMs }) => firstMs),
    uses.map(({ atMs }) => atMs),
    uses.map(({ address }) => address),
  ];
  await pool.query({ ...WRITE_VERSIONS, values });
  const counts = uses.flatMap(({ versionId, counts: ofVersion }) => [...(ofVersion?.values() ?? [])].map((one) => ({ versionId, ...one })));
  for (let from = 0; from < counts.length; from += BATCH) {
    const piece = counts.slice(from, from + BATCH);
    const columns = [
      piece.map(({ versionId }) => versionId),
      piece.map(({ minuteMs }) => minuteMs),
      piece.map(({ range }) => range),
      piece.map(({ count }) => count),
    ];
    await pool.query({ ...COUNT, values: columns });
  }
}
