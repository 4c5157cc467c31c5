// What doctor says about shared rate windows: good where their script runs, and otherwise why not, without a secret.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { startUpstashBridge, type UpstashBridge } from "@/scripts/services/upstash-bridge";
import { checkSharedWindows } from "./doctor-limiter";

let server: TemporaryServer;
let bridge: UpstashBridge;
beforeAll(async () => {
  server = await startRedis();
  bridge = await startUpstashBridge(server.url);
});
afterAll(async () => {
  await bridge?.stop();
  await server?.stop();
});

const redis = (redisUrl: string) => checkSharedWindows({ redisUrl, upstash: null });
const upstash = (token: string) => checkSharedWindows({ redisUrl: null, upstash: { url: bridge.url, token } });

test("windows that each process counts for itself are no finding", async () => {
  expect(await checkSharedWindows({ redisUrl: null, upstash: null })).toEqual([]);
});

test("a server that runs the script is good, and nothing is written to it", async () => {
  const client = new Redis(server.url);
  expect(await redis(server.url)).toMatchObject([{ check: "rate windows", state: "good" }]);
  expect(await upstash(bridge.token)).toMatchObject([{ check: "rate windows", state: "good" }]);
  expect(await client.dbsize()).toBe(0);
  client.disconnect();
});

test("a user that may not run scripts, a wrong token, and nobody there are bad", async () => {
  const client = new Redis(server.url);
  await client.call("ACL", "SETUSER", "reader", "on", ">reader-password", "~*", "+@read", "+ping", "+info");
  const [denied] = await redis(server.url.replace("redis://", "redis://reader:reader-password@"));
  expect(denied).toMatchObject({ state: "bad", detail: expect.stringMatching(/permission/i) });
  expect(JSON.stringify(denied)).not.toContain("reader-password");
  expect(await upstash("wrong")).toMatchObject([{ state: "bad", detail: expect.stringContaining("Unauthorized") }]);
  expect(await redis("redis://127.0.0.1:1")).toMatchObject([{ state: "bad" }]);
  client.disconnect();
});
