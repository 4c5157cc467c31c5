// The limiter of a single process: every subject's tally in memory, exact and synchronous.
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import { advance, createLogicalClock } from "@/lib/core/windows/logical-clock";
import { createTally, isTallyIdle, judge, slotsOf, spend, type Tally, windowStates } from "@/lib/core/windows/take";
import type { Limiter } from "@/lib/ports/gate-ports";

/** A subject's name, map entry, tally and ring without its slots, as measured on Node 20; slots are added exactly. */
const BYTES_PER_SUBJECT = 448;
const BYTES_PER_SLOT = 4;
/** One piece of a sweep takes well under a millisecond. */
const SWEEP_PIECE = 256;
const SWEEP_EVERY_MS = 100;

const NOTHING_TAKEN: Tally = createTally();
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
  readonly #tallies = new Map<string, Tally>();
  readonly #clock = createLogicalClock();
  /** The tallies of the current call's claims; kept between calls so that a take allocates nothing but its verdict. */
  readonly #held: Tally[] = [];
  #slots = 0;
  #nextSweepMs = Number.NEGATIVE_INFINITY;
  #unswept = this.#tallies.entries();

  constructor(ceilingBytes: number) {
    this.#ceilingBytes = ceilingBytes;
  }

  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict {
    if (!(Number.isInteger(cost) && cost >= 1)) throw new RangeError(`a take costs a whole number of units from 1 on, not ${cost}`);
    if (claims.length === 0) return UNLIMITED;
    const held = this.#held;
    const logicalMs = advance(this.#clock, nowMs);
    if (logicalMs >= this.#nextSweepMs || this.#bytes() > this.#ceilingBytes) this.#sweep(logicalMs);
    this.#hold(claims);
    const refusal = judge(claims, held, cost, logicalMs);
    if (refusal !== null) {
      const { failing, retryAfterSeconds } = refusal;
      return { admitted: false, failing, retryAfterSeconds, states: windowStates(claims, held, logicalMs) };
    }
    this.#spend(claims, cost, logicalMs);
    return { admitted: true, states: windowStates(claims, held, logicalMs) };
  }

  restore(claims: readonly Claim[], units: number, atMs: number): void {
    if (claims.length === 0) return;
    const logicalMs = advance(this.#clock, atMs);
    if (logicalMs >= this.#nextSweepMs) this.#sweep(logicalMs);
    this.#hold(claims);
    this.#spend(claims, units, logicalMs);
  }

  peek(claims: readonly Claim[], cost: number, nowMs: number): Verdict {
    const held = claims.map(({ subject }) => this.#tallies.get(subject) ?? NOTHING_TAKEN);
    // A copy: looking must not move the clock that takes go by.
    const logicalMs = advance({ ...this.#clock }, nowMs);
    const refusal = judge(claims, held, cost, logicalMs);
    const states = windowStates(claims, held, logicalMs);
    return refusal === null ? { admitted: true, states } : { admitted: false, ...refusal, states };
  }

  memory(): LimiterMemory {
    return { subjects: this.#tallies.size, bytes: this.#bytes(), ceilingBytes: this.#ceilingBytes };
  }

  #bytes(): number {
    return this.#slots * BYTES_PER_SLOT + this.#tallies.size * BYTES_PER_SUBJECT;
  }

  #spend(claims: readonly Claim[], cost: number, logicalMs: number): void {
    this.#settle(claims);
    const before = heldSlots(this.#held);
    spend(claims, this.#held, cost, logicalMs);
    this.#slots += heldSlots(this.#held) - before;
  }

  #hold(claims: readonly Claim[]): void {
    const held = this.#held;
    if (held.length !== claims.length) held.length = claims.length;
    let tally = NOTHING_TAKEN;
    for (let index = 0; index < claims.length; index++) {
      const subject = claims[index]?.subject ?? "";
      // The claims of a key stand together: one look-up serves them all.
      if (index === 0 || subject !== claims[index - 1]?.subject) tally = this.#tallies.get(subject) ?? NOTHING_TAKEN;
      held[index] = tally;
    }
  }

  /** Gives a tally of its own to each subject that takes its first unit. */
  #settle(claims: readonly Claim[]): void {
    for (let index = 0; index < claims.length; index++) {
      const subject = claims[index]?.subject;
      if (subject === undefined || this.#held[index] !== NOTHING_TAKEN) continue;
      const tally = this.#tallies.get(subject) ?? createTally();
      this.#tallies.set(subject, tally);
      this.#held[index] = tally;
    }
  }

  #sweep(nowMs: number): void {
    this.#nextSweepMs = nowMs + SWEEP_EVERY_MS;
    for (let seen = 0; seen < SWEEP_PIECE; seen++) {
      const next = this.#unswept.next();
      if (next.done) {
        this.#unswept = this.#tallies.entries();
        return;
      }
      const [subject, tally] = next.value;
      if (!isTallyIdle(tally, nowMs)) continue;
      this.#tallies.delete(subject);
      this.#slots -= slotsOf(tally);
    }
  }
}

/** Slots of all tallies, each counted once. */
function heldSlots(held: readonly Tally[]): number {
  let slots = 0;
  for (let index = 0; index < held.length; index++) {
    const tally = held[index];
    if (tally !== undefined && held.indexOf(tally) === index) slots += slotsOf(tally);
  }
  return slots;
}
