// `/metrics` of real servers: every line parses, counts rise with requests, strangers find no such page, an outage of Redis shows.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { METRICS } from "@/lib/core/metrics/metrics";
import { startPostgres } from "@/scripts/services/postgres";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { LimitedClient, limitedWorld, secretOf, sharedEnvironment } from "./drills/limited-world";
import { send } from "./raw-http";
import { type ServerUnderTest, startServer } from "./server-under-test";

const LIMIT = 3;
const WINDOWS = [{ limit: LIMIT, seconds: 3600 }];
/** A comment, or a name, labels and a number: Prometheus exposition formats, text-based format 0.0.4. */
const LINE =
  /^(?:# (?:HELP [a-z]\w* .+|TYPE [a-z]\w* (?:counter|gauge|histogram|summary))|[a-z]\w*(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? \S+)$/;
const NUMBER = /^(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[+-]?Inf|NaN)$/i;

const client = new LimitedClient();
afterAll(() => client.close());

describe("a server of its own", () => {
  let server: ServerUnderTest;
  beforeAll(async () => {
    server = await startServer({ bootstrap: limitedWorld(2, WINDOWS), env: { TRUSTED_PROXIES: "127.0.0.1" } });
  });
  afterAll(() => server?.stop());

  test("every line parses, and every metric is among them", async () => {
    const text = await scrape(server);
    const lines = text.split("\n").filter((line) => line !== "");
    expect(lines.filter((line) => !LINE.test(line) || !(line.startsWith("#") || NUMBER.test(line.split(" ").at(-1) ?? "")))).toEqual([]);
    const names = new Set([...parse(text).keys()].map((name) => name.replace(/\{.*/, "")));
    expect(METRICS.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(text).not.toContain(secretOf(0));
    expect(parse(text).get("keyfuse_ready")).toBe(1);
  });

  test("counts rise with requests, by what became of them", async () => {
    const before = parse(await scrape(server));
    for (let call = 0; call < LIMIT + 2; call++) await client.call(server, secretOf(0));
    await client.call(server, "a-secret-that-nobody-was-given-0123456789");
    const after = parse(await scrape(server));
    const grew = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grew('keyfuse_requests_total{outcome="accepted"}')).toBe(LIMIT);
    expect(grew('keyfuse_requests_total{outcome="limited"}')).toBe(2);
    expect(grew('keyfuse_requests_total{outcome="denied"}')).toBe(0);
    expect(grew("keyfuse_unknown_refusals_total")).toBe(1);
    expect(grew('keyfuse_windows_subjects{of="callers"}')).toBe(1);
    expect(after.get("keyfuse_limiter_degraded")).toBe(0);
    expect(after.get('keyfuse_limiter_info{kind="embedded"}')).toBe(1);
  });

  test("who asks from another address finds what is found at any unknown page", async () => {
    const [metrics, unknown] = await Promise.all(["/metrics", "/no-such-page"].map((path) => ask(server, path, "203.0.113.7")));
    expect(metrics?.status).toBe(404);
    expect(unknown?.status).toBe(404);
    expect(String(metrics?.body)).not.toContain("keyfuse_");
    expect((await ask(server, "/metrics", "127.0.0.1")).status).toBe(200);
  });
});

test("a Redis that is stopped shows as degraded, with its outage and what this process decided alone", async () => {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  let server: ServerUnderTest | null = null;
  try {
    server = await startServer({ bootstrap: limitedWorld(1, WINDOWS), env: sharedEnvironment(postgres.url, redis.url) });
    await client.call(server, secretOf(0));
    const before = parse(await scrape(server));
    expect(before.get('keyfuse_limiter_info{kind="redis"}')).toBe(1);
    expect(before.get("keyfuse_limiter_degraded")).toBe(0);
    await redis.stop();
    const during = await degraded(server);
    expect(during.get("keyfuse_limiter_outages_total")).toBe(1);
    expect(during.get("keyfuse_limiter_decided_alone_total")).toBeGreaterThanOrEqual(1);
    expect(during.get('keyfuse_windows_subjects{of="callers"}')).toBe(1);
    expect(during.get("keyfuse_ready")).toBe(1);
  } finally {
    await server?.stop();
    await stopAll(redis, postgres);
  }
});

/** What is told once the outage has begun: single calls that get no answer do not begin it yet. */
async function degraded(server: ServerUnderTest): Promise<Map<string, number>> {
  for (let attempt = 0; attempt < 100; attempt++) {
    await client.call(server, secretOf(0));
    const told = parse(await scrape(server));
    if (told.get("keyfuse_limiter_degraded") === 1) return told;
    await sleep(50);
  }
  throw new Error("no outage was told");
}

async function stopAll(...servers: TemporaryServer[]): Promise<void> {
  for (const each of servers) await each.stop();
}

function ask(server: ServerUnderTest, target: string, from: string) {
  return send(server, {
    method: "GET",
    target,
    headers: [
      ["Host", "localhost"],
      ["X-Forwarded-For", from],
    ],
  });
}

async function scrape(server: ServerUnderTest): Promise<string> {
  const response = await fetch(`http://${server.host}:${server.port}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
}

function parse(text: string): Map<string, number> {
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(samples.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
}
