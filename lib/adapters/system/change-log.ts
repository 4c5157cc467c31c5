// Which changes of keys came while queries were in flight: the invalidation counter of the key cache.
import { EVERY_KEY, type KeyChange, keyChange, keysOfApi, secretChange } from "@/lib/ports/key-change";

/** Beyond so many different changes during one query, everything counts as changed. */
const MOST_REMEMBERED = 10_000;

/** What a query asked for, and the key it found (null = none). */
export interface Answered {
  readonly apiId: string;
  readonly fingerprint: string;
  readonly keyId: string | null;
}

/** Counts changes, and remembers each one for as long as a query is in flight that it may have overtaken. */
export class ChangeLog {
  #count = 0;
  #queries = 0;
  /** The count at which each change was last heard. */
  readonly #heardAt = new Map<KeyChange, number>();
  /** The same for the last change that names a key and not a secret: it may have brought a secret that did not exist. */
  #keyHeardAt = 0;

  /** The counter as it stands before a query is sent; `end` must follow. */
  begin(): number {
    this.#queries++;
    return this.#count;
  }

  /** The query has been answered, or failed. */
  end(): void {
    this.#queries--;
    if (this.#queries === 0) this.#heardAt.clear();
  }

  hear(change: KeyChange): void {
    this.#count++;
    if (change.startsWith("key:")) this.#keyHeardAt = this.#count;
    if (this.#queries === 0) return;
    const isFull = this.#heardAt.size >= MOST_REMEMBERED && !this.#heardAt.has(change);
    this.#heardAt.set(isFull ? EVERY_KEY : change, this.#count);
  }

  /** Whether an answer that was asked for at that count may be older than a change heard since. To be asked before `end`. */
  isOvertaken(since: number, { apiId, fingerprint, keyId }: Answered): boolean {
    if (this.#count === since) return false;
    const isHeard = (change: KeyChange): boolean => (this.#heardAt.get(change) ?? 0) > since;
    if (isHeard(EVERY_KEY) || isHeard(keysOfApi(apiId)) || isHeard(secretChange(fingerprint))) return true;
    return keyId === null ? this.#keyHeardAt > since : isHeard(keyChange(keyId));
  }
}
