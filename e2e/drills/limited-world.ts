// What the drills of shared windows run on: servers on one PostgreSQL and one Redis, keys with the vendor's windows, and their answers.
import { randomBytes } from "node:crypto";
import { Agent, get } from "node:http";
import type { ServerUnderTest } from "@/e2e/server-under-test";

/** The vendor's windows: 100 a minute, 1,000 an hour, 5,000 a day. */
const VENDOR_WINDOWS = [
  { limit: 100, seconds: 60 },
  { limit: 1000, seconds: 3600 },
  { limit: 5000, seconds: 86_400 },
];

/** Of the key that may verify others. */
export const SERVICE_SECRET = "the-secret-of-the-service-key-of-the-drill";

/** Who signs in to the console. */
export const OWNER = { email: "owner@example.com", name: "Owner", password: "correct horse battery staple" };

/** One answer, as far as limits are concerned. */
export interface LimitedAnswer {
  readonly status: number;
  readonly isDegraded: boolean;
  readonly retryAfter: string | null;
  /** Units left by the name of the window. */
  readonly left: ReadonlyMap<string, number>;
  readonly startedMs: number;
  readonly tookMs: number;
}

/** Production mode's own variables: a database and a Redis that several processes share. */
export function sharedEnvironment(databaseUrl: string, redisUrl: string): Record<string, string> {
  return { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, KEYFUSE_MASTER_KEY: randomBytes(32).toString("hex"), LOG_LEVEL: "warn" };
}

/** The secret of the nth key. */
export function secretOf(nth: number): string {
  return `the-secret-of-the-limited-key-${nth}`;
}

/** An API `drill` on the built-in sample, whose keys have those windows each. */
export function limitedWorld(keys: number, windows: readonly { limit: number; seconds: number }[] = VENDOR_WINDOWS): unknown {
  return {
    owner: OWNER,
    apis: [{ slug: "drill", name: "Drill", dialect: "standard", upstream: "sample", plans: [{ name: "default", windows }] }],
    keys: Array.from({ length: keys }, (_, nth) => ({
      id: `key_${String(nth + 1).padStart(10, "0")}`,
      api: "drill",
      name: `limited ${nth}`,
      secret: secretOf(nth),
    })),
    service: [{ id: "key_9999999999", name: "verifier", secret: SERVICE_SECRET, permissions: ["keys:verify"] }],
  };
}

/** A client with as many connections as it has calls at once. */
export class LimitedClient {
  readonly #agent = new Agent({ keepAlive: true });

  /** Calls the API with that secret. Rejects when there is no whole answer. */
  call({ host, port }: ServerUnderTest, secret: string): Promise<LimitedAnswer> {
    const startedMs = performance.now();
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${secret}` };
      get({ host, port, path: "/gateway/drill/v1/models", agent: this.#agent, headers }, (response) => {
        const { "retry-after": retryAfter = null, "x-keyfuse-degraded": degraded, ratelimit = "" } = response.headers;
        const answer = {
          status: response.statusCode ?? 0,
          isDegraded: degraded === "limiter",
          retryAfter,
          left: leftIn(String(ratelimit)),
          startedMs,
        };
        response.resume().once("end", () => resolve({ ...answer, tookMs: performance.now() - startedMs }));
        response.once("error", reject);
      }).once("error", reject);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function leftIn(rateLimit: string): Map<string, number> {
  return new Map([...rateLimit.matchAll(/"([^"]+)";r=(\d+)/g)].map(([, name = "", left]) => [name, Number(left)]));
}
