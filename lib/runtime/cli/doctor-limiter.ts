// What `doctor` finds out about shared rate windows: whether the place that is to hold them runs the script that counts.
import { setTimeout as sleep } from "node:timers/promises";
import type { RemoteLimiter } from "@/lib/ports/limiter-ports";
import type { Environment } from "@/lib/runtime/env";
import { sharedLimiter } from "@/lib/runtime/open-limiter";
import { bad, type Finding, good } from "./doctor-checks";

const ANSWER_WITHIN_MS = 2000;

/** Nothing where each process counts for itself. Reads and writes no window. */
export async function checkSharedWindows(environment: Pick<Environment, "redisUrl" | "upstash">): Promise<Finding[]> {
  const shared = sharedLimiter(environment);
  if (shared === null) return [];
  const reason = await failureOf(shared.remote).finally(() => shared.remote.close());
  if (reason === null) return [good("rate windows", `shared in ${shared.kind}, which runs their script`)];
  const fix =
    shared.kind === "redis"
      ? "Start Redis, correct REDIS_URL, and let its user run EVAL, EVALSHA and the commands on strings (ACL)."
      : "Correct UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN: a token that only reads cannot count.";
  return [bad("rate windows", `${shared.kind} does not run their script: ${reason}`, fix)];
}

/** Why the script does not run, or null; a connection is given time to be made. */
async function failureOf(remote: RemoteLimiter): Promise<string | null> {
  const giveUpAtMs = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const reason = await answered(remote);
    if (reason === null || performance.now() > giveUpAtMs) return reason;
    await sleep(50);
  }
}

function answered(remote: RemoteLimiter): Promise<string | null> {
  const late = sleep(ANSWER_WITHIN_MS, "no answer", { ref: false });
  const told = remote.probe().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : "unknown reason"),
  );
  return Promise.race([told, late]);
}
