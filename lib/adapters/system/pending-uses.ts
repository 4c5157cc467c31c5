// Last uses of keys that are noted in memory and not written yet.
import type { KeyUses } from "@/lib/ports/gate-ports";

/** The last use of a key that is waiting to be written. */
export interface PendingUse {
  readonly keyId: string;
  readonly atMs: number;
  readonly address: string | null;
  readonly agent: string | null;
}

interface Use {
  atMs: number;
  address: string | null;
  agent: string | null;
}

/** As many as the key cache remembers secrets: then the database has been away for long, and memory counts for more. */
const MOST_KEYS = 200_000;

/** Notes uses, one entry a key; beyond `mostKeys` waiting keys, uses of further ones are not remembered. */
export class PendingUses implements KeyUses {
  readonly #mostKeys: number;
  #byKey = new Map<string, Use>();

  constructor(mostKeys = MOST_KEYS) {
    this.#mostKeys = mostKeys;
  }

  note(keyId: string, atMs: number, address: string | null, agent: string | null): void {
    const use = this.#byKey.get(keyId);
    if (use !== undefined) {
      use.atMs = atMs;
      use.address = address;
      use.agent = agent;
    } else if (this.#byKey.size < this.#mostKeys) {
      this.#byKey.set(keyId, { atMs, address, agent });
    }
  }

  /** All that is waiting; from now on nothing is. */
  take(): PendingUse[] {
    const taken = this.#byKey;
    if (taken.size === 0) return [];
    this.#byKey = new Map();
    return Array.from(taken, ([keyId, { atMs, address, agent }]) => ({ keyId, atMs, address, agent }));
  }

  /** These could not be written and wait again, except where a later use of the key has been noted. */
  putBack(uses: readonly PendingUse[]): void {
    for (const { keyId, atMs, address, agent } of uses) {
      if (!this.#byKey.has(keyId)) this.note(keyId, atMs, address, agent);
    }
  }
}
