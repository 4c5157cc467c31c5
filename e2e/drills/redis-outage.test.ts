// Redis stopped, frozen and restarted empty while requests flow, under both policies: decided at once, never unlimited, recovered by itself.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/e2e/raw-http";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { signInOverHttp } from "@/e2e/sign-in";
import { startPostgres } from "@/scripts/services/postgres";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { isFull } from "./drill";
import { type LimitedAnswer, LimitedClient, limitedWorld, OWNER, SERVICE_SECRET, secretOf, sharedEnvironment } from "./limited-world";

/** Of an hour, so that nothing comes free while a drill runs. */
const LIMIT = 300;
const BEFORE = 100;
/** What the console says on every page during an outage. */
const BANNER = "The store of the rate limits does not answer.";
const ROUNDS = isFull ? 10 : 3;
const OUTAGE_MS = isFull ? 10_000 : 1500;
const CALLERS = 8;
const DECIDED_WITHIN_MS = 1000;
/** One key a round; the second policy takes others than the first. */
const DRILLED_KEYS = 2 * 3 * ROUNDS;
const PROBING_KEY = DRILLED_KEYS;
/** Both policies' servers share the database. */
const KEYFUSE_MASTER_KEY = "5a".repeat(32);

/** How Redis is lost and given back. A start anew is empty. */
const FAULTS = ["stopped", "frozen", "restarted empty"] as const;
type Fault = (typeof FAULTS)[number];

const client = new LimitedClient();
let postgres: TemporaryServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  client.close();
  await postgres?.stop();
});

describe.each(["local", "closed"] as const)("ON_LIMITER_OUTAGE=%s", (policy) => {
  let redis: TemporaryServer;
  let server: ServerUnderTest;
  let keys = 0;
  const origin = () => `http://${server.host}:${server.port}`;

  beforeAll(async () => {
    redis = await startRedis();
    const env = { ...sharedEnvironment(postgres.url, redis.url), ON_LIMITER_OUTAGE: policy };
    const windows = [{ limit: LIMIT, seconds: 3600 }];
    server = await startServer({ bootstrap: limitedWorld(DRILLED_KEYS + 1, windows), env: { ...env, KEYFUSE_MASTER_KEY } });
    if (policy === "closed") keys = DRILLED_KEYS / 2;
  }, 300_000);
  afterAll(async () => {
    await server?.stop();
    await redis?.stop();
  });

  test.each(FAULTS)(
    `Redis %s, ${ROUNDS} times`,
    async (fault) => {
      for (let round = 0; round < ROUNDS; round++) {
        const secret = secretOf(keys++);
        await admit(server, secret, BEFORE);
        const during = await withOutage(fault, () => callUntil(server, secret));
        await recovered(server, policy);
        const after = await callOneByOne(server, secret, 2 * LIMIT);
        judge(fault, policy, during, after);
      }
      expect(server.stdout()).toContain('"limiter-outage"');
      expect(server.stdout()).toContain('"limiter-recovered"');
    },
    600_000,
  );

  test("while Redis is away, verify tells of the outage as the gateway does, and the console tells its members", async () => {
    const cookie = await signInOverHttp(origin(), OWNER);
    const saysSo = async () => (await (await fetch(`${origin()}/usage`, { headers: { cookie } })).text()).includes(BANNER);
    expect(await saysSo()).toBe(false);
    const headers = [
      ["Host", "127.0.0.1"],
      ["Authorization", `Bearer ${SERVICE_SECRET}`],
      ["Content-Type", "application/json"],
    ] as const;
    const body = JSON.stringify({ key: secretOf(PROBING_KEY), api: "drill" });
    await redis.stop();
    const verify = () => send(server, { method: "POST", target: "/v1/verify", headers, body });
    const { status, headers: told } = await verify();
    // One failure alone may be a hiccup: an outage is what three in a row are.
    for (let call = 2; call <= 3; call++) await verify();
    const isSaid = await saysSo();
    redis = await startRedis(Number(new URL(redis.url).port));
    const lines = new Map(told.map(([name, value]) => [name.toLowerCase(), value]));
    if (policy === "local") expect([status, lines.get("x-keyfuse-degraded")]).toEqual([200, "limiter"]);
    else expect([status, lines.get("retry-after")]).toEqual([503, "1"]);
    expect(isSaid).toBe(true);
    await recovered(server, policy);
    expect(await saysSo()).toBe(false);
  });

  /** Loses Redis, lets requests flow, and gives it back while they still do. */
  async function withOutage(fault: Fault, load: () => Load): Promise<LimitedAnswer[]> {
    const port = Number(new URL(redis.url).port);
    if (fault === "frozen") process.kill(redis.pid, "SIGSTOP");
    else await redis.stop();
    const running = load();
    if (fault === "restarted empty") redis = await startRedis(port);
    await sleep(OUTAGE_MS);
    // What begins from here on may meet either: it is not judged as part of the outage.
    const answers = await running.end();
    if (fault === "frozen") process.kill(redis.pid, "SIGCONT");
    if (fault === "stopped") redis = await startRedis(port);
    return answers;
  }
});

function judge(fault: Fault, policy: "local" | "closed", during: readonly LimitedAnswer[], after: readonly LimitedAnswer[]): void {
  const slowestMs = Math.max(...during.map(({ tookMs }) => tookMs));
  const admittedDuring = during.filter(({ status }) => status === 200).length;
  const admittedAfter = after.filter(({ status }) => status === 200).length;
  console.log(
    `redis ${fault}, ${policy}: during ${JSON.stringify(tally(during))}, slowest ${Math.round(slowestMs)} ms; ` +
      `after ${JSON.stringify(tally(after))}; admitted ${BEFORE + admittedDuring + admittedAfter} at a limit of ${LIMIT}`,
  );
  expect(slowestMs).toBeLessThan(DECIDED_WITHIN_MS);
  // Once Redis answers again one window may pass that it knows nothing of, and never more.
  expect(BEFORE + admittedDuring + admittedAfter).toBeLessThanOrEqual(2 * LIMIT);
  // A Redis that is there and yet late for once is an outage of that one call: closed, it is refused as well.
  const lateCalls = after.filter(({ status, retryAfter }) => policy === "closed" && status === 503 && retryAfter !== null);
  expect(lateCalls.length).toBeLessThan(after.length / 10);
  expect(after.filter((answer) => answer.status !== 200 && answer.status !== 429 && !lateCalls.includes(answer))).toEqual([]);
  if (policy === "local") {
    expect(during.filter(({ status }) => status !== 200 && status !== 429)).toEqual([]);
    if (fault !== "restarted empty") {
      expect(during.filter(({ isDegraded }) => !isDegraded)).toEqual([]);
      expect(BEFORE + admittedDuring).toBe(LIMIT);
    }
    return;
  }
  expect(during.filter(({ status, retryAfter }) => status === 503 && !/^[1-9]\d*$/.test(retryAfter ?? ""))).toEqual([]);
  if (fault !== "restarted empty") expect(tally(during)).toEqual({ 503: during.length });
  else expect(during.filter(({ status }) => ![200, 429, 503].includes(status))).toEqual([]);
}

function tally(answers: readonly LimitedAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Calls until so many have passed. */
async function admit(server: ServerUnderTest, secret: string, times: number): Promise<void> {
  for (let calls = 0, admitted = 0; admitted < times; calls++) {
    if ((await client.call(server, secret)).status === 200) admitted++;
    else if (calls > 2 * times) throw new Error("calls are refused before the outage begins");
  }
}

async function callOneByOne(server: ServerUnderTest, secret: string, times: number): Promise<LimitedAnswer[]> {
  const answers: LimitedAnswer[] = [];
  while (answers.length < times) answers.push(await client.call(server, secret));
  return answers;
}

/** Requests that flow until they are told to end. */
interface Load {
  end(): Promise<LimitedAnswer[]>;
}

function callUntil(server: ServerUnderTest, secret: string): Load {
  const answers: LimitedAnswer[] = [];
  let isEnding = false;
  const calling = Array.from({ length: CALLERS }, async () => {
    while (!isEnding) {
      answers.push(await client.call(server, secret));
      await sleep(5);
    }
  });
  return {
    async end() {
      isEnding = true;
      await Promise.all(calling);
      return answers;
    },
  };
}

/** Waits until the shared windows decide again, by a key that no drill counts. */
async function recovered(server: ServerUnderTest, policy: "local" | "closed"): Promise<void> {
  const giveUpAtMs = performance.now() + 20_000;
  for (;;) {
    const { status, isDegraded } = await client.call(server, secretOf(PROBING_KEY));
    if (policy === "local" ? !isDegraded : status !== 503) return;
    if (performance.now() > giveUpAtMs) throw new Error("the limiter did not recover");
    await sleep(50);
  }
}
