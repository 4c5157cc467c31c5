// Composes the test of credentials: the gate's own world, the way that requests take here, and how often a member may ask.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import type { DiagnosisState } from "@/lib/core/diagnosis/diagnosis";
import { createRouter } from "@/lib/core/routing";
import { diagnose } from "@/lib/gate/diagnose/diagnose";
import type { DiagnosisWorld } from "@/lib/gate/diagnose/diagnosis-world";
import type { Environment } from "@/lib/runtime/env";
import { instanceHosts } from "@/lib/runtime/instance-hosts";
import type { LiveCatalogue } from "@/lib/runtime/live-catalogue";

/** Tests what a member pasted into the form. */
export type TestCredential = (memberId: string, ownAddress: string, fields: unknown) => Promise<DiagnosisState>;

/** Enough for whoever mends a client, too few for whoever guesses. */
const TESTS_PER_MINUTE = 30;

/** The test over a serving process. */
export function openTester(
  world: Omit<DiagnosisWorld, "route" | "trustedKeys">,
  catalogue: LiveCatalogue,
  environment: Environment,
): TestCredential {
  const hosts = instanceHosts(environment.publicUrl, environment.host);
  const throttle = createEmbeddedLimiter({ ceilingBytes: 1024 * 1024 });
  const diagnosisWorld: DiagnosisWorld = {
    ...world,
    route: (host, path) => createRouter(catalogue.current(), hosts)(host, path),
    trustedKeys: catalogue.trustedKeys,
  };
  return async (memberId, ownAddress, fields) => {
    const claim = { kind: "sliding", subject: memberId, limit: TESTS_PER_MINUTE, periodSeconds: 60 } as const;
    const admission = throttle.take([claim], 1, world.decider.ports.clock.nowMs());
    if (!admission.admitted)
      return refusal(`That was the ${TESTS_PER_MINUTE}th test in a minute. Wait ${admission.retryAfterSeconds ?? 60} seconds, then go on.`);
    const outcome = await diagnose(fields, ownAddress, diagnosisWorld);
    if (outcome.kind === "refused") return outcome;
    return outcome.kind === "absent" ? refusal("There is nothing to test.") : { kind: "diagnosed", diagnosis: outcome.value };
  };
}

function refusal(message: string): DiagnosisState {
  return { kind: "refused", problems: [{ field: "", code: "invalid", message }] };
}
