// Slows members down who type secrets: whoever tries many could learn which ones are taken.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import type { KeyFormWorld } from "@/lib/manage/keys/create-key-once";
import type { Clock } from "@/lib/ports/gate-ports";

/** A throttle of this process: far more than people make by hand, far fewer than guessing takes. */
export function createTypedSecretThrottle(clock: Clock): KeyFormWorld["admitTypedSecret"] {
  const limiter = createEmbeddedLimiter({ ceilingBytes: 1024 * 1024 });
  return (actor) => {
    const claims = [claim(actor, 20, 60), claim(actor, 200, 3600)];
    const verdict = limiter.take(claims, 1, clock.nowMs());
    return verdict.admitted ? null : (verdict.retryAfterSeconds ?? 1);
  };
}

function claim(subject: string, limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject, limit, periodSeconds };
}
