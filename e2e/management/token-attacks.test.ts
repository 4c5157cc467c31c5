// Whoever has a good token and the public keys, and nothing more, gets nowhere: at the gateway, at /api, at /v1/verify.
import { createHmac, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { SECRETS, TENANT, tokenOf, tokenWorld } from "./token-world";

const USER = { username: "ada", password: "correct horse battery staple" };

let server: ServerUnderTest;
let listener: Server;
let listenerUrl = "";
let connections = 0;

beforeAll(async () => {
  listener = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const address = listener.address();
  listenerUrl = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/keys.json`;
  server = await startServer({
    bootstrap: { ...tokenWorld, users: [{ user: { ...USER, tenantId: TENANT } }] },
    env: { LOG_LEVEL: "error" },
  });
});
afterAll(async () => {
  listener?.close();
  await server?.stop();
});

type Members = Readonly<Record<string, unknown>>;
const part = (value: Members | string) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const attacker = generateKeyPairSync("rsa", { modulusLength: 2048 });
const attackerEc = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** Every forgery of a good token. */
async function forgeries(good: string): Promise<[string, string][]> {
  const [headerPart = "", claimsPart = "", signature = ""] = good.split(".");
  const header = JSON.parse(Buffer.from(headerPart, "base64url").toString()) as Members;
  const claims = JSON.parse(Buffer.from(claimsPart, "base64url").toString()) as Members;
  const keys = (await (await fetch(`http://127.0.0.1:${server.port}/.well-known/jwks.json`)).json()) as { keys: Members[] };
  const jwk = keys.keys.find(({ kid }) => kid === header.kid);
  if (jwk === undefined) throw new Error("the key set lacks the signer's key");
  const pem = createPublicKey({ key: jwk as never, format: "jwk" })
    .export({ type: "spki", format: "pem" })
    .toString();
  const admin = { ...claims, sub: "admin", scope: "admin", roles: ["admin"] };
  const mine = (changes: Members, body: Members | string = admin) => {
    const input = `${part({ ...header, ...changes })}.${part(body)}`;
    return `${input}.${sign("sha256", Buffer.from(input), attacker.privateKey).toString("base64url")}`;
  };
  const keyed = (secret: string, changes: Members = {}) => {
    const input = `${part({ ...header, alg: "HS256", ...changes })}.${part(admin)}`;
    return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
  };
  const ecInput = `${part({ ...header, alg: "ES256" })}.${part(admin)}`;
  const ec = sign("sha256", Buffer.from(ecInput), { key: attackerEc.privateKey, dsaEncoding: "ieee-p1363" }).toString("base64url");
  const named = [
    ...["none", "None", "NONE", "nOnE"].map((alg): [string, string] => [`alg ${alg}`, `${part({ ...header, alg })}.${part(admin)}.`]),
    ["alg none with the old signature", `${part({ ...header, alg: "none" })}.${claimsPart}.${signature}`],
    ["HS256 with the PEM", keyed(pem)],
    ["HS256 with the PEM's text alone", keyed(pem.replace(/-----[^-]+-----|\n/g, ""))],
    ["HS256 with the JWK", keyed(JSON.stringify(jwk))],
    ["HS256 with the modulus", keyed(String(jwk.n))],
    ["HS256 with nothing", keyed("")],
    ["HS256 with the PEM, without a kid", keyed(pem, { kid: undefined })],
    ["PS256", mine({ alg: "PS256" })],
    ["ES256", `${ecInput}.${ec}`],
    ["changed claims", `${headerPart}.${part(admin)}.${signature}`],
    ["changed header", `${part({ ...header, cty: "JWT" })}.${claimsPart}.${signature}`],
    ["a stranger's signature", mine({})],
    ["a stranger's signature without a kid", mine({ kid: undefined })],
    ...["../../etc/passwd", "/dev/null", "x' UNION SELECT 'x", "| whoami", "", "a\0b", "__proto__", "constructor", listenerUrl].map(
      (kid): [string, string] => [`the kid ${JSON.stringify(kid)}`, mine({ kid })],
    ),
    ["jku", mine({ jku: listenerUrl })],
    ["x5u", mine({ x5u: listenerUrl })],
    ["jku beside a kid of nobody", mine({ jku: listenerUrl, kid: "x" })],
    ["jwk", mine({ jwk: attacker.publicKey.export({ format: "jwk" }) })],
    ["x5c", mine({ x5c: [attacker.publicKey.export({ type: "spki", format: "der" }).toString("base64")] })],
    ["an issuer that is a URL", mine({}, { ...admin, iss: listenerUrl })],
    ["crit", mine({ crit: ["exp"] })],
    ["b64: false", mine({ b64: false, crit: ["b64"] })],
    ["a second alg in the header", mine({}).replace(/^[^.]+/, part(`{"alg":"none",${JSON.stringify(header).slice(1)}`))],
    ["the claims twice", `${headerPart}.${part(`{"sub":"admin",${JSON.stringify(claims).slice(1)}`)}.${signature}`],
    ["other unused bits", good.slice(0, -1) + flipped(good.slice(-1))],
    ["padding", `${good}==`],
    ["standard base64", good.replaceAll("-", "+").replaceAll("_", "/").concat("+")],
    ["a fourth part", `${good}.${signature}`],
    ["no signature", `${headerPart}.${claimsPart}.`],
    ["a signature cut short", good.slice(0, -8)],
    ["half a megabyte", mine({}, { ...admin, filler: "x".repeat(6000) })],
  ] as [string, string][];
  return named;
}

function flipped(character: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return alphabet.charAt(alphabet.indexOf(character) ^ 1);
}

/** Sends the token everywhere where tokens are taken; what each place said, and whether it was let in. */
async function tryEverywhere(token: string, isHeader: boolean): Promise<{ place: string; status: number; isIn: boolean }[]> {
  const base = `http://127.0.0.1:${server.port}`;
  const bearer: Record<string, string> = isHeader ? { authorization: `Bearer ${token}` } : {};
  const ask = async (place: string, path: string, init: RequestInit, isIn?: (body: string) => boolean) => {
    const answer = await fetch(base + path, init);
    const body = await answer.text();
    return { place, status: answer.status, isIn: isIn === undefined ? answer.status < 400 : isIn(body) };
  };
  const asBackend = { authorization: `Bearer ${SECRETS.service}`, "content-type": "application/json" };
  const verify = { method: "POST", headers: asBackend, body: JSON.stringify({ key: token, api: "payments" }) };
  const answers = [ask("verify", "/v1/verify", verify, (body) => body.includes('"valid":true'))];
  if (isHeader) {
    answers.push(ask("gateway", "/gateway/payments/v1/models", { headers: bearer }));
    answers.push(ask("validate", "/api/jwt/validate", { headers: bearer }));
    answers.push(ask("own user", "/api/user", { headers: bearer }));
    answers.push(ask("cookie", "/api/jwt/validate", { headers: { cookie: `access_token=${token}` } }));
    answers.push(ask("JWT scheme", "/api/jwt/validate", { headers: { authorization: `JWT ${token}` } }));
  }
  return Promise.all(answers);
}

/** A token that a user got by signing in. */
async function tokenOfUser(): Promise<string> {
  const headers = { authorization: SECRETS.manager, "content-type": "application/json" };
  const body = JSON.stringify({ loginId: USER.username, password: USER.password });
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/login`, { method: "POST", headers, body });
  expect([200, 202]).toContain(answer.status);
  return ((await answer.json()) as { token: string }).token;
}

const GOOD_TOKENS = {
  payer: () => tokenOf(server, "payer"),
  manager: () => tokenOf(server, "manager"),
  user: tokenOfUser,
};

test("a good token is let in where it belongs", async () => {
  const payer = await tryEverywhere(await tokenOf(server, "payer"), true);
  expect(
    payer
      .filter(({ isIn }) => isIn)
      .map(({ place }) => place)
      .sort(),
  ).toEqual(["gateway", "verify"]);
  const manager = await tryEverywhere(await tokenOf(server, "manager"), true);
  expect(
    manager
      .filter(({ isIn }) => isIn)
      .map(({ place }) => place)
      .sort(),
  ).toEqual(["JWT scheme", "cookie", "validate"]);
  const user = await tryEverywhere(await tokenOfUser(), true);
  expect(
    user
      .filter(({ isIn }) => isIn)
      .map(({ place }) => place)
      .sort(),
  ).toEqual(["JWT scheme", "cookie", "own user", "validate"]);
});

test.each(["payer", "manager", "user"] as const)(
  "0 forgeries of the %s's token are let in, 0 answers are 5xx, 0 connections go out",
  async (key) => {
    const rows = await forgeries(await GOOD_TOKENS[key]());
    const wrong: string[] = [];
    let tried = 0;
    for (const [name, token] of rows) {
      for (const { place, status, isIn } of await tryEverywhere(token, /^[\x21-\x7e]+$/.test(token))) {
        tried += 1;
        if (isIn || status >= 500) wrong.push(`${name} at ${place}: ${status}`);
      }
    }
    console.log(`${rows.length} forgeries of the ${key}'s token, ${tried} attempts, ${wrong.length} wrong, ${connections} connections`);
    expect(wrong).toEqual([]);
    expect(connections).toBe(0);
  },
);

test("a vended token with every reserved claim is let in nowhere", async () => {
  const [, claims = ""] = (await tokenOf(server, "payer")).split(".");
  const body = JSON.stringify({ claims: { ...JSON.parse(Buffer.from(claims, "base64url").toString()), tty: "at" } });
  const headers = { authorization: SECRETS.manager, "content-type": "application/json" };
  const vended = await fetch(`http://127.0.0.1:${server.port}/api/jwt/vend`, { method: "POST", headers, body });
  const { token } = (await vended.json()) as { token: string };
  expect(vended.status).toBe(200);
  for (const { place, status, isIn } of await tryEverywhere(token, true)) expect([place, isIn, status < 500]).toEqual([place, false, true]);
});
