// What stands behind a key cache: the store that is asked when memory may not be trusted.
import type { KeyRecord } from "@/lib/core/key-record";

/** A secret version that counts, with the key it belongs to. */
export interface SecretVersion {
  readonly record: KeyRecord;
  /** How long it still counts, by the store's own clock at the time of asking; null = until somebody retires it. */
  readonly retiresInMs: number | null;
}

/** A secret version under what it is looked up by. */
export interface RecentVersion extends SecretVersion {
  readonly fingerprint: string;
}

/** Reads secret versions. Rejects with StoreUnavailable, and only then, when it cannot be asked. */
export interface KeySource {
  /** The version as committed at some instant after the call, or null where none counts. */
  findVersion(apiId: string, fingerprint: string): Promise<SecretVersion | null>;
  /** Versions of the most recently used keys, at most `limit` keys. */
  listRecent(limit: number): Promise<RecentVersion[]>;
}

/** Until when what is remembered may be believed, on the process's monotonic clock. */
export interface Trust {
  /** Every change that was committed 900 ms or more before now has been heard while now is before this instant. */
  readonly untilMs: number;
}

/** A store could not be asked: the request is answered 503, and trying again later may help. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  /** For readers on the other side of a bundle, where `instanceof` says nothing. */
  readonly code = "store_unavailable";

  constructor(cause: unknown) {
    super("the store of keys could not be asked", { cause });
  }
}
