// What doctor learns from a Redis server: its eviction policy, and why it cannot be asked.
import { createConnection, createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { checkRedis } from "./doctor-checks";
import { readEvictionPolicy } from "./redis-probe";

let redis: TemporaryServer;
let silent: Server;
beforeAll(async () => {
  redis = await startRedis();
  silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  silent?.close();
  await redis?.stop();
});

function command(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(new URL(redis.url).port), "127.0.0.1", () => socket.write(`${text}\r\n`));
    socket.once("error", reject);
    socket.once("data", () => socket.end(() => resolve()));
  });
}

const check = (redisUrl: string | null) => checkRedis({ redisUrl });

test("a server that evicts nothing is good, one that evicts is not", async () => {
  expect(await check(redis.url)).toMatchObject([{ state: "good" }]);
  await command("CONFIG SET maxmemory-policy allkeys-lru");
  expect(await check(redis.url)).toMatchObject([
    { state: "bad", detail: expect.stringContaining("allkeys-lru"), fix: "Set maxmemory-policy noeviction." },
  ]);
  await command("CONFIG SET maxmemory-policy noeviction");
});

test("credentials of the URL are used, and refused ones are named as such without being repeated", async () => {
  await command("CONFIG SET requirepass hunter2hunter2");
  const withPassword = redis.url.replace("redis://", "redis://:hunter2hunter2@");
  expect(await readEvictionPolicy(withPassword)).toBe("noeviction");
  expect(await check(redis.url)).toMatchObject([{ state: "bad", detail: expect.stringContaining("asks for credentials") }]);
  const [refused] = await check(redis.url.replace("redis://", "redis://:wrong-password@"));
  expect(refused).toMatchObject({ state: "bad", detail: expect.stringContaining("refuses the credentials") });
  expect(JSON.stringify(refused)).not.toContain("wrong-password");
});

test("a server that is not there, or does not answer, is bad within seconds", async () => {
  expect(await check("redis://127.0.0.1:1")).toMatchObject([{ state: "bad", detail: expect.stringContaining("cannot be reached") }]);
  const address = silent.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  expect(await check(`redis://127.0.0.1:${port}`)).toMatchObject([{ state: "bad", detail: expect.stringContaining("does not answer") }]);
  expect(await check(null)).toEqual([]);
});
