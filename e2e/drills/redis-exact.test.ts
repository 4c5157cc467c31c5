// 1,000 calls at once at a limit of 100: exactly 100 pass, in one process by itself and in four that share one PostgreSQL and one Redis.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { startPostgres } from "@/scripts/services/postgres";
import { startRedis } from "@/scripts/services/redis";
import type { TemporaryServer } from "@/scripts/services/temporary-server";
import { isFull } from "./drill";
import { LimitedClient, limitedWorld, secretOf, sharedEnvironment } from "./limited-world";

const CALLS = 1000;
const LIMIT = 100;
const ROUNDS = isFull ? 20 : 3;
const PROCESSES = 4;
/**
 * On a machine that other suites keep busy, a process may not hear from Redis in time: it says so and its outage policy decides, so that
 * the round tells nothing of exactness. So many are made up for.
 */
const SPARE_ROUNDS = 3;

const client = new LimitedClient();
let services: TemporaryServer[] = [];
let alone: ServerUnderTest;
let together: ServerUnderTest[] = [];

beforeAll(async () => {
  services = await Promise.all([startPostgres(), startRedis()]);
  const [postgres, redis] = services;
  alone = await startServer({ bootstrap: limitedWorld(ROUNDS + SPARE_ROUNDS), env: { LOG_LEVEL: "warn" } });
  const env = sharedEnvironment(postgres?.url ?? "", redis?.url ?? "");
  for (let started = 0; started < PROCESSES; started++)
    together.push(await startServer({ bootstrap: limitedWorld(ROUNDS + SPARE_ROUNDS), env }));
}, 600_000);
afterAll(async () => {
  client.close();
  await Promise.all([alone, ...together].map((server) => server?.stop()));
  await Promise.all(services.map((service) => service.stop()));
  together = [];
});

const COMPANIES: readonly [string, () => readonly ServerUnderTest[]][] = [
  ["one process", () => [alone]],
  [`${PROCESSES} processes on one PostgreSQL and one Redis`, () => together],
];

test.each(COMPANIES)(
  "%s: exactly 100 of 1,000 calls at once pass, and the longer windows show exactly 100",
  async (name, serversOf) => {
    const servers = serversOf();
    let unheard = 0;
    for (let round = 0; round < ROUNDS + unheard; round++) {
      const secret = secretOf(round);
      const answers = await Promise.all(Array.from({ length: CALLS }, (_, nth) => client.call(servers[nth % servers.length]!, secret)));
      const count = (status: number) => answers.filter((answer) => answer.status === status).length;
      const told = servers.map((server) => server.stdout()).join("");
      const isUnheard = answers.some(({ isDegraded }) => isDegraded);
      if (isUnheard && unheard < SPARE_ROUNDS) {
        unheard += 1;
        continue;
      }
      expect(isUnheard, told).toBe(false);
      expect([count(200), count(429)]).toEqual([LIMIT, CALLS - LIMIT]);
      for (const server of servers) {
        const { status, left } = await client.call(server, secret);
        expect([status, ...left]).toEqual([429, ["minute", 0], ["hour", 900], ["day", 4900]]);
      }
    }
    console.log(
      `exact drill: ${name}: ${ROUNDS} × ${CALLS} calls at once, each time ${LIMIT} × 200 and ${CALLS - LIMIT} × 429, ${unheard} more unheard`,
    );
  },
  600_000,
);
