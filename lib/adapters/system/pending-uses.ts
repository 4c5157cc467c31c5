// Uses of keys and of their secret versions that are noted in memory and not written yet.
import { addressRange } from "@/lib/core/usage/address-range";
import type { KeyUses, UsedKey } from "@/lib/ports/gate-ports";

/** Uses of one secret version of a key, or of its tokens, that wait to be written. */
export interface PendingUse {
  readonly keyId: string;
  /** null = uses by tokens. */
  readonly versionId: string | null;
  readonly firstMs: number;
  readonly atMs: number;
  /** Of the last use. */
  readonly address: string | null;
  readonly agent: string | null;
  /** Admitted requests by minute and range, of a version that retires; null of any other. */
  readonly counts: ReadonlyMap<string, MinuteCount> | null;
}

/** Requests of one minute from one address range. */
export interface MinuteCount {
  readonly minuteMs: number;
  /** Empty = unknown, or of one range too many. */
  readonly range: string;
  count: number;
}

interface Use extends PendingUse {
  firstMs: number;
  atMs: number;
  address: string | null;
  agent: string | null;
  counts: Map<string, MinuteCount> | null;
}

const MINUTE_MS = 60_000;
/** As many as the key cache remembers secrets: then the database has been away for long, and memory counts for more. */
const MOST_VERSIONS = 200_000;

/** Ranges of one minute that are told apart, for each version: nobody reads more of them, and callers must not fill the database. */
const MOST_RANGES = 50;

/** Notes uses, one entry a secret version; beyond `mostVersions` waiting ones, uses of further ones are not remembered. */
export class PendingUses implements KeyUses {
  readonly #mostVersions: number;
  #byVersion = new Map<string, Use>();
  #minuteMs = 0;
  /** Of this minute, by version, also those that have been taken. */
  readonly #ranges = new Map<string, Set<string>>();

  constructor(mostVersions = MOST_VERSIONS) {
    this.#mostVersions = mostVersions;
  }

  note({ id: keyId, version }: UsedKey, atMs: number, address: string | null, agent: string | null): void {
    const versionId = version === null ? null : version.id;
    let use = this.#byVersion.get(versionId ?? keyId);
    if (use !== undefined) {
      use.atMs = atMs;
      use.address = address;
      use.agent = agent;
    } else if (this.#byVersion.size < this.#mostVersions) {
      use = { keyId, versionId, firstMs: atMs, atMs, address, agent, counts: null };
      this.#byVersion.set(versionId ?? keyId, use);
    } else return;
    // Only of the few that retire somebody asks who still calls with them.
    if (version !== null && version.retiresAtMs !== null) {
      const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
      count(use, minuteMs, this.#toldApart(version.id, minuteMs, addressRange(address) ?? ""), 1);
    }
  }

  /** The range, or empty where there are too many. */
  #toldApart(versionId: string, minuteMs: number, range: string): string {
    if (minuteMs > this.#minuteMs) {
      this.#minuteMs = minuteMs;
      this.#ranges.clear();
    }
    const ranges = this.#ranges.get(versionId) ?? new Set();
    if (!ranges.has(range) && ranges.size >= MOST_RANGES) return "";
    ranges.add(range);
    this.#ranges.set(versionId, ranges);
    return range;
  }

  /** All that is waiting; from now on nothing is. */
  take(): PendingUse[] {
    const taken = this.#byVersion;
    if (taken.size === 0) return [];
    this.#byVersion = new Map();
    return [...taken.values()];
  }

  /** These could not be written and wait again, behind later uses that have been noted. */
  putBack(uses: readonly PendingUse[]): void {
    for (const use of uses) {
      const name = use.versionId ?? use.keyId;
      const later = this.#byVersion.get(name);
      if (later !== undefined) {
        later.firstMs = use.firstMs;
        for (const { minuteMs, range, count: more } of use.counts?.values() ?? []) count(later, minuteMs, range, more);
      } else if (this.#byVersion.size < this.#mostVersions) {
        this.#byVersion.set(name, { ...use, counts: use.counts === null ? null : new Map(use.counts) });
      }
    }
  }
}

function count(use: Use, minuteMs: number, range: string, more: number): void {
  use.counts ??= new Map();
  const name = `${minuteMs} ${range}`;
  const known = use.counts.get(name);
  if (known === undefined) use.counts.set(name, { minuteMs, range, count: more });
  else known.count += more;
}
