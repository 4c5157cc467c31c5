// Tokens of external issuers over HTTP: mapped claims, our own claims disbelieved, a flood of unknown keys, a rotation, a dead issuer.
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { exportJWK, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";

const SECRET = "payer-secret-0123456789-0123456789";
const TENANT = "11111111-1111-4111-8111-111111111111";
/** As long as keys are not fetched again. */
const FETCH_EVERY_MS = 30_000;

const first = generateKeyPairSync("rsa", { modulusLength: 2048 });
const second = generateKeyPairSync("rsa", { modulusLength: 2048 });

let issuer: Server;
let silent: Server;
let answer: RequestListener;
let fetches = 0;
let server: ServerUnderTest;

const originOf = (of: Server) => `http://127.0.0.1:${(of.address() as AddressInfo).port}`;
const serving = async (kid: string, key: KeyObject): Promise<RequestListener> => {
  const text = JSON.stringify({ keys: [{ ...(await exportJWK(key)), kid }] });
  return (_, response) => response.end(text);
};

async function listening(listener: RequestListener): Promise<Server> {
  const opened = createServer(listener);
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return opened;
}

beforeAll(async () => {
  answer = await serving("first", first.publicKey);
  issuer = await listening((request, response) => {
    fetches += 1;
    answer(request, response);
  });
  silent = await listening(() => {});
  const trust = { issuer: "https://login.example", jwksUrl: `${originOf(issuer)}/keys`, audience: "payments", permissionsClaim: "groups" };
  const mapped = { permissions: { staff: ["read"], chief: ["read", "write"] }, tenantClaim: "org" };
  server = await startServer({
    bootstrap: {
      tenants: [{ id: TENANT, name: "Acme" }],
      apis: [
        {
          slug: "payments",
          name: "Payments",
          dialect: "cryptofuse",
          upstream: "sample",
          endpoints: [
            { path: "/v0/payments", methods: ["GET"], permission: "read" },
            { path: "/items", methods: ["GET"], permission: "read" },
            { path: "/items", methods: ["POST"], permission: "write" },
          ],
          plans: [{ name: "default", allowTokens: true }],
          issuers: [
            { ...trust, ...mapped },
            { issuer: "https://dead.example", jwksUrl: `${originOf(silent)}/keys` },
          ],
        },
      ],
      keys: [{ id: "key_0000000001", api: "payments", name: "payer", secret: SECRET }],
    },
    env: { LOG_LEVEL: "silent" },
  });
});
afterAll(async () => {
  await server?.stop();
  for (const one of [issuer, silent]) {
    one?.closeAllConnections();
    one?.close();
  }
});

function tokenOf(claims: Record<string, unknown> = {}, kid = "first", key = first.privateKey): Promise<string> {
  const all = { iss: "https://login.example", aud: "payments", sub: "ada", org: TENANT, groups: ["staff"], ...claims };
  const times = { iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 600 };
  return new SignJWT({ ...times, ...all }).setProtectedHeader({ alg: "RS256", typ: "JWT", kid }).sign(key);
}

async function status(token: string, method = "GET"): Promise<number> {
  const url = `http://127.0.0.1:${server.port}/gateway/payments/items`;
  return (await fetch(url, { method, headers: { authorization: `Bearer ${token}` } })).status;
}

/** The sample service has no such path: 404 is its answer to whoever was let through. */
const PASSED = 404;

test("its groups are permissions here, and what is not mapped allows nothing", async () => {
  expect(await status(await tokenOf())).toBe(PASSED);
  expect(await status(await tokenOf(), "POST")).toBe(403);
  expect(await status(await tokenOf({ groups: ["chief"] }), "POST")).toBe(PASSED);
  expect(await status(await tokenOf({ groups: ["read"] }))).toBe(403);
  expect(fetches).toBe(1);
});

test("it speaks for no key of ours, and names a tenant by the configured claim alone", async () => {
  const forged = { groups: [], kfk: "key_0000000001", kfd: { id: "x", api: "y", plan: "default" }, permissions: ["*"], scope: "read" };
  expect(await status(await tokenOf(forged))).toBe(403);
  expect(await status(await tokenOf({ org: undefined, tid: TENANT }))).toBe(401);
});

test.each<[string, Record<string, unknown>]>([
  ["another audience", { aud: "other" }],
  ["another issuer", { iss: "https://evil.example" }],
  ["an issuer that never answered", { iss: "https://dead.example" }],
  ["its time over", { exp: 1 }],
])("%s: 401", async (_, claims) => {
  expect(await status(await tokenOf(claims))).toBe(401);
});

test("a key that the issuer does not have: 401, and one look for any number of tokens", async () => {
  const before = fetches;
  const tokens = await Promise.all(Array.from({ length: 100 }, (_, n) => tokenOf({}, `unknown-${n}`, second.privateKey)));
  const statuses = await Promise.all(tokens.map((token) => status(token)));
  expect(new Set(statuses)).toEqual(new Set([401]));
  expect(fetches - before).toBeLessThanOrEqual(1);
});

test("a rotation is noticed by the first token with the new key, half a minute after the last look", async () => {
  answer = await serving("second", second.publicKey);
  await sleep(FETCH_EVERY_MS);
  const rotated = await tokenOf({}, "second", second.privateKey);
  expect(await status(rotated)).toBe(PASSED);
  expect(await status(await tokenOf())).toBe(401);
});

test("an issuer that is silent delays its own tokens alone, and those by two seconds at most", async () => {
  await sleep(FETCH_EVERY_MS);
  const startedMs = performance.now();
  const waiting = tokenOf({ iss: "https://dead.example" }).then((token) => status(token));
  await sleep(100);
  const key = await fetch(`http://127.0.0.1:${server.port}/gateway/payments/v0/payments`, { headers: { "x-api-key": SECRET } });
  expect(key.status).toBe(200);
  expect(await status(await tokenOf({}, "second", second.privateKey))).toBe(PASSED);
  expect(performance.now() - startedMs).toBeLessThan(2000);
  expect(await waiting).toBe(401);
});
