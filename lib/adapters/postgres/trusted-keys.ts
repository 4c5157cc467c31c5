// The key store of a serving process: the database behind a cache that a lease vouches for.
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { createKeyCache, type KeyCache } from "@/lib/adapters/system/key-cache";
import { EVERY_KEY } from "@/lib/ports/key-change";
import { createKeyStore } from "./key-store";
import { type Lease, openLease } from "./lease";
import type { DatabaseTarget } from "./open-database";

const LOOK_EVERY_MS = 10;

export interface TrustedKeysOptions {
  readonly pool: Pool;
  /** Where changes are heard: the server's own address, also where the pool goes through a transaction pooler. */
  readonly target: DatabaseTarget;
  /** Secret versions kept at most. */
  readonly capacity?: number;
  /** Most recently used keys that are read ahead whenever the cache was emptied by a (re)connection. */
  readonly warmKeys?: number;
  /** Changes may have been missed: called at every (re)connection, from which on they are heard. */
  onReset?(): void;
  /** Tokens were revoked; `payload` as REVOCATIONS_CHANNEL says. */
  onRevocation?(payload: string): void;
  /** The catalogue changed, or may have: read it anew. Also called at every (re)connection. */
  onCatalogueChange?(): void | Promise<void>;
  onLost?(cause: Error): void;
  onFault?(cause: unknown): void;
}

/** The cache, and whether it is trusted. */
export interface TrustedKeys extends KeyCache {
  /** What vouches for everything that is heard beside the keys. */
  readonly hearing: Pick<Lease, "untilMs" | "heardAtMs">;
  /** Whether remembered keys are believed now; otherwise each request reads the database. */
  isTrusted(): boolean;
  /** For how many milliseconds more, unless a beat renews it; 0 = not now. */
  trustedForMs(): number;
  /** Resolves as soon as they are, with true; with false when the time is over. */
  whenTrusted(withinMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Opens the store; it serves at once, from the database until the lease begins. */
export function openTrustedKeys({ pool, target, capacity, warmKeys = 10_000, ...told }: TrustedKeysOptions): TrustedKeys {
  const lease = openLease(target, {
    onKeyChange: (change) => cache.forget(change),
    onReset() {
      cache.forget(EVERY_KEY);
      cache.warm(warmKeys).catch((cause: unknown) => told.onFault?.(cause));
      told.onReset?.();
    },
    onRevocation: (payload) => told.onRevocation?.(payload),
    onCatalogueChange: () => told.onCatalogueChange?.(),
    onLost: (cause) => told.onLost?.(cause),
    onFault: (cause) => told.onFault?.(cause),
  });
  const cache = createKeyCache({ source: createKeyStore(pool), trust: lease, capacity });
  const isTrusted = (): boolean => performance.now() < lease.untilMs;
  return {
    find: (apiId, fingerprint) => cache.find(apiId, fingerprint),
    forget: (change) => cache.forget(change),
    warm: (keys) => cache.warm(keys),
    size: () => cache.size(),
    hearing: lease,
    isTrusted,
    trustedForMs: () => Math.max(0, lease.untilMs - performance.now()),
    async whenTrusted(withinMs) {
      const giveUpAtMs = performance.now() + withinMs;
      while (!isTrusted() && performance.now() < giveUpAtMs) await sleep(LOOK_EVERY_MS);
      return isTrusted();
    },
    close: () => lease.close(),
  };
}
