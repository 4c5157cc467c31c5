// The keys of external issuers in memory: fetched in the background, once for everybody, seldom.
import type { Json } from "@/lib/core/http";
import { type ExternalIssuer, readKeySet } from "@/lib/core/tokens/external-issuer";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";
import type { IssuerKeys, IssuerTrust } from "@/lib/ports/token-ports";

/** Whatever asks for keys, they are not fetched more often. */
export const FETCH_EVERY_MS = 30_000;
/** Keys that were fetched longer ago are looked at again when a token needs them, so that one that was withdrawn is noticed. */
const FRESH_MS = 300_000;
/** Keys of an issuer that cannot be asked are believed for so long, and no longer: it might have withdrawn them. */
const BELIEVED_MS = 86_400_000;

export interface IssuerKeysOptions {
  /** The issuers that an API trusts. */
  readonly issuersOf: (apiId: string) => readonly ExternalIssuer[];
  /** The key set of an issuer, unjudged; resolves or rejects within two seconds. */
  readonly fetch: (issuer: ExternalIssuer) => Promise<Json>;
  /** On a clock that never goes back. */
  readonly nowMs: () => number;
  /** Told of each look that failed. */
  readonly onFailure: (issuer: string, fault: unknown) => void;
}

/** The keys of a process. */
export interface OpenIssuerKeys extends IssuerKeys {
  /** Begins to fetch the keys of those issuers; resolves at once. */
  warm(issuers: readonly ExternalIssuer[]): void;
}

const NO_KEYS: readonly TrustedKey[] = [];

/** Knows no keys yet. */
export function createIssuerKeys(options: IssuerKeysOptions): OpenIssuerKeys {
  const sources = new Map<string, KeySource>();
  let generation = 0;
  const onChange = () => {
    generation += 1;
  };

  function sourceOf(settings: ExternalIssuer): KeySource {
    const name = JSON.stringify([settings.issuer, settings.jwksUrl, settings.algorithms]);
    const known = sources.get(name) ?? new KeySource(settings, options, onChange);
    sources.set(name, known);
    return known;
  }

  return {
    find(apiId, issuer) {
      const settings = options.issuersOf(apiId).find((one) => one.issuer === issuer);
      return settings === undefined ? null : sourceOf(settings).trustBy(settings);
    },
    generation: () => generation,
    warm: (issuers) => {
      for (const settings of issuers) void sourceOf(settings).refetch();
    },
  };
}

/** One place of keys. */
class KeySource {
  readonly #from: ExternalIssuer;
  readonly #options: IssuerKeysOptions;
  readonly #onChange: () => void;
  #keys: readonly TrustedKey[] = NO_KEYS;
  /** What they were read from, to tell whether another reading changed anything. */
  #text = "";
  #fetchedAtMs = Number.NEGATIVE_INFINITY;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #underWay: Promise<void> | null = null;

  constructor(from: ExternalIssuer, options: IssuerKeysOptions, onChange: () => void) {
    this.#from = from;
    this.#options = options;
    this.#onChange = onChange;
  }

  trustBy(settings: ExternalIssuer): IssuerTrust {
    const ageMs = this.#options.nowMs() - this.#fetchedAtMs;
    if (ageMs > FRESH_MS && this.#keys.length > 0) void this.refetch();
    return { settings, keys: ageMs > BELIEVED_MS ? NO_KEYS : this.#keys, refetch: () => this.refetch() };
  }

  refetch(): Promise<void> | null {
    if (this.#underWay !== null) return this.#underWay;
    const nowMs = this.#options.nowMs();
    if (nowMs - this.#askedAtMs < FETCH_EVERY_MS) return null;
    this.#askedAtMs = nowMs;
    this.#underWay = this.#fetch().finally(() => {
      this.#underWay = null;
    });
    return this.#underWay;
  }

  /** Never rejects: what is known stays. */
  async #fetch(): Promise<void> {
    try {
      const document = await this.#options.fetch(this.#from);
      const keys = readKeySet(document, this.#from);
      if (keys === null) throw new Error("The answer is no key set");
      this.#fetchedAtMs = this.#options.nowMs();
      const text = JSON.stringify(keys);
      if (text === this.#text) return;
      this.#keys = keys;
      this.#text = text;
      this.#onChange();
    } catch (fault) {
      this.#options.onFailure(this.#from.issuer, fault);
    }
  }
}
