// The limiter over Upstash's REST interface, bridged to a real Redis: the contract of all limiters, and what becomes of the library's time-out.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Claim } from "@/lib/core/windows/claim";
import { limiterContract } from "@/lib/ports/limiter.contract";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { startUpstashBridge, type UpstashBridge } from "@/scripts/services/upstash-bridge";
import { openUpstashLimiter } from "./limiter";
import { verdictIn } from "./windows-algorithm";

const isFull = process.env.DRILLS === "full";

let server: TemporaryServer;
let bridge: UpstashBridge;
let namespace = 0;

beforeAll(async () => {
  server = await startRedis();
  bridge = await startUpstashBridge(server.url);
});
afterAll(async () => {
  await bridge?.stop();
  await server?.stop();
});

function open(token = bridge.token) {
  return openUpstashLimiter({ url: bridge.url, token, prefix: `${namespace++}` });
}

limiterContract(
  "Upstash over REST",
  async () => {
    // The contract is about counting: a busy machine is no outage here.
    const limiter = openUpstashLimiter({ ...bridge, prefix: `${namespace++}`, clock: "caller", answerWithinMs: 60_000 });
    return { limiter, close: () => limiter.close() };
  },
  { sequences: isFull ? 10_000 : 100, report: console.log },
);

const CLAIMS: readonly Claim[] = [
  { kind: "sliding", subject: "{api:1}:key:1", limit: 2, periodSeconds: 60 },
  { kind: "sliding", subject: "{api:1}:account:1", limit: 5, periodSeconds: 3600 },
];

describe("over REST", () => {
  test("a call of any number of claims is one command, calls of one turn are one request", async () => {
    const limiter = open();
    await limiter.take(CLAIMS, 1, 0);
    const before = bridge.seen();
    await Promise.all(Array.from({ length: 20 }, () => limiter.take(CLAIMS, 1, 0)));
    const after = bridge.seen();
    expect([after.requests - before.requests, after.commands - before.commands]).toEqual([1, 20]);
  });

  test("no answer is an outage and never an admission", async () => {
    const limiter = open();
    bridge.freeze(true);
    await expect(limiter.take(CLAIMS, 1, 0)).rejects.toThrow(/Upstash/);
    await expect(limiter.peek(CLAIMS, 1, 0)).rejects.toThrow(/Upstash/);
    bridge.freeze(false);
    expect((await limiter.take(CLAIMS, 1, 0)).states.map(({ remaining }) => remaining)).toEqual([1, 4]);
  });

  test("the library's time-out, which says success, is read as an outage", () => {
    expect(() => verdictIn({ success: true, limit: 0, remaining: 0, reset: 0, reason: "timeout" })).toThrow(/in time/);
  });

  test("a refused token is an outage whose message repeats no command", async () => {
    const failure = await Promise.resolve(open("another").take(CLAIMS, 1, 0)).catch((error: Error) => error.message);
    expect(failure).toContain("Unauthorized");
    expect(failure).not.toContain("key:1");
  });

  test("a reset gives up what waits", async () => {
    const limiter = open();
    bridge.freeze(true);
    const before = bridge.seen().requests;
    const waiting = Promise.resolve(limiter.take(CLAIMS, 1, 0)).catch((error: Error) => error);
    await vi.waitUntil(() => bridge.seen().requests > before);
    limiter.reset();
    expect(await waiting).toBeInstanceOf(Error);
    bridge.freeze(false);
    await limiter.probe();
  });
});
