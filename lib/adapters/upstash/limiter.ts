// The limiter in an Upstash Redis, reached over its REST interface by @upstash/ratelimit with windows of our own.
import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { checkTake, type WindowsCall } from "@/lib/adapters/redis/windows-call";
import { WINDOWS_SCRIPT } from "@/lib/adapters/redis/windows-script";
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import type { RemoteLimiter } from "@/lib/ports/limiter-ports";
import { identifierOf, verdictIn, windowsAlgorithm } from "./windows-algorithm";

const SCRIPT_HASH = createHash("sha1").update(WINDOWS_SCRIPT).digest("hex");
const PREFIX = "keyfuse";
const UNLIMITED: Verdict = { admitted: true, states: [] };
const ANSWER_WITHIN_MS = 1000;

/** How the limiter of an Upstash Redis is opened. */
export interface UpstashLimiterOptions {
  readonly url: string;
  readonly token: string;
  /** What keys begin with, before a colon and the subject. Default `keyfuse`. */
  readonly prefix?: string;
  /** Whose time counts: the server's, or (in the contract suite) the one that each call names. Default the server's. */
  readonly clock?: "server" | "caller";
  /** After so many milliseconds a call that is not answered rejects. Default 1,000. */
  readonly answerWithinMs?: number;
}

/**
 * Opens it; nothing is sent before the first call. Calls of one event-loop turn travel in one request. A request is never repeated by itself:
 * one that was not answered may have been counted. The library's time-out, which would admit, rejects here; its cache of blocked identifiers is
 * off, since another cost may pass where one was refused.
 */
export function openUpstashLimiter(options: UpstashLimiterOptions): RemoteLimiter {
  return new WindowsInUpstash(options);
}

class WindowsInUpstash implements RemoteLimiter {
  readonly #redis: Redis;
  readonly #ratelimit: Ratelimit;
  readonly #isTold: boolean;
  #ending = new AbortController();

  constructor({ url, token, prefix = PREFIX, clock = "server", answerWithinMs = ANSWER_WITHIN_MS }: UpstashLimiterOptions) {
    this.#isTold = clock === "caller";
    this.#redis = new Redis({
      url,
      token,
      retry: { retries: 0 },
      enableTelemetry: false,
      enableAutoPipelining: true,
      // As a function: the client takes a plain signal that was aborted for a good answer.
      signal: () => AbortSignal.any([this.#ending.signal, AbortSignal.timeout(answerWithinMs)]),
    });
    this.#ratelimit = new Ratelimit({
      redis: this.#redis,
      limiter: windowsAlgorithm((call) => this.#run(call)),
      prefix,
      timeout: answerWithinMs,
      ephemeralCache: false,
      enableTelemetry: false,
    });
  }

  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    checkTake(claims, cost);
    if (claims.length === 0) return UNLIMITED;
    return this.#ratelimit.limit(this.#identifier(claims, cost, nowMs)).then(verdictIn);
  }

  peek(claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    checkTake(claims, cost);
    if (claims.length === 0) return UNLIMITED;
    return this.#ratelimit.getRemaining(this.#identifier(claims, cost, nowMs)).then(verdictIn);
  }

  async probe(): Promise<void> {
    await this.#run({ keys: [], words: ["peek", "1", ""] });
  }

  reset(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
  }

  async close(): Promise<void> {
    this.#ending.abort();
  }

  #identifier(claims: readonly Claim[], cost: number, nowMs: number): string {
    return identifierOf({ claims, cost, nowMs: this.#isTold ? nowMs : null });
  }

  async #run({ keys, words }: WindowsCall): Promise<unknown> {
    try {
      return await this.#redis.evalsha(SCRIPT_HASH, [...keys], [...words]).catch((error: unknown) => {
        if (!reasonOf(error).includes("NOSCRIPT")) throw error;
        return this.#redis.eval(WINDOWS_SCRIPT, [...keys], [...words]);
      });
    } catch (error) {
      // The client's own message repeats the whole command, script and all.
      throw new Error(`Upstash: ${reasonOf(error).split(", command was:")[0]?.slice(0, 200)}`);
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
