// What "Test a key" says is what the gate answers: every conformance row that a curl command can express, and a key in each state.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Call, Need, Row } from "@/e2e/dialects/row";
import { call as callRow, tokenOf } from "@/e2e/dialects/run-row";
import { MANAGEMENT_SECRETS, secretOf, withWrongChecksum } from "@/e2e/dialects/secrets";
import { rowsFor, TABLES } from "@/e2e/dialects/tables";
import { mintTokens } from "@/e2e/dialects/tokens";
import { conformanceWorld } from "@/e2e/dialects/world";
import { type EchoUpstream, startEchoUpstream } from "@/e2e/echo-upstream";
import { headerOf, type RawAnswer } from "@/e2e/raw-http";
import { type Diagnosis, EXAMPLE_REQUEST_ID } from "@/lib/core/diagnosis/diagnosis";
import { createKey } from "@/lib/manage/keys/create-key";
import { pauseKey } from "@/lib/manage/keys/pause-key";
import { type OpenDoor, openDoor } from "./open-door";

/** What curl does not send as it is written, or what is decided after the credential. */
const NOT_BY_CURL: readonly Need[] = ["raw-target", "trusted-proxy", "upgrade", "throttle", "paused-key", "verify"];

let upstream: EchoUpstream;
let door: OpenDoor;
let tokens: Readonly<Record<string, string>>;

beforeAll(async () => {
  upstream = await startEchoUpstream();
  const minted = await mintTokens();
  tokens = minted.tokens;
  const world = conformanceWorld({ tenants: 2, upstream: upstream.url, trustedKeys: minted.trustedKeys });
  door = await openDoor(world, { TRUSTED_PROXIES: "127.0.0.1/32", AUTH_FAILURES_PER_MINUTE: "3" });
});
afterAll(async () => {
  await door?.close();
  await upstream?.stop();
});

/** A member of their own for every test, so that none waits. */
async function diagnose(paste: string, more: Partial<Record<"api" | "endpoint" | "address", string>> = {}): Promise<Diagnosis> {
  const fields = { paste, api: "", endpoint: "", address: "", ...more };
  const state = await door.runtime.console.testCredential(randomUUID(), "127.0.0.1", fields);
  if (state.kind !== "diagnosed") throw new Error(`not diagnosed: ${JSON.stringify(state)}`);
  return state.diagnosis;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function curlOf({ method, path, host, headers }: Call): string {
  const named = (text: string) => text.replace(/\{token:(\w+)\}/g, (_, name: string) => tokenOf(name, tokens));
  const lines = headers.map(([name, value]) => `-H ${quoted(value === "" ? `${name};` : `${name}: ${named(value)}`)}`);
  const url = `http://${host ?? `127.0.0.1:${door.address.port}`}${named(path)}`;
  return ["curl --path-as-is", `-X ${method}`, quoted(url), ...lines].join(" \\\n  ");
}

/** A host of an API is reached over the loopback here, which a curl command cannot say of itself. */
function isExpressible({ needs = [], request }: Row): boolean {
  const isPreflight =
    request.method === "OPTIONS" && request.headers.some(([name]) => name.toLowerCase() === "access-control-request-method");
  const isElsewhere = request.host !== undefined && needs.includes("own-host");
  return !isPreflight && !isElsewhere && !needs.some((need) => NOT_BY_CURL.includes(need));
}

/** With the id of the answer in place of the example's. */
function shownAs(diagnosis: Diagnosis, real: RawAnswer) {
  const id = headerOf(real, "x-request-id") ?? "";
  const { status, headers, body } = diagnosis.answer ?? { status: 0, headers: [], body: "" };
  const text = body.replaceAll(EXAMPLE_REQUEST_ID, id);
  const header = (name: string) => headers.find(([shown]) => shown === name)?.[1] ?? null;
  return {
    status,
    body: text === "" ? null : JSON.parse(text),
    challenge: header("www-authenticate"),
    wait: header("retry-after"),
    allow: header("allow"),
  };
}

function realOf(answer: RawAnswer) {
  const text = answer.body.toString("utf8");
  const header = (name: string) => headerOf(answer, name);
  return {
    status: answer.status,
    body: text === "" ? null : JSON.parse(text),
    challenge: header("www-authenticate"),
    wait: header("retry-after"),
    allow: header("allow"),
  };
}

/** What only a refusal by the gate is answered with. */
const REFUSALS = new Set([401, 403, 405, 429]);
let refused = 0;
let passed = 0;

for (const table of TABLES) {
  for (const { title, row } of rowsFor(table, 2).filter(({ row }) => isExpressible(row))) {
    test(`${title}: the diagnosis says the same`, async () => {
      const mount = { address: door.address, tokens };
      for (const before of row.before ?? []) {
        for (let count = 0; count < before.times; count += 1) await callRow(before.request, mount);
      }
      const diagnosis = await diagnose(curlOf(row.request));
      const answer = await callRow(row.request, mount);
      if (diagnosis.code === null) {
        expect(REFUSALS.has(answer.status), `status ${answer.status}: ${answer.body}`).toBe(false);
        passed += 1;
        return;
      }
      refused += 1;
      // HEAD answers have no body to compare.
      const real = row.request.method === "HEAD" ? { ...realOf(answer), body: shownAs(diagnosis, answer).body } : realOf(answer);
      const shown = shownAs(diagnosis, answer);
      // A second may pass between the two.
      if (real.wait !== null) expect(Math.abs(Number(real.wait) - Number(shown.wait))).toBeLessThanOrEqual(1);
      expect(masked(shown)).toEqual(masked(real));
      expect(diagnosis.steps.filter(({ state }) => state === "failed")).toHaveLength(1);
      expect(diagnosis.meaning).not.toBe("");
      expect(diagnosis.remedies.length).toBeGreaterThan(0);
    });
  }
}

/** Without what a passing second changes. */
function masked(answer: ReturnType<typeof realOf>): unknown {
  const text = JSON.stringify({ ...answer, wait: answer.wait === null ? null : "*" });
  return JSON.parse(text.replace(/"retry_after":\d+/g, '"retry_after":0').replace(/in \d+ seconds/g, "in * seconds"));
}

test("rows of every kind were compared", () => {
  console.log(`diagnosis: ${refused} refusals equal to the gate's, ${passed} that pass`);
  expect(refused).toBeGreaterThan(200);
  expect(passed).toBeGreaterThan(50);
});

const SLUGS = ["fusion", "standard", "infuzu", "cryptofuse"] as const;
const STATES = { good: null, revoked: "revoked", expired: "expired", fenced: "address_not_allowed", spared: "paused" } as const;

test("a key pasted alone is found with its API and diagnosed, in every state and dialect", async () => {
  const { world } = door.runtime.instance;
  for (const slug of SLUGS) {
    const key = await world.prisma.key.findFirstOrThrow({ where: { api: { slug }, name: "windowed-spared" } });
    expect((await pauseKey(world, "test", key.id)).kind).toBe("done");
    for (const [name, code] of Object.entries(STATES)) {
      const secret = secretOf(slug, name === "spared" ? "windowed-spared" : name);
      const diagnosis = await diagnose(secret);
      expect({ api: diagnosis.api.slug, code: diagnosis.code }, `${slug} ${name}`).toEqual({ api: slug, code });
      expect(diagnosis.key?.name).toBe(name === "spared" ? "windowed-spared" : name);
    }
    const flawed = await diagnose(withWrongChecksum(secretOf(slug, "good")), { api: slug });
    expect([flawed.api.slug, flawed.code]).toEqual([slug, "bad_checksum"]);
  }
  const management = await diagnose(MANAGEMENT_SECRETS.revoked);
  expect([management.api.slug, management.code]).toEqual(["management", "revoked"]);
});

test.each<[string, string, Partial<Record<"api" | "endpoint" | "address", string>>, string | null, RegExp]>([
  ["a key of another API", secretOf("standard", "good"), { api: "cryptofuse" }, "wrong_prefix", /belongs to standard/],
  [
    "a key in the URL",
    `https://127.0.0.1/gateway/standard/things?api_key=${secretOf("standard", "good")}`,
    {},
    "missing",
    /key in the URL is no credential/,
  ],
  ["another API's header", `X-API-Key: ${secretOf("standard", "good")}`, { api: "standard" }, "missing", /header X-API-Key means nothing/],
  ["no Bearer", `Authorization: ${secretOf("standard", "good")}`, { api: "standard" }, "malformed", /word Bearer is missing/],
  ["two headers", `Infuzu-API-Key: a\nX-Infuzu-API-Key: b`, { api: "infuzu" }, "several", /Both Infuzu-API-Key and X-Infuzu-API-Key/],
  [
    "one header twice",
    "curl -H 'X-API-Key: a' -H 'X-API-Key: a' http://127.0.0.1/gateway/cryptofuse/things",
    {},
    "several",
    /was sent twice/,
  ],
  ["Basic authentication", "curl -u me:key http://127.0.0.1/gateway/standard/things", {}, "malformed", /Basic authentication was sent/],
  ["two spaces", `Authorization: Bearer  ${secretOf("standard", "good")}`, { api: "standard" }, "extra_spaces", /spaces too many/],
  ["a lost character", secretOf("standard", "good").slice(0, -1), { api: "standard" }, "wrong_format", /1 fewer/],
  ["a placeholder", "Authorization: Bearer YOUR_API_KEY", { api: "standard" }, "wrong_prefix", /placeholder/],
  [
    "a variable in single quotes",
    "curl http://127.0.0.1/gateway/standard/things -H 'Authorization: Bearer $API_KEY'",
    {},
    "wrong_prefix",
    /double/,
  ],
  [
    "a key after Bearer where it stands alone",
    `Authorization: Bearer ${MANAGEMENT_SECRETS.word}`,
    { api: "management" },
    "invalid_token",
    /API key is sent as Authorization: <key>/,
  ],
  [
    "a permission that is missing",
    secretOf("standard", "read"),
    { endpoint: "POST /v1/resources" },
    "missing_permission",
    /tick write under Permissions/,
  ],
  [
    "an endpoint that is not granted",
    secretOf("standard", "granted"),
    { endpoint: "POST /things" },
    "endpoint_not_granted",
    /under Endpoints/,
  ],
  ["a wrong method", secretOf("standard", "good"), { endpoint: "DELETE /things" }, "method_not_allowed", /GET, HEAD, POST/],
  [
    "plain HTTP",
    `curl http://keys.example.com/gateway/standard/things -H 'Authorization: Bearer ${secretOf("standard", "good")}'`,
    {},
    "https_required",
    /https:\/\//,
  ],
  ["an allowed address", secretOf("standard", "fenced"), { address: "203.0.113.9" }, null, /./],
])("%s", async (_, paste, more, code, words) => {
  const diagnosis = await diagnose(paste, more);
  expect(diagnosis.code).toBe(code);
  expect([diagnosis.meaning, ...diagnosis.remedies, ...diagnosis.remarks].join("\n")).toMatch(words);
});

test.each<[string, RegExp]>([
  ["unknownKid", /kid/],
  ["wrongAudience", /api\.mcp4\.ai/],
  ["wrongIssuer", /issuer/],
  ["notYetValid", /not valid yet/],
  ["rs512", /algorithm/],
  ["tampered", /signature does not hold/],
  ["noExpiry", /exp/],
  ["twoParts", /Keys of this API|begin with/],
  ["unknownCrit", /cannot be read/],
])("a token that does not count is told why: %s", async (name, words) => {
  const diagnosis = await diagnose(`Authorization: Bearer ${tokenOf(name, tokens)}`, { api: "fusion" });
  expect(diagnosis.code).not.toBeNull();
  expect([diagnosis.meaning, ...diagnosis.remedies].join("\n")).toMatch(words);
});

test("a test spends nothing, is no use of the key, and holds no failure against an address", async () => {
  const { world } = door.runtime.instance;
  const made = await createKey(world, "test", { api: "cryptofuse", name: "untouched", plan: "two-an-hour" });
  if (made.kind !== "done") throw new Error("no key was made");
  const { key, secret } = made.value;
  const paste = `curl http://127.0.0.1:${door.address.port}/gateway/cryptofuse/things -H 'X-API-Key: ${secret.reveal()}'`;
  for (let count = 0; count < 20; count += 1) {
    expect(await diagnose(paste)).toMatchObject({ code: null, windows: [{ limit: 2, remaining: 2 }] });
    expect(await diagnose("X-API-Key: cf_nothing", { api: "cryptofuse", address: "198.51.100.7" })).toMatchObject({ code: "wrong_format" });
  }
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect((await world.prisma.key.findUniqueOrThrow({ where: { id: key.id } })).lastUsedAt).toBeNull();
  const failing = {
    method: "GET",
    path: "/gateway/cryptofuse/things",
    headers: [
      ["X-Forwarded-For", "198.51.100.7"],
      ["X-API-Key", "cf_no"],
    ],
  } as const;
  expect(
    (await callRow({ ...failing, headers: [...failing.headers, ["X-Forwarded-Proto", "https"]] }, { address: door.address, tokens }))
      .status,
  ).toBe(401);
});

test("a member may test 30 times a minute", async () => {
  const fields = { paste: "sk_x", api: "standard", endpoint: "", address: "" };
  const kinds: string[] = [];
  for (let count = 0; count < 31; count += 1) kinds.push((await door.runtime.console.testCredential("member", "127.0.0.1", fields)).kind);
  expect(kinds).toEqual([...Array(30).fill("diagnosed"), "refused"]);
});

test("what cannot be tested is refused with what to do", async () => {
  const state = (paste: string, more = {}) =>
    door.runtime.console.testCredential(randomUUID(), "127.0.0.1", { paste, api: "", endpoint: "", address: "", ...more });
  const problem = (field: string) => ({ kind: "refused", problems: [{ field }] });
  expect(await state(" ")).toMatchObject(problem("paste"));
  expect(await state("x".repeat(64_001))).toMatchObject(problem("paste"));
  expect(await state("nobody's")).toMatchObject(problem("api"));
  expect(await state('curl -H "Authorization: Bearer $KEY" http://127.0.0.1/gateway/standard/things')).toMatchObject(problem("paste"));
  expect(await state("sk_x", { api: "standard", endpoint: "things" })).toMatchObject(problem("endpoint"));
  expect(await state("sk_x", { api: "standard", address: "here" })).toMatchObject(problem("address"));
  expect(await state("sk_x", { more: 1 })).toMatchObject({ kind: "refused" });
});

test("no diagnosis and no log repeats a secret", async () => {
  const secrets = [
    ...SLUGS.flatMap((slug) => [secretOf(slug, "good"), secretOf(slug, "nobody"), withWrongChecksum(secretOf(slug, "good"))]),
    tokens.good ?? "",
  ];
  for (const secret of secrets) {
    const url = `http://127.0.0.1/gateway/standard/${secret}?key=${secret}`;
    const pastes = [
      secret,
      `Bearer ${secret}`,
      `${secret}: ${secret}`,
      `curl -X ${secret} ${url} -H 'X-API-Key: ${secret}' -u ${secret} -b a=${secret}`,
      `GET /${secret} HTTP/1.1\nHost: ${secret}`,
    ];
    for (const paste of pastes) {
      const state = await door.runtime.console.testCredential(randomUUID(), "127.0.0.1", {
        paste,
        api: "standard",
        endpoint: `${secret} /${secret}`,
        address: secret,
      });
      const valid = await door.runtime.console.testCredential(randomUUID(), "127.0.0.1", {
        paste,
        api: "standard",
        endpoint: "",
        address: "",
      });
      for (const text of [JSON.stringify(state), JSON.stringify(valid)]) expect(text).not.toContain(secret);
    }
  }
  const logged = door.logged();
  expect(logged.length).toBeGreaterThan(1000);
  for (const secret of secrets) expect(logged.includes(secret)).toBe(false);
});
