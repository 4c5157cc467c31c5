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
export function createKeyCache(options: KeyCacheOptions): KeyCache {
  return new RememberedKeys(options);
}

class RememberedKeys implements KeyCache {
  readonly #source: KeySource;
  readonly #trust: Trust;
  readonly #monotonicMs: () => number;
  readonly #capacity: number;
  readonly #present: RecentEntries;
  readonly #absent: RecentEntries;
  readonly #changes = new ChangeLog();
  readonly #flights = new Map<string, Flight>();

  constructor({ source, trust, capacity = DEFAULT_CAPACITY, monotonicMs = () => performance.now() }: KeyCacheOptions) {
    this.#source = source;
    this.#trust = trust;
    this.#monotonicMs = monotonicMs;
    this.#capacity = capacity;
    this.#present = new RecentEntries(capacity);
    this.#absent = new RecentEntries(capacity * ABSENT_SHARE);
  }

  find(apiId: string, fingerprint: string): Soon<KeyRecord | null> {
    const entry = this.#present.get(fingerprint) ?? this.#absent.get(fingerprint);
    if (entry !== undefined && entry.apiId === apiId) {
      const nowMs = this.#monotonicMs();
      if (nowMs < this.#trust.untilMs && nowMs < entry.untilMs) return entry.record;
    }
    return this.#read(apiId, fingerprint);
  }

  forget(change: KeyChange): void {
    this.#changes.hear(change);
    const subject = change.slice(change.indexOf(":") + 1);
    if (change.startsWith("secret:")) {
      this.#present.delete(subject);
      this.#absent.delete(subject);
      return;
    }
    if (change === EVERY_KEY) this.#present.clear();
    else if (change.startsWith("key:")) this.#present.deleteKey(subject);
    else this.#present.deleteApi(subject);
    // A key or an API may have got secrets that were absent until now, and nothing says which.
    this.#absent.clear();
  }

  async warm(keys: number): Promise<number> {
    const since = this.#changes.begin();
    const askedMs = this.#monotonicMs();
    try {
      const versions = await this.#source.listRecent(Math.min(keys, this.#capacity));
      for (const version of versions) {
        const { record, fingerprint } = version;
        const isOvertaken = this.#changes.isOvertaken(since, { apiId: record.apiId, fingerprint, keyId: record.id });
        if (!isOvertaken) this.#remember(record.apiId, fingerprint, version, askedMs);
      }
      return versions.length;
    } finally {
      this.#changes.end();
    }
  }

  size(): number {
    return this.#present.size + this.#absent.size;
  }

  #read(apiId: string, fingerprint: string): Promise<KeyRecord | null> {
    const name = `${apiId} ${fingerprint}`;
    const flight = this.#flights.get(name);
    if (flight === undefined) return this.#launch(apiId, fingerprint);
    // While changes are heard, whatever overtakes the running reading is heard of. Otherwise only a reading from now on can be believed.
    if (this.#monotonicMs() < this.#trust.untilMs) return flight.answer;
    const startNext = () => this.#flights.get(name)?.answer ?? this.#launch(apiId, fingerprint);
    flight.next ??= flight.answer.then(startNext, startNext);
    return flight.next;
  }

  #launch(apiId: string, fingerprint: string): Promise<KeyRecord | null> {
    const name = `${apiId} ${fingerprint}`;
    const answer = this.#readUntilCurrent(apiId, fingerprint).finally(() => this.#flights.delete(name));
    this.#flights.set(name, { answer, next: null });
    return answer;
  }

  async #readUntilCurrent(apiId: string, fingerprint: string): Promise<KeyRecord | null> {
    for (let reading = 0; reading < MOST_READINGS; reading++) {
      const current = await this.#readOnce(apiId, fingerprint);
      if (current !== null) return current.record;
    }
    throw new StoreUnavailable(new Error(`changes overtook ${MOST_READINGS} readings of a key in a row`));
  }

  /** One reading. Its answer is remembered, or null where a change overtook it. */
  async #readOnce(apiId: string, fingerprint: string): Promise<{ record: KeyRecord | null } | null> {
    const since = this.#changes.begin();
    const askedMs = this.#monotonicMs();
    try {
      const version = await this.#source.findVersion(apiId, fingerprint);
      if (this.#changes.isOvertaken(since, { apiId, fingerprint, keyId: version?.record.id ?? null })) return null;
      this.#remember(apiId, fingerprint, version, askedMs);
      return { record: version?.record ?? null };
    } finally {
      this.#changes.end();
    }
  }

  #remember(apiId: string, fingerprint: string, version: SecretVersion | null, askedMs: number): void {
    const retiresInMs = version?.retiresInMs ?? Number.POSITIVE_INFINITY;
    const entry: Entry = { apiId, record: version?.record ?? null, untilMs: askedMs + retiresInMs };
    const [holds, lacks] = version === null ? [this.#absent, this.#present] : [this.#present, this.#absent];
    lacks.delete(fingerprint);
    holds.set(fingerprint, entry);
  }
}
