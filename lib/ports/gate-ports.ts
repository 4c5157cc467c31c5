// What the gate needs from the world, with promises in words. Every adapter of a port passes that port's contract suite.
import type { KeyRecord } from "@/lib/core/key-record";
import type { TokenProfile, VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import type { Revocations } from "./token-ports";
import type { UnknownRefusals, UsageSink } from "./usage-ports";

/** A value now, or later. Cached answers come at once; only a miss waits. */
export type Soon<T> = T | Promise<T>;

/** The current time. */
export interface Clock {
  /** Milliseconds since the epoch; never runs backwards within a process. */
  nowMs(): number;
}

/** The keyed hash under the instance's pepper. */
export interface Hasher {
  /** HMAC-SHA-256 of API id and secret, as hex. The same secret under another API has another fingerprint. */
  fingerprint(apiId: string, secret: string): string;
  /** `key_` + 10 digits that stand for an unknown credential: stable for support, telling nothing about any key. */
  standInId(presented: string): string;
}

/** Finds keys by fingerprint. */
export interface KeyStore {
  /**
   * The record of the key that has this secret version, revoked and expired ones included, or null.
   * A change that was committed before the call began is seen, at the latest after the lease (900 ms) on another node.
   * Rejects only when the store cannot be asked.
   */
  find(apiId: string, fingerprint: string): Soon<KeyRecord | null>;
}

/** Counts requests exactly. */
export interface Limiter {
  /**
   * Takes `cost` units from every claim or from none. A refusal is a verdict and spends nothing; only an outage rejects.
   * `nowMs` comes from the caller's clock in the embedded adapter.
   */
  take(claims: readonly Claim[], cost: number, nowMs: number): Soon<Verdict>;
  /** The verdict that `take` would give, with the windows as they stand; counts nothing. */
  peek(claims: readonly Claim[], cost: number, nowMs: number): Soon<Verdict>;
}

/** Why a token does not count. */
export type TokenRefusal = "invalid_token" | "expired";

/** Verifies tokens of an API. */
export interface TokenVerifier {
  /**
   * The token's claims once header, signature, issuer, audience and times hold under the profile and the API's trusted keys;
   * otherwise the refusal. Reads no database.
   */
  verify(apiId: string, token: string, profile: TokenProfile, nowMs: number): Soon<VerifiedToken | TokenRefusal>;
}

/** A key in use, by its UUID, and the secret version that was presented; null = a token of the key. */
export type UsedKey = Pick<KeyRecord, "id" | "version">;

/** Remembers when each key and each of its secret versions was last used, from where and by what. */
export interface KeyUses {
  /**
   * Notes an admitted request of the key: its instant, the client's address and agent where they are known. Returns at once and never
   * throws. The latest use can be read from the database about a second later, an earlier one never replaces it; what was noted in the
   * last second may be lost with the process. Requests with a version that retires are counted by minute and address range. Changes
   * nothing else about the key.
   */
  note(key: UsedKey, atMs: number, address: string | null, agent: string | null): void;
}

/** All of them. */
export interface GatePorts {
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly keys: KeyStore;
  readonly limiter: Limiter;
  readonly tokens: TokenVerifier;
  readonly revocations: Revocations;
  readonly uses: KeyUses;
  readonly usage: UsageSink;
  readonly refusals: UnknownRefusals;
}
