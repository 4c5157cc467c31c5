// A shared limiter's outages, with a real Redis behind a relay that can be cut or silenced: what is decided, how fast, and that it recovers by itself.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { openRedisLimiter } from "@/lib/adapters/redis/limiter";
import { createClock } from "@/lib/adapters/system/clock";
import type { Claim, Verdict } from "@/lib/core/windows/claim";
import { LimiterUnavailable } from "@/lib/ports/limiter-ports";
import { startRedis } from "@/scripts/services/redis";
import { type Relay, startRelay } from "@/scripts/services/relay";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { type GuardedLimiter, guardLimiter } from "./guarded-limiter";

/** Far above the promised 250 ms: a guard against a hang, not a measurement. */
const HANG_MS = 1000;
const LIMIT = 10;

const clock = createClock();
let server: TemporaryServer;
let relay: Relay;
let namespace = 0;
let guard: GuardedLimiter;
let heard: string[];

beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server?.stop());

beforeEach(async () => {
  relay = await startRelay(server.url);
  heard = [];
});
afterEach(async () => {
  await guard?.close();
  await relay?.close();
});

async function open(policy: "local" | "closed"): Promise<GuardedLimiter> {
  guard = guardLimiter({
    remote: openRedisLimiter({ url: relay.url, prefix: `${namespace++}:` }),
    kind: "redis",
    local: policy === "local" ? createEmbeddedLimiter() : null,
    clock,
    onOutage: () => heard.push("outage"),
    onRecovery: () => heard.push("recovery"),
  });
  await guard.start();
  return guard;
}

const CLAIMS: readonly Claim[] = [{ kind: "sliding", subject: "{api:1}:key:1", limit: LIMIT, periodSeconds: 3600 }];

async function take(): Promise<Verdict> {
  return guard.take(CLAIMS, 1, clock.nowMs());
}

const OUTAGES: readonly [string, () => void, () => void][] = [
  ["cut", () => relay.refuse(), () => relay.admit()],
  ["silent", () => relay.silence("both"), () => relay.silence("none")],
];

describe.each(OUTAGES)("Redis %s", (_name, begin, end) => {
  test("local: this process's own windows decide, from where they stood, and say so", async () => {
    await open("local");
    for (let unit = 0; unit < 4; unit++) expect(await take()).not.toHaveProperty("degraded");
    begin();
    const startedMs = performance.now();
    const verdicts: Verdict[] = [];
    for (let unit = 0; unit < 20; unit++) verdicts.push(await take());
    expect(performance.now() - startedMs).toBeLessThan(3 * HANG_MS);
    expect(verdicts.every(({ degraded }) => degraded === true)).toBe(true);
    expect(verdicts.filter(({ admitted }) => admitted).length).toBe(LIMIT - 4);
    expect(guard.state()).toMatchObject({ kind: "redis", outages: 1, refusedUndecided: 0 });
    expect(guard.state().degradedSinceMs).not.toBeNull();
    end();
    await vi.waitUntil(() => guard.state().degradedSinceMs === null, { timeout: 15_000 });
    expect(await take()).not.toHaveProperty("degraded");
    expect(heard).toEqual(["outage", "recovery"]);
  });

  test("closed: nothing is admitted, each take rejects as unavailable", async () => {
    await open("closed");
    expect((await take()).admitted).toBe(true);
    begin();
    for (let unit = 0; unit < 6; unit++) {
      const startedMs = performance.now();
      await expect(take()).rejects.toBeInstanceOf(LimiterUnavailable);
      expect(performance.now() - startedMs).toBeLessThan(HANG_MS);
    }
    await expect(Promise.resolve(guard.peek(CLAIMS, 1, clock.nowMs()))).rejects.toBeInstanceOf(LimiterUnavailable);
    expect(guard.state()).toMatchObject({ outages: 1, decidedAlone: 0, refusedUndecided: 6 });
    end();
    await vi.waitUntil(() => guard.state().degradedSinceMs === null, { timeout: 15_000 });
    expect((await take()).admitted).toBe(true);
  });

  test("many at once: each is decided, none passes without counting", async () => {
    await open("local");
    begin();
    const verdicts = await Promise.all(Array.from({ length: 500 }, take));
    expect(verdicts.filter(({ admitted }) => admitted).length).toBe(LIMIT);
    end();
  });

  test("a start without Redis begins in the outage and ends it by itself", async () => {
    begin();
    await open("local");
    expect(heard).toEqual(["outage"]);
    expect(await take()).toMatchObject({ admitted: true, degraded: true });
    end();
    await vi.waitUntil(() => guard.state().degradedSinceMs === null, { timeout: 15_000 });
    expect(heard).toEqual(["outage", "recovery"]);
  });
});

test("a cost that is no whole number is a fault of the caller and no outage", async () => {
  await open("local");
  for (let time = 0; time < 5; time++) expect(() => guard.take(CLAIMS, 0, clock.nowMs())).toThrow(RangeError);
  expect(guard.state().outages).toBe(0);
});

test("no claims are answered without asking anybody", async () => {
  await open("closed");
  relay.refuse();
  expect(guard.take([], 1, clock.nowMs())).toEqual({ admitted: true, states: [] });
});
