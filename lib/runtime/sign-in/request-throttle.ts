// Slows strangers down who ask for keys: each request sends a mail to an address that nobody has confirmed.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import type { Clock } from "@/lib/ports/gate-ports";
import { sourceOf } from "./sign-in-throttle";

/** Whole seconds to wait when too many requests came from the address, else null. */
export type AdmitRequest = (address: string) => number | null;

/** A throttle of this process. */
export function createRequestThrottle(clock: Clock): AdmitRequest {
  const limiter = createEmbeddedLimiter({ ceilingBytes: 4 * 1024 * 1024 });
  return (address) => {
    const source = sourceOf(address);
    const verdict = limiter.take([claim(source, 5, 60), claim(source, 30, 3600)], 1, clock.nowMs());
    return verdict.admitted ? null : (verdict.retryAfterSeconds ?? 1);
  };
}

function claim(subject: string, limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject, limit, periodSeconds };
}
