// The limiter of many processes: every window in one Redis, all of a call taken in one step and one round trip.
import { createHash } from "node:crypto";
import { type ChainableCommander, Redis } from "ioredis";
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import type { RemoteLimiter } from "@/lib/ports/limiter-ports";
import { checkTake, readVerdict, type WindowsCall, windowsCall } from "./windows-call";
import { WINDOWS_SCRIPT } from "./windows-script";

const SCRIPT_HASH = createHash("sha1").update(WINDOWS_SCRIPT).digest("hex");
const PREFIX = "keyfuse:";
const UNLIMITED: Verdict = { admitted: true, states: [] };

/** The client hands over answers when the last of those that left together has come: a longer row would look like silence. */
const CALLS_AT_ONCE = 32;
const CONNECT_WITHIN_MS = 1000;
const RECONNECT_AFTER_MS = 50;
const RECONNECT_AT_LEAST_EACH_MS = 500;

/** How the limiter of a Redis is opened. */
export interface RedisLimiterOptions {
  /** `redis://` or `rediss://`, with credentials and database number where needed. */
  readonly url: string;
  /** What keys begin with, before the subject. Default `keyfuse:`. */
  readonly prefix?: string;
  /** Whose time counts: the server's, or (in the contract suite) the one that each call names. Default the server's. */
  readonly clock?: "server" | "caller";
}

interface Waiting {
  readonly call: WindowsCall;
  resolve(answer: unknown): void;
  reject(reason: unknown): void;
}

/**
 * Opens it. Nothing is awaited: until the connection stands, calls reject at once, and none is ever sent again by itself, since a take that was
 * not answered may have been counted. Calls of one event-loop turn leave together. Works on Redis 6.2 and newer and on Valkey, which must
 * evict nothing (`maxmemory-policy noeviction`). Windows count by the server's clock: a step of it backwards changes nothing, a step forward
 * releases what the time that it skipped would have released.
 */
export function openRedisLimiter(options: RedisLimiterOptions): RemoteLimiter {
  return new WindowsInRedis(options);
}

class WindowsInRedis implements RemoteLimiter {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #isTold: boolean;
  #waiting: Waiting[] = [];

  constructor({ url, prefix = PREFIX, clock = "server" }: RedisLimiterOptions) {
    this.#prefix = prefix;
    this.#isTold = clock === "caller";
    this.#redis = new Redis(url, {
      protocol: 2,
      disableClientInfo: true,
      connectTimeout: CONNECT_WITHIN_MS,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      retryStrategy: (attempt) => Math.min(RECONNECT_AFTER_MS * attempt, RECONNECT_AT_LEAST_EACH_MS),
      reconnectOnError: ({ message }) => message.startsWith("READONLY"),
    });
    // Each call says what it met; nobody would hear it here.
    this.#redis.on("error", () => {});
  }

  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    return this.#ask("take", claims, cost, nowMs);
  }

  peek(claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    return this.#ask("peek", claims, cost, nowMs);
  }

  async probe(): Promise<void> {
    await this.#run(windowsCall(this.#prefix, "peek", [], 1, null));
  }

  /** Drops the connection with everything that waits on it; the next one is opened at once. */
  reset(): void {
    this.#redis.disconnect(true);
  }

  async close(): Promise<void> {
    this.#redis.disconnect();
  }

  #ask(mode: "take" | "peek", claims: readonly Claim[], cost: number, nowMs: number): Verdict | Promise<Verdict> {
    checkTake(claims, cost);
    if (claims.length === 0) return UNLIMITED;
    const call = windowsCall(this.#prefix, mode, claims, cost, this.#isTold ? nowMs : null);
    return this.#run(call).then((answer) => readVerdict(claims, answer));
  }

  #run(call: WindowsCall): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#send());
      this.#waiting.push({ call, resolve, reject });
    });
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let first = 0; first < waiting.length; first += CALLS_AT_ONCE) this.#sendPart(waiting.slice(first, first + CALLS_AT_ONCE));
  }

  #sendPart(sent: readonly Waiting[]): void {
    const pipeline = this.#redis.pipeline();
    for (const { call } of sent) pipeline.evalsha(SCRIPT_HASH, call.keys.length, ...call.keys, ...call.words);
    settle(pipeline, sent, (index, error) => this.#isUnknownScript(sent, index, error));
  }

  /** A server that restarted has forgotten the script: it is told once more, and nothing was counted meanwhile. */
  #isUnknownScript(sent: readonly Waiting[], index: number, error: Error): boolean {
    const waiting = sent[index];
    if (waiting === undefined || !error.message.startsWith("NOSCRIPT")) return false;
    const { call, resolve, reject } = waiting;
    this.#redis.eval(WINDOWS_SCRIPT, call.keys.length, ...call.keys, ...call.words).then(resolve, reject);
    return true;
  }
}

function settle(pipeline: ChainableCommander, sent: readonly Waiting[], isHandled: (index: number, error: Error) => boolean): void {
  pipeline.exec().then(
    (answers) => {
      for (const [index, { resolve, reject }] of sent.entries()) {
        const [error, answer] = answers?.[index] ?? [new Error("Redis did not answer"), null];
        if (error === null) resolve(answer);
        else if (!isHandled(index, error)) reject(error);
      }
    },
    (error: unknown) => {
      for (const { reject } of sent) reject(error);
    },
  );
}
