// A bounded map of what was looked up most recently: two generations, of which the older one is dropped whole.
import type { KeyRecord } from "@/lib/core/key-record";

/** A remembered answer. */
export interface Entry {
  readonly apiId: string;
  /** null = no key has this secret. */
  readonly record: KeyRecord | null;
  /** From this instant of the monotonic clock on it must be asked again. */
  readonly untilMs: number;
}

/** Entries by fingerprint, and the fingerprints of each key. */
interface Generation {
  readonly entries: Map<string, Entry>;
  readonly ofKey: Map<string, readonly string[]>;
}

/**
 * Holds at most `capacity` entries. A hit in the younger generation changes nothing, so that it costs one map look-up; one in the older moves
 * its entry over. When the younger is half of the capacity, the older, which nobody asked for since, goes.
 */
export class RecentEntries {
  readonly #generationSize: number;
  #younger = emptyGeneration();
  #older = emptyGeneration();

  constructor(capacity: number) {
    this.#generationSize = Math.max(1, Math.floor(capacity / 2));
  }

  get size(): number {
    return this.#younger.entries.size + this.#older.entries.size;
  }

  get(fingerprint: string): Entry | undefined {
    return this.#younger.entries.get(fingerprint) ?? this.#revive(fingerprint);
  }

  set(fingerprint: string, entry: Entry): void {
    this.delete(fingerprint);
    if (this.#younger.entries.size >= this.#generationSize) {
      this.#older = this.#younger;
      this.#younger = emptyGeneration();
    }
    this.#younger.entries.set(fingerprint, entry);
    if (entry.record === null) return;
    const { ofKey } = this.#younger;
    ofKey.set(entry.record.id, [...(ofKey.get(entry.record.id) ?? []), fingerprint]);
  }

  delete(fingerprint: string): void {
    for (const generation of [this.#younger, this.#older]) remove(generation, fingerprint);
  }

  deleteKey(keyId: string): void {
    for (const { entries, ofKey } of [this.#younger, this.#older]) {
      for (const fingerprint of ofKey.get(keyId) ?? []) entries.delete(fingerprint);
      ofKey.delete(keyId);
    }
  }

  deleteApi(apiId: string): void {
    for (const generation of [this.#younger, this.#older]) {
      for (const [fingerprint, entry] of generation.entries) if (entry.apiId === apiId) remove(generation, fingerprint);
    }
  }

  clear(): void {
    this.#younger = emptyGeneration();
    this.#older = emptyGeneration();
  }

  #revive(fingerprint: string): Entry | undefined {
    const entry = this.#older.entries.get(fingerprint);
    if (entry !== undefined) this.set(fingerprint, entry);
    return entry;
  }
}

function emptyGeneration(): Generation {
  return { entries: new Map(), ofKey: new Map() };
}

function remove({ entries, ofKey }: Generation, fingerprint: string): void {
  const keyId = entries.get(fingerprint)?.record?.id;
  entries.delete(fingerprint);
  if (keyId === undefined) return;
  const others = (ofKey.get(keyId) ?? []).filter((other) => other !== fingerprint);
  if (others.length === 0) ofKey.delete(keyId);
  else ofKey.set(keyId, others);
}
