// Slows down whoever fails to authenticate, by address (ruling 14).
import { type Decision, deniedBy } from "@/lib/core/decision";
import { denial } from "@/lib/core/denials/denial";
import { failureClaim, isFailedAuthentication } from "@/lib/core/failed-authentication";
import { windowName } from "@/lib/core/windows/claim";
import { after } from "@/lib/gate/soon";
import type { Soon } from "@/lib/ports/gate-ports";
import type { Decider } from "./decider";

/** A good credential passes whatever failed before it: only what fails is throttled. */
export function throttleFailure(decision: Decision, peer: string, decider: Decider): Soon<Decision> {
  if (decision.outcome === "allow" || !isFailedAuthentication(decision.denial.code)) return decision;
  const claim = failureClaim(peer, decider.failuresPerMinute);
  if (claim === null) return decision;
  return after(decider.failures.take([claim], 1, decider.ports.clock.nowMs()), (taken) => {
    if (taken.admitted) return decision;
    const facts = {
      limit: claim.limit,
      window: windowName(claim.periodSeconds),
      retryAfter: taken.retryAfterSeconds ?? claim.periodSeconds,
    };
    return deniedBy(denial("too_many_failures", facts), decision.keyId, decision.counted);
  });
}
