// The limiter in a real Redis: the contract of all limiters, and its own promises about keys, scripts and round trips.
import { Redis } from "ioredis";
import { afterAll, beforeAll } from "vitest";
import { limiterContract } from "@/lib/ports/limiter.contract";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { openRedisLimiter } from "./limiter";

const isFull = process.env.DRILLS === "full";

let server: TemporaryServer;
let redis: Redis;
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

let namespace = 0;

async function answers(limiter: ReturnType<typeof openRedisLimiter>): Promise<void> {
  for (;;) {
    const isUp = await limiter.probe().then(
      () => true,
      () => false,
    );
    if (isUp) return;
  }
}
