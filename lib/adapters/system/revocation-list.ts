// The revocations in memory: whether a token of ours still counts, without asking the database.
import { isRevokedBy, type Revocation, type RevocationKind, revocableBy } from "@/lib/core/tokens/revocation";
import type { Revocations } from "@/lib/ports/token-ports";

/** What vouches that revocations are heard, on the monotonic clock. */
export interface Hearing {
  /** While now is before this instant, changes are heard as they are committed. */
  readonly untilMs: number;
  /** Whatever was committed before this instant has been heard; never goes back. */
  readonly heardAtMs: number;
}

export interface RevocationListOptions {
  readonly hearing: () => Hearing;
  /** Hands over every revocation that is stored. */
  readonly readAll: (take: (piece: readonly Revocation[]) => void) => Promise<void>;
  /** How long tokens pass on what was last known once changes are not heard; 0 = not at all. */
  readonly staleSeconds: number;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
}

/** The list of a process. */
export interface RevocationList extends Revocations {
  /** From its end on, tokens are judged by it. */
  add(revocation: Revocation): void;
  /** Some may have been missed: until this resolves, what is known counts as old. Rejects when they cannot be read. */
  readAgain(): Promise<void>;
  /** Revocations in memory. */
  size(): number;
}

interface Until {
  issuedUntilMs: number;
  expiresAtMs: number;
}

const SWEEP_EVERY_MS = 60_000;

/**
 * Remembers revocations until no token is left that they could hit. They only ever grow (a subject's instant moves on, never back), so
 * what is heard while all are read can be added in any order.
 */
export function createRevocationList(options: RevocationListOptions): RevocationList {
  return new RememberedRevocations(options);
}

class RememberedRevocations implements RevocationList {
  readonly #options: RevocationListOptions;
  readonly #byKind: Readonly<Record<RevocationKind, Map<string, Until>>> = {
    token: new Map(),
    session: new Map(),
    user: new Map(),
    key: new Map(),
    application: new Map(),
    tenant: new Map(),
  };
  /** The list holds everything that was committed before this instant, and while nothing is being read what was heard since. */
  #completeAtMs = Number.NEGATIVE_INFINITY;
  #readings = 0;
  #missed = true;
  #sweptAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: RevocationListOptions) {
    this.#options = options;
  }

  judge(token: Parameters<Revocations["judge"]>[0]): ReturnType<Revocations["judge"]> {
    const hit = revocableBy(token).some(([kind, subject]) => {
      const until = this.#byKind[kind].get(subject);
      return until !== undefined && isRevokedBy(token, until);
    });
    if (hit) return "revoked";
    return this.#isKnown() ? "good" : "unknown";
  }

  add({ kind, subject, issuedUntilMs, expiresAtMs }: Revocation): void {
    this.#sweep();
    const of = this.#byKind[kind];
    const known = of.get(subject);
    if (known === undefined) of.set(subject, { issuedUntilMs, expiresAtMs });
    else {
      known.issuedUntilMs = Math.max(known.issuedUntilMs, issuedUntilMs);
      known.expiresAtMs = Math.max(known.expiresAtMs, expiresAtMs);
    }
  }

  async readAgain(): Promise<void> {
    this.#completeAtMs = this.#knownAtMs();
    this.#missed = true;
    this.#readings += 1;
    const reading = this.#readings;
    const beganAtMs = this.#options.monotonicMs();
    await this.#options.readAll((piece) => {
      for (const revocation of piece) this.add(revocation);
    });
    // What a later reading is for may have been missed by this one.
    if (reading !== this.#readings) return;
    this.#completeAtMs = beganAtMs;
    this.#missed = false;
  }

  size(): number {
    return Object.values(this.#byKind).reduce((sum, of) => sum + of.size, 0);
  }

  #isKnown(): boolean {
    const { hearing, monotonicMs, staleSeconds } = this.#options;
    const now = monotonicMs();
    if (!this.#missed && now < hearing().untilMs) return true;
    return now < this.#knownAtMs() + staleSeconds * 1000;
  }

  /** Whatever was committed before this instant is in the list. */
  #knownAtMs(): number {
    return this.#missed ? this.#completeAtMs : Math.max(this.#completeAtMs, this.#options.hearing().heardAtMs);
  }

  /** Lists of a minute ago hold little that has expired since; looking through all at each addition would cost more. */
  #sweep(): void {
    const now = this.#options.monotonicMs();
    if (now - this.#sweptAtMs < SWEEP_EVERY_MS) return;
    this.#sweptAtMs = now;
    const nowMs = this.#options.nowMs();
    for (const of of Object.values(this.#byKind)) {
      for (const [subject, { expiresAtMs }] of of) if (expiresAtMs <= nowMs) of.delete(subject);
    }
  }
}
