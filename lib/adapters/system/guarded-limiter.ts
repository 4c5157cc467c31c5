// Stands before a shared limiter: a silent one is given up within a quarter of a second, a busy one within one, and no take passes uncounted.
import type { EmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { afterAnswer, afterFailure, type Breaker, CLOSED_BREAKER, openedBreaker } from "@/lib/core/windows/breaker";
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import type { Clock, Limiter } from "@/lib/ports/gate-ports";
import { type LimiterState, LimiterUnavailable, type RemoteLimiter } from "@/lib/ports/limiter-ports";
import { AttentiveClock } from "./attentive-clock";

/** So long nothing may be heard of it; with the turn of the event loop after it, still within 250 ms. */
const SILENT_FOR_MS = 200;
/** So long a call may take while others are answered: what is busy is not away. */
const ANSWER_WITHIN_MS = 800;
/** A probe that fails for so long stands on a connection that is dead without saying so. */
const RESET_EACH_MS = 2000;

/** How a shared limiter is guarded. */
export interface GuardOptions {
  readonly remote: RemoteLimiter;
  readonly kind: Exclude<LimiterState["kind"], "embedded">;
  /** This process's own windows: they decide in an outage. null = then nothing decides, and takes reject with LimiterUnavailable. */
  readonly local: EmbeddedLimiter | null;
  readonly clock: Clock;
  /** An outage began, for that reason. */
  readonly onOutage: (reason: unknown) => void;
  /** It is over, after so many milliseconds. */
  readonly onRecovery: (lastedMs: number) => void;
}

/** A shared limiter that is never waited for long. */
export interface GuardedLimiter extends Limiter {
  state(): LimiterState;
  /** Waits until the shared windows answer, at most a second; if they do not, the outage begins now. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Guards it. What the shared windows admit is counted in this process's own as well, so that an outage does not begin with a fresh window here.
 * Each process knows its own takes only: in an outage each admits up to the full limit, and after it the shared windows know nothing of that. So over
 * the limit in an outage goes at most one more window for each process, never an unlimited pass; whoever cannot have that chooses no local windows.
 */
export function guardLimiter(options: GuardOptions): GuardedLimiter {
  return new Guard(options);
}

class Guard implements GuardedLimiter {
  readonly #options: GuardOptions;
  readonly #attention: AttentiveClock;
  #breaker: Breaker = CLOSED_BREAKER;
  #probe: NodeJS.Timeout | null = null;
  #resetAtMs = 0;
  #outages = 0;
  #decidedAlone = 0;
  #refusedUndecided = 0;
  #isClosed = false;
  /** When the other side was heard last, in attentive time. */
  #heardMs = Number.NEGATIVE_INFINITY;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#attention = new AttentiveClock(options.clock);
  }

  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    return this.#decide("take", claims, cost, nowMs);
  }

  peek(claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    return this.#decide("peek", claims, cost, nowMs);
  }

  state(): LimiterState {
    const degradedSinceMs = this.#breaker.kind === "open" ? this.#breaker.sinceMs : null;
    return {
      kind: this.#options.kind,
      degradedSinceMs,
      outages: this.#outages,
      decidedAlone: this.#decidedAlone,
      refusedUndecided: this.#refusedUndecided,
    };
  }

  async start(): Promise<void> {
    const { clock, remote } = this.#options;
    const untilMs = clock.nowMs() + 1000;
    for (;;) {
      try {
        await this.#within(remote.probe());
        return;
      } catch (reason) {
        if (clock.nowMs() >= untilMs) return this.#turn(openedBreaker(clock.nowMs()), reason);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#probe !== null) clearTimeout(this.#probe);
    await this.#options.remote.close();
  }

  #decide(mode: "take" | "peek", claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    if (this.#breaker.kind === "open") return this.#decideAlone(mode, claims, cost, nowMs);
    // What the caller did wrong throws here, and is no outage.
    const asked = this.#options.remote[mode](claims, cost, nowMs);
    if (!(asked instanceof Promise)) return asked;
    return this.#within(asked).then(
      (verdict) => {
        this.#breaker = afterAnswer(this.#breaker, "call");
        if (mode === "take" && verdict.admitted) this.#options.local?.restore(claims, cost, this.#options.clock.nowMs());
        return verdict;
      },
      (reason: unknown) => {
        this.#turn(afterFailure(this.#breaker, "call", this.#options.clock.nowMs()), reason);
        return this.#decideAlone(mode, claims, cost, this.#options.clock.nowMs());
      },
    );
  }

  #decideAlone(mode: "take" | "peek", claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    const { local } = this.#options;
    if (local === null) {
      if (mode === "take") this.#refusedUndecided++;
      return Promise.reject(new LimiterUnavailable());
    }
    if (mode === "take") this.#decidedAlone++;
    return { ...local[mode](claims, cost, nowMs), degraded: true };
  }

  /** Takes the breaker's next state, and acts on what changed with it. */
  #turn(next: Breaker, reason: unknown): void {
    const before = this.#breaker;
    this.#breaker = next;
    if (before.kind === next.kind) return;
    const { clock, remote, onOutage, onRecovery } = this.#options;
    if (next.kind === "open") {
      this.#outages++;
      this.#resetAtMs = clock.nowMs();
      onOutage(reason);
      // Whoever still waits for an answer is decided at once.
      remote.reset();
      this.#scheduleProbe(next.probeAtMs);
    } else if (before.kind === "open") {
      onRecovery(clock.nowMs() - before.sinceMs);
    }
  }

  #scheduleProbe(atMs: number): void {
    if (this.#isClosed) return;
    this.#probe = setTimeout(() => void this.#probeNow(), Math.max(0, atMs - this.#options.clock.nowMs()));
    this.#probe.unref();
  }

  async #probeNow(): Promise<void> {
    const { clock, remote } = this.#options;
    try {
      await this.#within(remote.probe());
      this.#turn(afterAnswer(this.#breaker, "probe"), null);
    } catch (reason) {
      const nowMs = clock.nowMs();
      this.#turn(afterFailure(this.#breaker, "probe", nowMs), reason);
      if (nowMs - this.#resetAtMs >= RESET_EACH_MS) {
        this.#resetAtMs = nowMs;
        remote.reset();
      }
      if (this.#breaker.kind === "open") this.#scheduleProbe(this.#breaker.probeAtMs);
    }
  }

  /** The answer, or a rejection when nothing is heard for too long. Time in which this process could not have heard it counts for nothing. */
  #within<T>(answer: Promise<T>): Promise<T> {
    const { clock } = this.#options;
    const attention = this.#attention;
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | null = null;
      let isSettled = false;
      let sentMs = 0;
      let sentAttentiveMs = 0;
      const settle = () => {
        isSettled = true;
        if (timer !== null) clearTimeout(timer);
        attention.end();
      };
      const judge = () => {
        if (isSettled) return;
        const silentLeftMs = Math.max(sentAttentiveMs, this.#heardMs) + SILENT_FOR_MS - attention.nowMs();
        const leftMs = Math.min(silentLeftMs, sentMs + ANSWER_WITHIN_MS - clock.nowMs());
        if (leftMs > 0) {
          timer = setTimeout(look, leftMs);
          return;
        }
        settle();
        reject(new Error("the shared rate windows did not answer in time"));
      };
      // Timers run before sockets are read: what is there already is heard first.
      const look = () => setImmediate(judge);
      attention.begin();
      // Calls leave at the end of their turn.
      setImmediate(() => {
        sentMs = clock.nowMs();
        sentAttentiveMs = attention.nowMs();
        if (!isSettled) timer = setTimeout(look, SILENT_FOR_MS);
      });
      answer.then(
        (value) => {
          if (isSettled) return;
          this.#heardMs = attention.nowMs();
          settle();
          resolve(value);
        },
        (reason: unknown) => {
          if (isSettled) return;
          settle();
          reject(reason);
        },
      );
    });
  }
}
