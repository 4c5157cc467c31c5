// The limiter in a real Redis: the contract of all limiters, and its own promises about keys, scripts and round trips.
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Claim } from "@/lib/core/windows/claim";
import { limiterContract } from "@/lib/ports/limiter.contract";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { openRedisLimiter } from "./limiter";

const isFull = process.env.DRILLS === "full";

let server: TemporaryServer;
let redis: Redis;
let namespace = 0;
beforeAll(async () => {
  server = await startRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis?.disconnect();
  await server?.stop();
});

limiterContract(
  "Redis over TCP",
  async () => {
    const limiter = openRedisLimiter({ url: server.url, prefix: `${namespace++}:`, clock: "caller" });
    await answers(limiter);
    return { limiter, close: () => limiter.close() };
  },
  { sequences: isFull ? 10_000 : 300, report: console.log },
);

async function answers(limiter: ReturnType<typeof openRedisLimiter>): Promise<void> {
  for (;;) {
    const isUp = await limiter.probe().then(
      () => true,
      () => false,
    );
    if (isUp) return;
  }
}

describe("in Redis", () => {
  const subject = (name: string) => `{api:1}:${name}`;
  const claims: readonly Claim[] = [
    { kind: "sliding", subject: subject("key:1"), limit: 3, periodSeconds: 1 },
    { kind: "sliding", subject: subject("key:1"), limit: 50, periodSeconds: 2 },
    { kind: "sliding", subject: subject("account:1"), limit: 20_000, periodSeconds: 2 },
  ];

  async function open(prefix = `${namespace++}:`) {
    const limiter = openRedisLimiter({ url: server.url, prefix });
    await answers(limiter);
    return { limiter, prefix };
  }

  test("any number of claims is one command, calls of one turn travel together", async () => {
    const { limiter } = await open();
    const before = await calls("evalsha");
    await Promise.all(Array.from({ length: 50 }, () => limiter.take(claims, 1, 0)));
    expect((await calls("evalsha")) - before).toBe(50);
    await limiter.close();
  });

  test("a subject is one key, under the tag of its API, and leaves once everything in it has left", async () => {
    const { limiter, prefix } = await open();
    await limiter.take(claims, 1, 0);
    expect((await redis.keys(`${prefix}*`)).sort()).toEqual([`${prefix}{api:1}:account:1`, `${prefix}{api:1}:key:1`]);
    const leavesMs = await redis.pttl(`${prefix}{api:1}:key:1`);
    expect(leavesMs).toBeGreaterThan(0);
    expect(leavesMs).toBeLessThanOrEqual(2000);
    await limiter.close();
  });

  test("a budget for life stays", async () => {
    const { limiter, prefix } = await open();
    await limiter.take([...claims, { kind: "calendar", subject: subject("key:1"), limit: 5, period: "total" }], 1, 0);
    await limiter.take(claims, 1, 0);
    expect(await redis.pttl(`${prefix}{api:1}:key:1`)).toBe(-1);
    await limiter.close();
  });

  test("a peek and a refusal write nothing", async () => {
    const { limiter, prefix } = await open();
    await limiter.peek(claims, 1, 0);
    await limiter.take(claims, 4, 0);
    expect(await redis.keys(`${prefix}*`)).toEqual([]);
    await limiter.take(claims, 3, 0);
    const before = await redis.get(`${prefix}{api:1}:key:1`);
    expect(await limiter.take(claims, 1, 0)).toMatchObject({ admitted: false, failing: 0 });
    await limiter.peek(claims, 1, 0);
    expect(await redis.get(`${prefix}{api:1}:key:1`)).toBe(before);
    await limiter.close();
  });

  test("the server's time counts, whatever the caller says", async () => {
    const { limiter } = await open();
    expect((await limiter.take(claims, 3, 0)).admitted).toBe(true);
    expect((await limiter.take(claims, 1, Number.MAX_SAFE_INTEGER)).admitted).toBe(false);
    await vi.waitUntil(async () => (await limiter.take(claims, 1, 0)).admitted, { timeout: 5000 });
    await limiter.close();
  });

  test("a server that forgot the script is told again, and counts each take once", async () => {
    const { limiter } = await open();
    await limiter.take(claims, 1, 0);
    await redis.script("FLUSH");
    const verdicts = await Promise.all(Array.from({ length: 10 }, () => limiter.take([claims[1] ?? claims[0]] as Claim[], 1, 0)));
    expect(verdicts.map(({ states }) => states[0]?.remaining).sort()).toEqual([39, 40, 41, 42, 43, 44, 45, 46, 47, 48]);
    await limiter.close();
  });

  test("two processes take from the same windows", async () => {
    const first = await open();
    const second = await open(first.prefix);
    const minute: Claim[] = [{ kind: "sliding", subject: subject("key:1"), limit: 100, periodSeconds: 60 }];
    const takers = [first.limiter, second.limiter];
    const verdicts = await Promise.all(Array.from({ length: 400 }, (_, index) => takers[index % 2]?.take(minute, 1, 0)));
    expect(verdicts.filter((verdict) => verdict?.admitted).length).toBe(100);
    await first.limiter.close();
    await second.limiter.close();
  });

  test("a server that is away rejects at once", async () => {
    const limiter = openRedisLimiter({ url: "redis://127.0.0.1:1" });
    await expect(limiter.take(claims, 1, 0)).rejects.toThrow();
    await limiter.close();
  });

  async function calls(command: string): Promise<number> {
    const told = await redis.info("commandstats");
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(told)?.[1] ?? 0);
  }
});
