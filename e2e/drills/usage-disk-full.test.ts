// The journal's disk fills up under load: no request passes uncounted, clients are asked to come again, and with room it goes on by itself.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { send } from "@/e2e/raw-http";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { type Counts, type DrillCall, DrillClient, readJournals, readUsage } from "./usage-world";

const KEYS = Array.from({ length: 6 }, (_, number) => ({
  id: `key_000000000${number}`,
  secret: `secret-number-${number}-of-the-drill-that-fills-a-disk`,
}));
const METHODS = ["GET", "POST", "PUT", "PATCH"];
const CONNECTIONS = 16;
/** Room for one segment of 8 MiB, and not for the next. */
const SMALL = "12m";
const LARGE = "64m";
/** Each place is named in full once in a segment: long templates fill it with few requests. */
const ENDPOINTS = Array.from({ length: 400 }, (_, number) => `/${number}/${"long-segment-of-a-template/".repeat(37)}end`);

let upstream: EchoUpstream;
let server: ServerUnderTest;
let directory: string;
let isMounted = false;

const journal = () => path.join(directory, "data", "journal");
const mount = (...args: string[]) => spawnSync("mount", args, { encoding: "utf8" }).status === 0;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "kfu-"));
  mkdirSync(journal(), { recursive: true, mode: 0o700 });
  isMounted = mount("-t", "tmpfs", "-o", `size=${SMALL},mode=700`, "keyfuse-drill", journal());
  if (!isMounted) return;
  upstream = await startEchoUpstream();
  const bootstrap = {
    owner: { email: "owner@example.com", name: "Owner", password: "correct horse battery staple" },
    apis: [
      {
        slug: "drill",
        name: "Drill",
        dialect: "standard",
        upstream: upstream.url,
        endpoints: ENDPOINTS.map((template) => ({ path: template, methods: METHODS, permission: null })),
        plans: [{ name: "default", windows: [{ limit: 1_000_000, seconds: 86_400 }] }],
      },
    ],
    keys: KEYS.map((key) => ({ ...key, api: "drill", name: key.id })),
  };
  server = await startServer({ dataDir: path.join(directory, "data"), bootstrap, env: { LOG_LEVEL: "error" }, readyPath: "/healthz" });
});
afterAll(async () => {
  await server?.stop();
  await upstream?.stop();
  if (isMounted) spawnSync("umount", [journal()]);
  rmSync(directory, { recursive: true, force: true });
});

const PLACES = KEYS.length * METHODS.length * ENDPOINTS.length;

/** Each place in turn. */
function callOf(number: number): DrillCall {
  const method = METHODS[number % METHODS.length] ?? "";
  const key = KEYS[Math.floor(number / METHODS.length) % KEYS.length];
  const template = ENDPOINTS[Math.floor(number / METHODS.length / KEYS.length) % ENDPOINTS.length];
  return { method, path: `/gateway/drill${template}`, secret: key?.secret ?? "" };
}

async function counted(): Promise<{ readonly rollUps: number; readonly journal: number }> {
  const sum = (counts: ReadonlyMap<string, Counts>) => KEYS.reduce((all, { id }) => all + (counts.get(id)?.accepted ?? 0), 0);
  return { rollUps: sum(await readUsage(server.dataDir)), journal: sum(await readJournals(server.dataDir)) };
}

const readiness = async () =>
  (await send(server, { method: "GET", target: "/readyz", headers: [["Host", `127.0.0.1:${server.port}`]] })).status;

test("a full disk: red readiness, then 503 with Retry-After, never an uncounted 200; with room again it goes on", async (context) => {
  if (!isMounted) {
    console.log("skipped: a small tmpfs cannot be mounted here (it needs root and the right to mount)");
    context.skip();
  }
  expect(await readiness()).toBe(503);
  const client = new DrillClient(server, CONNECTIONS);
  const answered = { passed: 0, refused: 0, untold: 0 };
  const call = async (number: number) => {
    const { status, retryAfter, json } = await client.call(callOf(number));
    if (status === 200) answered.passed += 1;
    else if (status === 503 && Number(retryAfter) >= 1 && json !== null) answered.refused += 1;
    else answered.untold += 1;
    return status;
  };
  let number = 0;
  const filling = Array.from({ length: CONNECTIONS }, async () => {
    while (answered.refused < 200 && number < PLACES) await call(number++);
  });
  await Promise.all(filling);
  console.log(
    `disk full: ${answered.passed} passed, then ${answered.refused} × 503 with Retry-After, ${answered.untold} of any other kind`,
  );
  expect(answered.refused).toBeGreaterThanOrEqual(200);
  expect(answered.untold).toBe(0);
  await expect.poll(counted, { timeout: 15_000 }).toEqual({ rollUps: answered.passed, journal: answered.passed });

  expect(mount("-o", `remount,size=${LARGE}`, journal())).toBe(true);
  await expect.poll(readiness, { timeout: 15_000 }).toBe(200);
  for (let more = 0; more < 100; more++) expect(await call(more)).toBe(200);
  await expect.poll(counted, { timeout: 15_000 }).toEqual({ rollUps: answered.passed, journal: answered.passed });
  client.close();
  expect(await server.stop()).toBe(0);
}, 300_000);
