// A run with fifty keys in every place where a client can put one; then a hunt for each secret in all that was written down.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type HeaderLine, send } from "@/e2e/raw-http";
import { FORMS, filesUnder, findSecrets, type Place } from "@/e2e/secret-finder";
import { runKeyfuse, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { callWith, drillWorld } from "./drill";

const GIVEN = 20;
const GENERATED = 15;
const CREATED = 15;
const SERVICE_SECRET = "service-secret-of-the-hunt-0123456789";
const PASSWORD = "a password that is nowhere to be found";
const UPSTREAM_TOKEN = "upstream-token-of-the-hunt-9876543210";

let upstream: EchoUpstream;
let server: ServerUnderTest;
let directory: string;
const secrets = new Set<string>();

beforeAll(async () => {
  upstream = await startEchoUpstream();
  directory = mkdtempSync(path.join(tmpdir(), "kfs-"));
  const given = Array.from({ length: GIVEN }, (_, index) => `given-secret-of-the-hunt-number-${index}-x9Kq`);
  const keys = [
    ...given.map((secret, index) => ({ api: "drill", name: `given ${index}`, secret })),
    ...Array.from({ length: GENERATED }, (_, index) => ({ api: "drill", name: `generated ${index}` })),
  ];
  const world = drillWorld(upstream.url, keys) as { apis: object[] };
  const bootstrap = {
    ...world,
    apis: world.apis.map((api) => ({ ...api, upstreamHeaders: { "x-upstream-token": UPSTREAM_TOKEN } })),
    service: [{ name: "backend", secret: SERVICE_SECRET, permissions: ["keys:verify"] }],
    users: [{ user: { email: "hunted@example.com", password: PASSWORD } }],
  };
  server = await startServer({ dataDir: path.join(directory, "data"), bootstrap, env: { LOG_LEVEL: "debug" } });
  for (const secret of [...given, SERVICE_SECRET, PASSWORD, UPSTREAM_TOKEN]) secrets.add(secret);
});
afterAll(async () => {
  await server?.stop();
  await upstream?.stop();
  rmSync(directory, { recursive: true, force: true });
});

/** The lines that show a secret on purpose, once: straight to standard output, never through the log. */
function shownLines(): string[] {
  return server
    .stdout()
    .split("\n")
    .filter((line) => /shown this once: \S+$/.test(line));
}

test("generated secrets are shown once each", () => {
  const shown = shownLines().map((line) => line.slice(line.lastIndexOf(" ") + 1));
  expect(shown).toHaveLength(GENERATED);
  expect(new Set(shown).size).toBe(GENERATED);
  for (const secret of shown) {
    secrets.add(secret);
    expect(server.stdout().split(secret)).toHaveLength(2);
  }
});

test("keys made by the command line are shown by it alone", async () => {
  for (let count = 0; count < CREATED; count++) {
    const created = await runKeyfuse(server.dataDir, ["keys", "create", "--api", "drill", "--name", `created ${count}`, "--json"]);
    expect(created, created.stderr).toMatchObject({ status: 0, stderr: "" });
    secrets.add((JSON.parse(created.stdout) as { secret: string }).secret);
  }
  expect(secrets.size).toBe(GIVEN + GENERATED + CREATED + 3);
}, 300_000);

test("every key is used rightly and wrongly", async () => {
  for (const secret of secrets) {
    await callWith(server, secret);
    await callWith(server, secret, `/gateway/drill/${encodeURIComponent(secret)}?api_key=${encodeURIComponent(secret)}`);
    for (const [target, headers, body] of misuses(secret)) {
      const call = {
        method: body === undefined ? "GET" : "POST",
        target,
        headers: [["Host", "127.0.0.1"], ...headers] as HeaderLine[],
        body,
      };
      await send(server, call).catch(() => null);
    }
  }
}, 300_000);

test("the command line repeats no secret that it is given", async () => {
  const [secret = ""] = secrets;
  const typed = "typed-secret-of-the-hunt-from-standard-input";
  secrets.add(typed);
  const runs = [
    await runKeyfuse(server.dataDir, ["keys", "show", secret]),
    await runKeyfuse(server.dataDir, ["keys", "revoke", secret]),
    await runKeyfuse(server.dataDir, ["bootstrap", "export"]),
  ];
  for (const { stdout, stderr } of runs) expect(stdout + stderr).not.toContain(secret);
  const args = ["keys", "create", "--api", "drill", "--name", "typed", "--secret-file", "-", "--json"];
  const created = await runKeyfuse(server.dataDir, args, { input: typed });
  expect(created, created.stderr).toMatchObject({ status: 0, stderr: "" });
}, 60_000);

test("the hunt finds what is planted, in every form", () => {
  const [secret = ""] = secrets;
  const inside = [0, 1, 2].map((shift) => Buffer.from(`${"x".repeat(shift)}${secret}yyyy`).toString("base64"));
  const planted = [secret, ...inside, Buffer.from(secret).toString("hex"), encodeURIComponent(secret)].map((text, index) => {
    const name = `planted-${index}.log`;
    writeFileSync(path.join(server.dataDir, name), `before ${text} after`);
    return { name, text };
  });
  const { found } = hits();
  for (const { name, text } of planted) {
    expect(
      found.some((hit) => hit.endsWith(name)),
      text,
    ).toBe(true);
    rmSync(path.join(server.dataDir, name));
  }
});

function misuses(secret: string): readonly (readonly [string, readonly HeaderLine[], string?])[] {
  const json: HeaderLine = ["Content-Type", "application/json"];
  const service: HeaderLine = ["Authorization", `Bearer ${SERVICE_SECRET}`];
  return [
    ["/gateway/drill/x", [["Authorization", secret]]],
    ["/gateway/drill/x", [["Authorization", `Bearer ${secret}, Bearer ${secret}`]]],
    ["/gateway/drill/x", [["Authorization", `Basic ${Buffer.from(`user:${secret}`).toString("base64")}`]]],
    [
      "/gateway/drill/x",
      [
        ["X-API-Key", secret],
        ["Cookie", `key=${secret}`],
        ["Referer", `http://x/?key=${secret}`],
      ],
    ],
    [`/gateway/${encodeURIComponent(secret)}/x`, [["User-Agent", secret]]],
    [`/gateway/drill/%zz${encodeURIComponent(secret)}`, []],
    [`/${encodeURIComponent(secret)}`, []],
    ["/api/user", [["Authorization", secret]]],
    [`/api/user?email=${encodeURIComponent(secret)}`, [["Cookie", `access_token=${secret}`]]],
    ["/v1/verify", [["Authorization", `Bearer ${secret}`], json], JSON.stringify({ key: secret })],
    ["/v1/verify", [service, json], JSON.stringify({ key: secret })],
    ["/v1/verify", [service, json], JSON.stringify({ key: secret, api: "drill", method: "GET", path: "/x" })],
    ["/v1/verify", [service, json], `{"key":"${secret}",`],
    ["/v1/verify", [service, json], JSON.stringify({ [secret]: secret })],
    ["/gateway/drill/x", [["Host", secret]]],
  ];
}

test("0 hits in logs and data directory, while it serves and after it stopped", async () => {
  const whileServing = hits();
  expect(await server.stop()).toBe(0);
  const afterwards = hits();
  const found = [...whileServing.found, ...afterwards.found];
  console.log(`secret hunt: ${secrets.size} secrets in ${FORMS} forms each, ${afterwards.places} places, ${found.length} hits`);
  expect(afterwards.places).toBeGreaterThan(10);
  expect(found).toEqual([]);
}, 300_000);

function hits(): { readonly found: readonly string[]; readonly places: number } {
  const shown = new Set(shownLines());
  const stdout = server
    .stdout()
    .split("\n")
    .filter((line) => !shown.has(line))
    .join("\n");
  const places: Place[] = [
    ["standard output", Buffer.from(stdout)],
    ["standard error", Buffer.from(server.stderr())],
    ...filesUnder(server.dataDir),
  ];
  const found = findSecrets(secrets, places);
  return { found, places: places.length };
}
