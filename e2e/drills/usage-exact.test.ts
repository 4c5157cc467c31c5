// Mixed calls by every entrance: what the client counted, what the journal holds and what the roll-ups say are one number for each key.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { isFull } from "./drill";
import { type Counts, DrillClient, KEYS, readJournals, readUsage, SERVICE_SECRET, usageWorld } from "./usage-world";

const CALLS = isFull ? 100_000 : 5_000;
const CONNECTIONS = 32;

let upstream: EchoUpstream;
let server: ServerUnderTest;
let directory: string;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  directory = mkdtempSync(path.join(tmpdir(), "kfu-"));
  server = await startServer({ dataDir: path.join(directory, "data"), bootstrap: usageWorld(upstream.url), env: { LOG_LEVEL: "error" } });
});
afterAll(async () => {
  await server?.stop();
  await upstream?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** What a call is, and as what it must count. */
interface Planned {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly by: "key" | "service";
  /** By the status, since whether a window is full only the server knows; null = for nobody. */
  readonly countsAs: (status: number) => keyof Counts | null;
}

const bySpending = (status: number) => (status === 429 ? "limited" : "accepted");
const asDenied = () => "denied" as const;

/** One of each kind, the frequent kinds several times. */
function plan(secret: string): readonly Planned[] {
  return [
    { method: "GET", path: "/gateway/drill/items", by: "key", countsAs: bySpending },
    { method: "POST", path: "/gateway/drill/items", body: { a: 1 }, by: "key", countsAs: bySpending },
    { method: "GET", path: "/gateway/drill/status/500", by: "key", countsAs: bySpending },
    { method: "GET", path: "/gateway/drill/status/404", by: "key", countsAs: bySpending },
    { method: "GET", path: "/gateway/drill/admin", by: "key", countsAs: asDenied },
    { method: "GET", path: "/gateway/drill/nowhere", by: "key", countsAs: asDenied },
    { method: "DELETE", path: "/gateway/drill/items", by: "key", countsAs: asDenied },
    { method: "POST", path: "/v1/verify", body: { key: secret, api: "drill" }, by: "service", countsAs: () => null },
    {
      method: "POST",
      path: "/v1/verify",
      body: { key: secret, api: "drill", method: "GET", path: "/items" },
      by: "service",
      countsAs: () => null,
    },
    {
      method: "POST",
      path: "/v1/verify",
      body: { key: secret, api: "drill", method: "GET", path: "/admin" },
      by: "service",
      countsAs: asDenied,
    },
    { method: "GET", path: "/gateway/drill/items", by: "key", countsAs: bySpending },
  ];
}

test(`${CALLS} mixed calls: client, journal and roll-ups count the same for each key`, async () => {
  const client = new DrillClient(server, CONNECTIONS);
  const counted = new Map<string, Counts>(KEYS.map(({ id }) => [id, { accepted: 0, limited: 0, denied: 0 }]));
  const statuses = new Map<number, number>();
  let next = 0;
  const asking = Array.from({ length: CONNECTIONS }, async () => {
    while (next < CALLS) {
      const number = next++;
      const key = KEYS[number % KEYS.length];
      const plans = plan(key?.secret ?? "");
      const planned = plans[Math.floor(number / KEYS.length) % plans.length];
      if (key === undefined || planned === undefined) throw new Error("nothing is planned");
      const { status, json } = await client.call({ ...planned, secret: planned.by === "service" ? SERVICE_SECRET : key.secret });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const outcome = planned.countsAs(status) ?? (json?.code === "RATE_LIMITED" ? "limited" : "accepted");
      const of = counted.get(key.id);
      if (of !== undefined) of[outcome] += 1;
    }
  });
  await Promise.all(asking);
  // Strangers count for no key.
  for (let stranger = 0; stranger < 50; stranger++)
    await client.call({ method: "GET", path: "/gateway/drill/items", secret: "nobody's-secret" });
  client.close();
  expect(statuses.has(503)).toBe(false);
  await expect.poll(() => readUsage(server.dataDir), { timeout: 15_000, interval: 500 }).toEqual(counted);
  expect(await readJournals(server.dataDir)).toEqual(counted);
  const sum = [...counted.values()].reduce((all, { accepted, limited, denied }) => all + accepted + limited + denied, 0);
  console.log(`mixed calls: ${sum} by the client = by the journal = by the roll-ups`);
  console.table(Object.fromEntries(counted));
  expect(sum).toBe(CALLS);
}, 600_000);

test("a restart forgets no window: the full hour of a key stays full, and its sums stay what they were", async () => {
  const before = await readUsage(server.dataDir);
  expect(await server.stop()).toBe(0);
  server = await startServer({ dataDir: server.dataDir, bootstrap: usageWorld(upstream.url), env: { LOG_LEVEL: "error" } });
  expect(await readUsage(server.dataDir)).toEqual(before);
  const client = new DrillClient(server, 1);
  const full = KEYS.at(-1)?.secret ?? "";
  expect((await client.call({ method: "GET", path: "/gateway/drill/items", secret: full })).status).toBe(429);
  expect((await client.call({ method: "GET", path: "/gateway/drill/items", secret: KEYS[0]?.secret ?? "" })).status).toBe(200);
  client.close();
});
