// The limiter of a single process: every subject's tally in memory, exact and synchronous.
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import { advance, createLogicalClock } from "@/lib/core/windows/logical-clock";
import { isTallyIdle, judge, spend, type Tally, windowStates } from "@/lib/core/windows/take";
import type { Limiter } from "@/lib/ports/gate-ports";
import { createUnpacked, TallyMemory, type Unpacked } from "./tally-memory";

/** One piece of a sweep takes well under a millisecond. */
const SWEEP_PIECE = 256;
const SWEEP_EVERY_MS = 100;

const UNLIMITED: Verdict = { admitted: true, states: [] };

/** What a limiter holds in memory. */
export interface LimiterMemory {
  readonly subjects: number;
  readonly bytes: number;
  /** Above it idle subjects go first; what still counts stays in any case. */
  readonly ceilingBytes: number;
}

/** A limiter whose verdicts come at once. */
export interface EmbeddedLimiter extends Limiter {
  /** Throws a RangeError for a cost that is no whole number from 1 on. `nowMs` is read right before the call. */
  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict;
  peek(claims: readonly Claim[], cost: number, nowMs: number): Verdict;
  /**
   * Counts units that were admitted without this limiter (before a restart, or by the limiter that several processes share), whether or
   * not the claims have room for them. `atMs` must not lie before the last call of this limiter.
   */
  restore(claims: readonly Claim[], units: number, atMs: number): void;
  /** An estimate in constant time. */
  memory(): LimiterMemory;
}

/**
 * Counts in this process only. Memory follows use: a subject's ring starts at 16 slots and is dropped once everything in it has left its
 * longest window. `ceilingBytes` makes sweeps follow each take while memory is above it; what still counts is never forgotten.
 */
export function createEmbeddedLimiter({ ceilingBytes = 256 * 1024 * 1024 } = {}): EmbeddedLimiter {
  return new TalliesInMemory(ceilingBytes);
}

class TalliesInMemory implements EmbeddedLimiter {
  readonly #ceilingBytes: number;
  readonly #memory = new TallyMemory();
  readonly #clock = createLogicalClock();
  /** The tallies of the current call's claims, and the rooms they are unpacked in; kept between calls so that a take allocates little. */
  readonly #held: Tally[] = [];
  readonly #rooms: Unpacked[] = [];
  readonly #sweepRoom = createUnpacked();
  #nextSweepMs = Number.NEGATIVE_INFINITY;
  #unswept = this.#memory.subjects();

  constructor(ceilingBytes: number) {
    this.#ceilingBytes = ceilingBytes;
  }

  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict {
    if (!(Number.isInteger(cost) && cost >= 1)) throw new RangeError(`a take costs a whole number of units from 1 on, not ${cost}`);
    if (claims.length === 0) return UNLIMITED;
    const held = this.#held;
    const logicalMs = this.#begin(nowMs);
    this.#hold(claims);
    const refusal = judge(claims, held, cost, logicalMs);
    if (refusal !== null) {
      const { failing, retryAfterSeconds } = refusal;
      return { admitted: false, failing, retryAfterSeconds, states: windowStates(claims, held, logicalMs) };
    }
    spend(claims, held, cost, logicalMs);
    const states = windowStates(claims, held, logicalMs);
    this.#keep(claims);
    return { admitted: true, states };
  }

  restore(claims: readonly Claim[], units: number, atMs: number): void {
    if (claims.length === 0) return;
    const logicalMs = this.#begin(atMs);
    this.#hold(claims);
    spend(claims, this.#held, units, logicalMs);
    this.#keep(claims);
  }

  peek(claims: readonly Claim[], cost: number, nowMs: number): Verdict {
    // A copy: looking must not move the clock that takes go by.
    const logicalMs = advance({ ...this.#clock }, nowMs);
    this.#hold(claims);
    const refusal = judge(claims, this.#held, cost, logicalMs);
    const states = windowStates(claims, this.#held, logicalMs);
    return refusal === null ? { admitted: true, states } : { admitted: false, ...refusal, states };
  }

  memory(): LimiterMemory {
    return { subjects: this.#memory.size, bytes: this.#memory.bytes, ceilingBytes: this.#ceilingBytes };
  }

  /** The logical time of a call, after which whatever is idle may have been forgotten. */
  #begin(nowMs: number): number {
    const logicalMs = advance(this.#clock, nowMs);
    if (logicalMs >= this.#nextSweepMs || this.#memory.bytes > this.#ceilingBytes) this.#sweep(logicalMs);
    return logicalMs;
  }

  /** Claims of one subject share one tally. */
  #hold(claims: readonly Claim[]): void {
    const held = this.#held;
    if (held.length !== claims.length) held.length = claims.length;
    for (let index = 0; index < claims.length; index++) {
      const subject = claims[index]?.subject ?? "";
      const first = firstOf(claims, subject);
      const shared = first < index ? held[first] : undefined;
      held[index] = shared ?? this.#memory.get(subject, this.#room(index));
    }
  }

  #keep(claims: readonly Claim[]): void {
    for (let index = 0; index < claims.length; index++) {
      const subject = claims[index]?.subject ?? "";
      const tally = this.#held[index];
      if (tally !== undefined && firstOf(claims, subject) === index) this.#memory.put(subject, tally, this.#room(index));
    }
  }

  #room(index: number): Unpacked {
    const known = this.#rooms[index];
    if (known !== undefined) return known;
    const room = createUnpacked();
    this.#rooms[index] = room;
    return room;
  }

  #sweep(nowMs: number): void {
    this.#nextSweepMs = nowMs + SWEEP_EVERY_MS;
    for (let seen = 0; seen < SWEEP_PIECE; seen++) {
      const next = this.#unswept.next();
      if (next.done) {
        this.#unswept = this.#memory.subjects();
        return;
      }
      if (isTallyIdle(this.#memory.get(next.value, this.#sweepRoom), nowMs)) this.#memory.delete(next.value);
    }
  }
}

/** Index of the subject's first claim. */
function firstOf(claims: readonly Claim[], subject: string): number {
  for (let index = 0; index < claims.length; index++) if (claims[index]?.subject === subject) return index;
  return -1;
}
