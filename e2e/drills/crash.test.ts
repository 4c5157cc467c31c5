// kill -9 during changes by command line and by bootstrap: what was acknowledged is there, the audit holds, no lock stays behind.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { runKeyfuse, ServerDidNotStart, type ServerUnderTest, startAndKill, startServer } from "@/e2e/server-under-test";
import { callWith, drillWorld, isFull } from "./drill";

const REPETITIONS = isFull ? 20 : 3;

/** What was acknowledged about a key. `unsure`: its revocation was under way when something was killed. */
interface Entry {
  readonly secret: string;
  state: "live" | "revoked" | "unsure";
}

let upstream: EchoUpstream;
let directory: string;
const ledger = new Map<string, Entry>();
const bootstrapKeys: { readonly id: string; readonly api: string; readonly name: string; readonly secret: string }[] = [];

beforeAll(async () => {
  upstream = await startEchoUpstream();
  directory = mkdtempSync(path.join(tmpdir(), "kfd-"));
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await upstream?.stop();
});

const dataDir = () => path.join(directory, "data");
const start = () => startServer({ dataDir: dataDir(), bootstrap: drillWorld(upstream.url, bootstrapKeys), env: { LOG_LEVEL: "error" } });

test(`${REPETITIONS} × kill -9 during keys create|revoke and bootstrap loses no acknowledged change`, async () => {
  let server = await start();
  let kills = 0;
  for (let repetition = 1; repetition <= REPETITIONS; repetition++) {
    const churning = [churn(`${repetition}-a`), churn(`${repetition}-b`)];
    await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 2_500));
    await server.kill();
    await Promise.all(churning);
    addBootstrapKey(repetition);
    // A start that applies a changed file, killed wherever it is then.
    await startAndKill({ dataDir: dataDir(), bootstrap: drillWorld(upstream.url, bootstrapKeys) }, 100 + Math.random() * 3_000);
    kills += 2;
    server = await start();
    expect(await lostChanges(server)).toEqual([]);
    const audit = await runKeyfuse(dataDir(), ["audit", "verify", "--json"]);
    expect(audit, audit.stderr).toMatchObject({ status: 0 });
    expect(JSON.parse(audit.stdout).intact).toBe(true);
  }
  expect(await server.stop()).toBe(0);
  const count = (state: Entry["state"]) => [...ledger.values()].filter((entry) => entry.state === state).length;
  const changes = count("live") + 2 * count("revoked") + count("unsure") + bootstrapKeys.length;
  console.log(`kill -9 drill: ${kills} kills, ${changes} acknowledged changes, 0 lost, the audit verifies after each`);
  expect(changes).toBeGreaterThan(REPETITIONS);
}, 1_800_000);

/** Creates and revokes keys by the command line until the server is gone; one command is killed, too. */
async function churn(name: string): Promise<void> {
  for (let count = 1; count <= 4; count++) {
    const killAfterMs = count === 3 ? 200 + Math.random() * 1_500 : undefined;
    const created = await runKeyfuse(dataDir(), ["keys", "create", "--api", "drill", "--name", `${name}-${count}`, "--json"], {
      killAfterMs,
    });
    if (created.status !== 0) continue;
    const { publicId, secret } = JSON.parse(created.stdout) as { publicId: string; secret: string };
    const entry: Entry = { secret, state: "live" };
    ledger.set(publicId, entry);
    if (count % 2 === 1) continue;
    entry.state = "unsure";
    const revoked = await runKeyfuse(dataDir(), ["keys", "revoke", publicId, "--json"]);
    if (revoked.status === 0) entry.state = "revoked";
  }
}

function addBootstrapKey(repetition: number): void {
  const id = `key_${String(repetition).padStart(10, "0")}`;
  bootstrapKeys.push({ id, api: "drill", name: `bootstrap ${repetition}`, secret: `bootstrap-secret-number-${repetition}-of-the-drill` });
}

/** Every acknowledged change that the server does not answer by. */
async function lostChanges(server: ServerUnderTest): Promise<string[]> {
  const lost: string[] = [];
  const live = [...ledger].filter(([, { state }]) => state === "live").map(([id, { secret }]) => ({ id, secret }));
  for (const { id, secret } of [...live, ...bootstrapKeys]) {
    const { status } = await callWith(server, secret);
    if (status !== 200) lost.push(`${id} was created and answers ${status}`);
  }
  for (const [id, { secret, state }] of ledger) {
    if (state !== "revoked") continue;
    const { status } = await callWith(server, secret);
    if (status !== 401) lost.push(`${id} was revoked and answers ${status}`);
  }
  return lost;
}

test("a second start on a live data directory is refused with one clear line, and harms nobody", async () => {
  const server = await start();
  const secret = bootstrapKeys[0]?.secret ?? "";
  const refusal = await startServer({ dataDir: dataDir(), bootstrap: drillWorld(upstream.url, bootstrapKeys) }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toBeInstanceOf(ServerDidNotStart);
  const { exitStatus, stderr } = refusal as ServerDidNotStart;
  expect(exitStatus).toBe(1);
  const lines = stderr.split("\n").filter((line) => line !== "" && !/ExperimentalWarning|--trace-warnings/.test(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(dataDir());
  expect(lines[0]).toMatch(/in use|another/i);
  expect((await callWith(server, secret)).status).toBe(200);
  expect(await server.stop()).toBe(0);
});

test("a lock that a killed process left behind is taken over", async () => {
  await (await start()).kill();
  const server = await start();
  console.log(`after kill -9 the next start was ready in ${server.readyAfterMs} ms`);
  expect((await callWith(server, bootstrapKeys[0]?.secret ?? "")).status).toBe(200);
  expect(await server.stop()).toBe(0);
});
