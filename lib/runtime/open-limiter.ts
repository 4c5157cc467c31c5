// Opens the limiter that the environment asks for: this process's own, or one that is shared, with what stands in for it in an outage.
import { createEmbeddedLimiter, type EmbeddedLimiter, type LimiterMemory } from "@/lib/adapters/embedded/limiter";
import { openRedisLimiter } from "@/lib/adapters/redis/limiter";
import { guardLimiter } from "@/lib/adapters/system/guarded-limiter";
import { openUpstashLimiter } from "@/lib/adapters/upstash/limiter";
import type { Clock, Limiter } from "@/lib/ports/gate-ports";
import type { LimiterState, RemoteLimiter } from "@/lib/ports/limiter-ports";
import type { Environment } from "./env";
import type { Log } from "./log";

/** An open limiter. */
export interface OpenLimiter {
  readonly limiter: Limiter;
  /** The windows of this process where they alone count, so that they can be rebuilt at a start; null where they are shared. */
  readonly embedded: EmbeddedLimiter | null;
  /** How it stands, for the console and metrics. */
  readonly state: () => LimiterState;
  /** Windows in the memory of this process, those that only stand in included; null = there are none. */
  readonly memory: () => LimiterMemory | null;
  close(): Promise<void>;
}

/** A shared limiter, and by which way it is reached. */
export interface SharedLimiter {
  readonly kind: "redis" | "upstash";
  readonly remote: RemoteLimiter;
}

/** Opens it. A shared limiter that does not answer within a second does not hinder the start: the outage policy decides meanwhile. */
export async function openLimiter(environment: Environment, clock: Clock, log: Log): Promise<OpenLimiter> {
  const shared = sharedLimiter(environment);
  if (shared === null) return ownLimiter();
  const policy = environment.onLimiterOutage;
  const local = policy === "local" ? createEmbeddedLimiter() : null;
  const limiter = guardLimiter({
    ...shared,
    local,
    clock,
    onOutage: (reason) => log.fault("limiter-outage", reason, { limiter: shared.kind, policy }),
    onRecovery: (lastedMs) => log.warn("limiter-recovered", { limiter: shared.kind, policy, lastedMs: Math.round(lastedMs) }),
  });
  await limiter.start();
  const memory = () => local?.memory() ?? null;
  return { limiter, embedded: null, state: () => limiter.state(), memory, close: () => limiter.close() };
}

/** The limiter that several processes share, opened; null where the environment names none. */
export function sharedLimiter({ redisUrl, upstash }: Pick<Environment, "redisUrl" | "upstash">): SharedLimiter | null {
  if (redisUrl !== null) return { kind: "redis", remote: openRedisLimiter({ url: redisUrl }) };
  return upstash === null ? null : { kind: "upstash", remote: openUpstashLimiter(upstash) };
}

function ownLimiter(): OpenLimiter {
  const embedded = createEmbeddedLimiter();
  const state: LimiterState = { kind: "embedded", degradedSinceMs: null, outages: 0, decidedAlone: 0, refusedUndecided: 0 };
  return { limiter: embedded, embedded, state: () => state, memory: () => embedded.memory(), close: async () => {} };
}
