// Promises of the vendor pages that take more than one answer to see: stable ids, exact waits, new keys, new tenants.
import { crc32 } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { type HeaderLine, headerOf, type RawAnswer, send } from "@/e2e/raw-http";
import { runKeyfuse, type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { MANAGEMENT_SECRETS, secretOf } from "./secrets";
import { mintTokens } from "./tokens";
import { conformanceWorld, SHARED_EMAIL } from "./world";

/** A window that fits into a test. */
const WINDOW_SECONDS = 6;
const SHORT = {
  name: "short",
  windows: [
    { limit: 3, seconds: WINDOW_SECONDS },
    { limit: 100, seconds: 3600 },
  ],
};

let upstream: EchoUpstream;
let server: ServerUnderTest;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  const { trustedKeys } = await mintTokens();
  const world = conformanceWorld({ tenants: 1, upstream: upstream.url, trustedKeys });
  const short = { slug: "short", name: "Short windows", dialect: "cryptofuse", upstream: upstream.url, plans: [SHORT] };
  const minted = { slug: "minted", name: "Minted keys only", dialect: "fusion-ai", upstream: upstream.url };
  const keys = ["first", "second"].map((name) => ({ api: "short", name, plan: "short", secret: `${name}-key-of-the-short-window` }));
  server = await startServer({ bootstrap: { ...world, apis: [...world.apis, short, minted], keys: [...world.keys, ...keys] } });
});
afterAll(async () => {
  await server?.stop();
  await upstream?.stop();
});

function ask(target: string, ...headers: readonly HeaderLine[]): Promise<RawAnswer> {
  return send(server, { method: "GET", target, headers: [["Host", `127.0.0.1:${server.port}`], ...headers] });
}
const withKey = (name: string) => ask("/gateway/short/x", ["X-API-Key", `${name}-key-of-the-short-window`]);
const after = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("standard: an unknown key has the same stand-in id each time, and another key another one", async () => {
  const idOf = async (secret: string) => {
    const answer = await ask("/gateway/standard/things", ["Authorization", `Bearer ${secret}`]);
    return JSON.parse(String(answer.body)).error.details.key_id as string;
  };
  const id = await idOf("nobody-has-this-key");
  expect(id).toMatch(/^key_\d{10}$/);
  expect(await idOf("nobody-has-this-key")).toBe(id);
  expect(await idOf("nobody-has-that-key")).not.toBe(id);
  expect(await idOf(secretOf("standard", "revoked"))).toBe("key_1234567890");
});

test("cryptofuse: Retry-After is tight both ways, a refusal spends nothing, and two keys have two budgets", async () => {
  expect([await withKey("first"), await withKey("first"), await withKey("first")].map(({ status }) => status)).toEqual([200, 200, 200]);
  const refused = await withKey("first");
  const refusedAtMs = performance.now();
  const wait = Number(headerOf(refused, "retry-after"));
  expect(refused.status).toBe(429);
  expect(wait).toBeGreaterThanOrEqual(WINDOW_SECONDS - 2);
  expect(wait).toBeLessThanOrEqual(WINDOW_SECONDS);
  // The hour's budget was spent by the three that passed alone.
  expect(headerOf(refused, "ratelimit")).toMatch(/"hour";r=97;/);
  expect((await withKey("second")).status).toBe(200);
  await after(refusedAtMs + (wait - 2) * 1000 - performance.now());
  expect((await withKey("first")).status).toBe(429);
  await after(refusedAtMs + wait * 1000 - performance.now());
  const passed = await withKey("first");
  expect(passed.status).toBe(200);
  expect(headerOf(passed, "ratelimit")).toMatch(/"hour";r=96;/);
});

test("fusion-ai: a minted key has the page's shape, works for the very next request, and with a wrong checksum does not", async () => {
  const created = await runKeyfuse(server.dataDir, ["keys", "create", "--api", "minted", "--name", "minted", "--json"]);
  expect(created, created.stderr).toMatchObject({ status: 0 });
  const { secret } = JSON.parse(created.stdout) as { secret: string };
  expect(secret).toMatch(/^sk-fusion-[0-9A-Za-z]{46}$/);
  expect(numberOf(secret.slice(50))).toBe(crc32(secret.slice(0, 50)));
  const statusOf = async (key: string) => (await ask("/gateway/minted/x", ["Authorization", `Bearer ${key}`])).status;
  expect(await statusOf(secret)).toBe(200);
  expect(await statusOf(secret.slice(0, -1) + (secret.endsWith("0") ? "1" : "0"))).toBe(401);
});

test("fusionauth: with the second tenant an e-mail alone names nobody any more", async () => {
  const byEmail = () => ask(`/api/user?email=${encodeURIComponent(SHARED_EMAIL)}`, ["Authorization", MANAGEMENT_SECRETS.global]);
  expect((await byEmail()).status).toBe(200);
  const created = await runKeyfuse(server.dataDir, ["tenants", "create", "--name", "Hooli", "--json"]);
  expect(created, created.stderr).toMatchObject({ status: 0 });
  const ambiguous = await byEmail();
  expect(ambiguous.status).toBe(400);
  expect(JSON.parse(String(ambiguous.body)).generalErrors[0].code).toBe("[TenantIdRequired]");
});

test("every answer has an id of its own", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask("/gateway/standard/things")));
  expect(new Set(answers.map((answer) => headerOf(answer, "x-request-id"))).size).toBe(50);
});

/** The number that base62 digits stand for. */
function numberOf(digits: string): number {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return [...digits].reduce((value, digit) => value * 62 + alphabet.indexOf(digit), 0);
}
