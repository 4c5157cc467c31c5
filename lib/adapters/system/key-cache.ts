// Keys in memory: believed while changes are heard, read again where a change may have been missed.
import { performance } from "node:perf_hooks";
import type { KeyRecord } from "@/lib/core/key-record";
import type { KeyStore, Soon } from "@/lib/ports/gate-ports";
import { EVERY_KEY, type KeyChange } from "@/lib/ports/key-change";
import { type KeySource, type SecretVersion, StoreUnavailable, type Trust } from "@/lib/ports/key-source";
import { ChangeLog } from "./change-log";
import { type Entry, RecentEntries } from "./recent-entries";

const DEFAULT_CAPACITY = 200_000;
/** Absent secrets have a room of their own, so that guessing evicts no key. */
const ABSENT_SHARE = 0.1;
/** Changes that overtake so many readings in a row are a storm; the client is asked to come back. */
const MOST_READINGS = 10;

export interface KeyCacheOptions {
  readonly source: KeySource;
  readonly trust: Trust;
  /** Secret versions kept at most. */
  readonly capacity?: number;
  /** The clock that `trust` speaks of. */
  readonly monotonicMs?: () => number;
}

/** A key store that answers from memory at once. */
export interface KeyCache extends KeyStore {
  /** Forgets what changed; a reading that the change overtook serves nobody. From its end on this process answers by the change. */
  forget(change: KeyChange): void;
  /** Remembers the most recently used keys. Resolves with the number of secret versions. */
  warm(keys: number): Promise<number>;
  /** Secret versions in memory. */
  size(): number;
}

/** One reading at a time per secret; who may not share the running one shares the next. */
interface Flight {
  readonly answer: Promise<KeyRecord | null>;
  next: Promise<KeyRecord | null> | null;
}

/**
 * Remembers what the source answered, absences too. A remembered answer is given while trust lasts; without trust every request is answered
 * by a reading that began after it came, one at a time per secret, and rejects with StoreUnavailable when the source does.
 */
export function createKeyCache({
  source,
  trust,
  capacity = DEFAULT_CAPACITY,
  monotonicMs = () => performance.now(),
}: KeyCacheOptions): KeyCache {
  const present = new RecentEntries(capacity);
  const absent = new RecentEntries(capacity * ABSENT_SHARE);
  const changes = new ChangeLog();
  const flights = new Map<string, Flight>();

  function remember(apiId: string, fingerprint: string, version: SecretVersion | null, askedMs: number): void {
    const retiresInMs = version?.retiresInMs ?? Number.POSITIVE_INFINITY;
    const entry: Entry = { apiId, record: version?.record ?? null, untilMs: askedMs + retiresInMs };
    if (version === null) present.delete(fingerprint);
    else absent.delete(fingerprint);
    (version === null ? absent : present).set(fingerprint, entry);
  }

  /** One reading. Its answer is remembered, or null where a change overtook it. */
  async function readOnce(apiId: string, fingerprint: string): Promise<{ record: KeyRecord | null } | null> {
    const since = changes.begin();
    const askedMs = monotonicMs();
    try {
      const version = await source.findVersion(apiId, fingerprint);
      if (changes.isOvertaken(since, { apiId, fingerprint, keyId: version?.record.id ?? null })) return null;
      remember(apiId, fingerprint, version, askedMs);
      return { record: version?.record ?? null };
    } finally {
      changes.end();
    }
  }

  async function readUntilCurrent(apiId: string, fingerprint: string): Promise<KeyRecord | null> {
    for (let reading = 0; reading < MOST_READINGS; reading++) {
      const current = await readOnce(apiId, fingerprint);
      if (current !== null) return current.record;
    }
    throw new StoreUnavailable(new Error(`changes overtook ${MOST_READINGS} readings of a key in a row`));
  }

  function launch(apiId: string, fingerprint: string): Promise<KeyRecord | null> {
    const name = `${apiId} ${fingerprint}`;
    const answer = readUntilCurrent(apiId, fingerprint).finally(() => flights.delete(name));
    flights.set(name, { answer, next: null });
    return answer;
  }

  function read(apiId: string, fingerprint: string): Promise<KeyRecord | null> {
    const name = `${apiId} ${fingerprint}`;
    const flight = flights.get(name);
    if (flight === undefined) return launch(apiId, fingerprint);
    // While changes are heard, whatever overtakes the running reading is heard of. Otherwise only a reading from now on can be believed.
    if (monotonicMs() < trust.untilMs) return flight.answer;
    const startNext = () => flights.get(name)?.answer ?? launch(apiId, fingerprint);
    flight.next ??= flight.answer.then(startNext, startNext);
    return flight.next;
  }

  return {
    find(apiId, fingerprint): Soon<KeyRecord | null> {
      const entry = present.get(fingerprint) ?? absent.get(fingerprint);
      if (entry !== undefined && entry.apiId === apiId) {
        const nowMs = monotonicMs();
        if (nowMs < trust.untilMs && nowMs < entry.untilMs) return entry.record;
      }
      return read(apiId, fingerprint);
    },
    forget(change) {
      changes.hear(change);
      if (change === EVERY_KEY) {
        present.clear();
        absent.clear();
        return;
      }
      const subject = change.slice(change.indexOf(":") + 1);
      if (change.startsWith("secret:")) {
        present.delete(subject);
        absent.delete(subject);
      } else {
        if (change.startsWith("key:")) present.deleteKey(subject);
        else present.deleteApi(subject);
        // A key or an API may have got secrets that were absent until now, and nothing says which.
        absent.clear();
      }
    },
    async warm(keys) {
      const since = changes.begin();
      const askedMs = monotonicMs();
      try {
        const versions = await source.listRecent(Math.min(keys, capacity));
        for (const version of versions) {
          const { id, apiId } = version.record;
          if (!changes.isOvertaken(since, { apiId, fingerprint: version.fingerprint, keyId: id })) {
            remember(apiId, version.fingerprint, version, askedMs);
          }
        }
        return versions.length;
      } finally {
        changes.end();
      }
    },
    size: () => present.size + absent.size,
  };
}
