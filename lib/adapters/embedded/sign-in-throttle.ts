// Slows down guessing of tenants' users' passwords, by the failures that this process saw.
import { type SignInGuard, type SignInTry, signInClaims } from "@/lib/core/sign-in/sign-in-limits";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import type { Clock } from "@/lib/ports/gate-ports";
import type { SignInAdmission, SignInRefusal, SignInThrottle } from "@/lib/ports/sign-in-throttle";
import { createEmbeddedLimiter, type EmbeddedLimiter } from "./limiter";

const CEILING_BYTES = 32 * 1024 * 1024;

/** A throttle of this process: each process of an instance grants as many tries. */
export function createUserSignInThrottle(clock: Clock): SignInThrottle {
  return new Throttle(clock);
}

class Throttle implements SignInThrottle {
  readonly #clock: Clock;
  readonly #limiter: EmbeddedLimiter = createEmbeddedLimiter({ ceilingBytes: CEILING_BYTES });
  /** Tries that are being judged, by the subject of their claims. */
  readonly #pending = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  admit(attempt: SignInTry, isFamiliar: boolean): SignInAdmission | SignInRefusal {
    const wait = this.#waitFor(attempt, attempt.source.isShared ? ["pair"] : ["pair", "source"]);
    if (wait !== null) return { kind: "slowed", by: "own", retryAfterSeconds: wait };
    if (isFamiliar || this.#waitFor(attempt, ["crowd"]) === null) return this.#admitted(attempt);
    const newcomerWait = this.#waitFor(attempt, ["newcomer"]);
    return newcomerWait === null ? this.#admitted(attempt) : { kind: "slowed", by: "crowd", retryAfterSeconds: newcomerWait };
  }

  #waitFor(attempt: SignInTry, guards: readonly SignInGuard[]): number | null {
    for (const guard of guards) {
      const claims = signInClaims(guard, attempt);
      const cost = 1 + (this.#pending.get(subjectOf(claims)) ?? 0);
      const verdict = this.#limiter.peek(claims, cost, this.#clock.nowMs());
      if (!verdict.admitted) return verdict.retryAfterSeconds ?? 1;
    }
    return null;
  }

  #admitted(attempt: SignInTry): SignInAdmission {
    const guards: readonly SignInGuard[] = attempt.source.isShared ? ["pair", "crowd"] : ["pair", "source", "crowd", "newcomer"];
    const claimed = guards.map((guard) => signInClaims(guard, attempt));
    for (const claims of claimed) this.#pend(subjectOf(claims), 1);
    return {
      kind: "admitted",
      end: (outcome) => {
        for (const claims of claimed) {
          this.#pend(subjectOf(claims), -1);
          if (outcome === "wrong") this.#limiter.take(claims, 1, this.#clock.nowMs());
        }
      },
    };
  }

  #pend(subject: string, change: number): void {
    const pending = (this.#pending.get(subject) ?? 0) + change;
    if (pending === 0) this.#pending.delete(subject);
    else this.#pending.set(subject, pending);
  }
}

function subjectOf([claim]: readonly SlidingClaim[]): string {
  return claim?.subject ?? "";
}
