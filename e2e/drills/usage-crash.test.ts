// kill -9 under load, again and again: after each restart no answered request is missing from usage, and none is counted twice.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { isFull } from "./drill";
import { type Counts, DrillClient, KEYS, readUsage, SERVICE_SECRET, usageWorld } from "./usage-world";

const ROUNDS = isFull ? 50 : 3;
const CONNECTIONS = 24;
const LEAST_ANSWERS = 200;
/** The last key's window is small: it would only be refused. */
const USED = KEYS.slice(0, -1);

let upstream: EchoUpstream;
let directory: string;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  directory = mkdtempSync(path.join(tmpdir(), "kfu-"));
});
afterAll(async () => {
  await upstream?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const start = () =>
  startServer({ dataDir: path.join(directory, "data"), bootstrap: usageWorld(upstream.url), env: { LOG_LEVEL: "error" } });

/** What clients saw of one round. */
interface Seen {
  answered: number;
  open: number;
}

test(`${ROUNDS} × kill -9 under load: usage ≥ the answers received, and ≤ those + the requests open at the kill`, async () => {
  const table: Record<string, unknown>[] = [];
  let server = await start();
  let countedBefore = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const seen = await loadAndKill(server);
    server = await start();
    const countedNow = sumOf(await readUsage(server.dataDir));
    const counted = countedNow - countedBefore;
    countedBefore = countedNow;
    table.push({ round, answered: seen.answered, "open at the kill": seen.open, counted, "ready after ms": server.readyAfterMs });
    if (round === ROUNDS) console.table(table);
    expect(counted, `round ${round}: ${JSON.stringify(seen)}`).toBeGreaterThanOrEqual(seen.answered);
    expect(counted, `round ${round}: ${JSON.stringify(seen)}`).toBeLessThanOrEqual(seen.answered + seen.open);
  }
  expect(await server.stop()).toBe(0);
}, 3_600_000);

/** Loads the server by gateway and verify, and kills it in the middle. Resolves when every call has ended, one way or the other. */
async function loadAndKill(server: ServerUnderTest): Promise<Seen> {
  const seen: Seen = { answered: 0, open: 0 };
  const client = new DrillClient(server, CONNECTIONS);
  let isKilled = false;
  let number = 0;
  const calling = Array.from({ length: CONNECTIONS }, async () => {
    while (!isKilled) {
      const key = USED[number++ % USED.length];
      const secret = key?.secret ?? "";
      const call =
        number % 3 === 0
          ? { method: "POST", path: "/v1/verify", secret: SERVICE_SECRET, body: { key: secret, api: "drill" } }
          : { method: "GET", path: "/gateway/drill/items", secret };
      const answer = await client.call(call).catch(() => null);
      if (answer?.status === 200) seen.answered += 1;
      else if (answer === null) seen.open += 1;
      else throw new Error(`a call was answered ${answer.status}`);
    }
  });
  // However slow the machine is: enough must have been answered that something could be lost.
  while (seen.answered < LEAST_ANSWERS) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_000));
  isKilled = true;
  await server.kill();
  await Promise.all(calling);
  client.close();
  return seen;
}

function sumOf(counts: ReadonlyMap<string, Counts>): number {
  let sum = 0;
  for (const { id } of USED) sum += counts.get(id)?.accepted ?? 0;
  return sum;
}
