// OAuth over HTTP: an API key as a client, its tokens at the gateway, exchange, introspection, revocation, the documents.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "@/e2e/raw-http";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import { basic, claimsOf, postForm } from "./oauth-client";
import { ACME, oauthWorld, SECRETS } from "./oauth-world";

const PAYER = basic("key_0000000001", SECRETS.payer);
const GRANT = { grant_type: "client_credentials" };
const EXCHANGE = {
  grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
  subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
};

/** Failed authentications that an address may have in a minute; those of this machine are not counted. */
const FAILURES = 3;

let server: ServerUnderTest;
beforeAll(async () => {
  const env = { LOG_LEVEL: "error", TRUSTED_PROXIES: "127.0.0.1", AUTH_FAILURES_PER_MINUTE: String(FAILURES) };
  server = await startServer({ bootstrap: oauthWorld, env });
});
afterAll(() => server?.stop());

const origin = () => `http://127.0.0.1:${server.port}`;
const ask = (form: string | Record<string, string>, authorization?: string) =>
  postForm(server, "/oauth2/token", form, authorization === undefined ? {} : { authorization });

async function tokenOf(id: string, secret: string, more: Record<string, string> = {}): Promise<string> {
  const answer = await ask({ ...GRANT, ...more }, basic(id, secret));
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return String(answer.body?.access_token);
}

const call = (path: string, token: string, method = "GET") =>
  fetch(`${origin()}/gateway/${path}`, { method, headers: { authorization: `Bearer ${token}` } });

const introspect = async (token: string, authorization: string) =>
  (await postForm(server, "/oauth2/introspect", { token }, { authorization })).body;

describe("client_credentials", () => {
  test("by Basic: a token in OAuth's shape that no cache keeps", async () => {
    const { status, body, headers } = await ask(GRANT, PAYER);
    expect(status).toBe(200);
    expect(body).toEqual({ access_token: expect.any(String), token_type: "Bearer", expires_in: expect.any(Number), scope: "read write" });
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).toBe("application/json");
    expect(Number(body?.expires_in)).toBeGreaterThan(3590);
  });

  test("in the form", async () => {
    const { status } = await ask({ ...GRANT, client_id: "key_0000000001", client_secret: SECRETS.payer });
    expect(status).toBe(200);
  });

  test("passes the gateway of its API, and not that of another", async () => {
    const token = await tokenOf("key_0000000001", SECRETS.payer);
    expect((await call("payments/items", token)).status).not.toBe(401);
    expect((await call("payments/items", token)).status).not.toBe(403);
    expect((await call("other/items", token)).status).toBe(401);
    expect((await call("chat/models", token)).status).toBe(401);
    expect((await fetch(`${origin()}/api/user`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  test("a scope narrows it, and never widens it", async () => {
    const token = await tokenOf("key_0000000001", SECRETS.payer, { scope: "read" });
    expect((await call("payments/items", token)).status).not.toBe(403);
    expect((await call("payments/items", token, "POST")).status).toBe(403);
    const wide = await ask({ ...GRANT, scope: "read write" }, basic("key_0000000002", SECRETS.reader));
    expect([wide.status, wide.body?.error]).toEqual([400, "invalid_scope"]);
  });

  test("its requests take from the key's own windows, and count as the key's", async () => {
    const token = await tokenOf("key_0000000003", SECRETS.limited);
    const second = await tokenOf("key_0000000003", SECRETS.limited);
    const byKey = () => fetch(`${origin()}/gateway/payments/v0/payments`, { headers: { "x-api-key": SECRETS.limited } });
    expect((await byKey()).status).toBe(200);
    expect((await call("payments/items", token)).status).not.toBe(429);
    expect((await call("payments/items", second)).status).not.toBe(429);
    expect((await call("payments/items", token)).status).toBe(429);
    expect((await byKey()).status).toBe(429);
    const usage = await fetch(`${origin()}/api/usage?keyId=key_0000000003&unit=day`, { headers: { authorization: SECRETS.manager } });
    const { usage: rows } = (await usage.json()) as { usage: { keyId: string; outcome: string; count: number }[] };
    const accepted = rows.filter(({ outcome }) => outcome === "accepted").reduce((sum, { count }) => sum + count, 0);
    expect(accepted).toBe(3);
    expect(new Set(rows.map(({ keyId }) => keyId))).toEqual(new Set(["key_0000000003"]));
  });

  test("Fusion AI's form: its issuer, audience and subject", async () => {
    const token = await tokenOf("key_0000000010", SECRETS.chatter, { scope: "models" });
    expect(claimsOf(token)).toMatchObject({ iss: "fusion-ai", aud: "api.mcp4.ai", sub: "user_0000000010", scope: ["models"] });
    expect((await call("chat/models", token)).status).toBe(200);
    expect((await call("chat/account", token)).status).toBe(403);
  });

  test("a tenant's key: a token of the tenant", async () => {
    expect(claimsOf(await tokenOf("key_0000000006", SECRETS.acme))).toMatchObject({ iss: "acme.example", tid: ACME });
  });

  test.each([
    ["a wrong secret", basic("key_0000000001", SECRETS.reader)],
    ["another key's secret of the same API", basic("key_0000000002", SECRETS.payer)],
    ["an id that nobody has", basic("key_9999999999", SECRETS.payer)],
    ["a revoked key", basic("key_0000000004", SECRETS.revoked)],
    ["a key that may not be used from here", basic("key_0000000005", SECRETS.elsewhere)],
    ["a token as a credential", "Bearer a.b.c"],
    ["nothing", undefined],
  ])("%s: invalid_client, with a challenge", async (_, authorization) => {
    const { status, body, headers } = await ask(GRANT, authorization);
    expect([status, body?.error]).toEqual([401, "invalid_client"]);
    expect(headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    expect(JSON.stringify(body)).not.toContain("secret-0123456789");
  });

  test.each([
    ["a plan without tokens", basic("key_0000000008", SECRETS.plain)],
    ["a dialect without tokens", basic("key_0000000011", SECRETS.standard)],
  ])("%s: unauthorized_client", async (_, authorization) => {
    const { status, body } = await ask(GRANT, authorization);
    expect([status, body?.error]).toEqual([400, "unauthorized_client"]);
  });

  test.each([
    ["no grant_type", "scope=read", "invalid_request"],
    ["a parameter twice", "grant_type=client_credentials&scope=read&scope=read", "invalid_request"],
    [
      "two ways of authentication",
      `grant_type=client_credentials&client_id=key_0000000001&client_secret=${SECRETS.payer}`,
      "invalid_request",
    ],
    ["a grant that is not served", "grant_type=password&username=a&password=b", "unsupported_grant_type"],
    ["a key's refresh token", "grant_type=refresh_token&refresh_token=x", "unauthorized_client"],
  ])("%s: %s", async (_, form, error) => {
    const { status, body } = await ask(form, PAYER);
    expect([status, body?.error]).toEqual([400, error]);
  });

  test("JSON, no type and a form beyond 64 KiB are refused in OAuth's shape", async () => {
    const json = await postForm(server, "/oauth2/token", JSON.stringify(GRANT), {
      authorization: PAYER,
      "content-type": "application/json",
    });
    expect([json.status, json.body?.error]).toEqual([400, "invalid_request"]);
    const long = await ask(`grant_type=client_credentials&x=${"a".repeat(70_000)}`, PAYER);
    expect([long.status, long.body?.error]).toEqual([413, "invalid_request"]);
  });

  test("two lines of Authorization are refused in OAuth's shape", async () => {
    const answer = await send(server, {
      method: "POST",
      target: "/oauth2/token",
      headers: [
        ["Host", `127.0.0.1:${server.port}`],
        ["Content-Type", "application/x-www-form-urlencoded"],
        ["Authorization", PAYER],
        ["Authorization", PAYER],
      ],
      body: "grant_type=client_credentials",
    });
    expect([answer.status, JSON.parse(String(answer.body)).error]).toEqual([400, "invalid_request"]);
  });
});

describe("from elsewhere", () => {
  const askFrom = (address: string, authorization: string, scheme = "https") =>
    postForm(server, "/oauth2/token", GRANT, { authorization, "x-forwarded-for": address, "x-forwarded-proto": scheme });

  test("a client that may be used from there alone gets its token there, and nowhere else passes with it", async () => {
    const elsewhere = basic("key_0000000005", SECRETS.elsewhere);
    expect((await askFrom("203.0.113.5", elsewhere)).status).toBe(401);
    const { status, body } = await askFrom("192.0.2.5", elsewhere);
    expect(status).toBe(200);
    expect((await call("payments/items", String(body?.access_token))).status).toBe(403);
  });

  test("plain HTTP is refused before any secret is looked at", async () => {
    const { status, body } = await askFrom("203.0.113.6", PAYER, "http");
    expect([status, body?.error]).toEqual([403, "https_required"]);
  });

  test("guessing is slowed down by its failures, and a good client from there still passes", async () => {
    const guess = () => askFrom("203.0.113.7", basic("key_0000000001", "guessed-secret-0123456789"));
    for (let failure = 0; failure < FAILURES; failure++) expect((await guess()).status).toBe(401);
    const { status, body, headers } = await guess();
    expect([status, body?.error]).toEqual([429, "slow_down"]);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await askFrom("203.0.113.7", PAYER)).status).toBe(200);
  });
});

describe("token exchange", () => {
  test("gives a token with less, of the same key, that ends with its subject", async () => {
    const subject = await tokenOf("key_0000000001", SECRETS.payer);
    const { status, body } = await ask({ ...EXCHANGE, subject_token: subject, scope: "read" }, basic("key_0000000002", SECRETS.reader));
    expect([status, body?.scope, body?.issued_token_type]).toEqual([200, "read", EXCHANGE.subject_token_type]);
    const narrow = String(body?.access_token);
    expect(claimsOf(narrow)).toMatchObject({ kfk: "key_0000000001", exp: claimsOf(subject).exp });
    expect((await call("payments/items", narrow)).status).not.toBe(401);
    expect((await call("payments/items", narrow, "POST")).status).toBe(403);
    const back = await ask({ ...EXCHANGE, subject_token: narrow, scope: "write" }, PAYER);
    expect([back.status, back.body?.error]).toEqual([400, "invalid_scope"]);
    await postForm(server, "/oauth2/revoke", { token: subject }, { authorization: PAYER });
    expect((await call("payments/items", narrow)).status).toBe(401);
  });

  test.each([
    ["of another API", "key_0000000009", SECRETS.other],
    ["of another tenant", "key_0000000007", SECRETS.globex],
  ])("not for a client %s", async (_, id, secret) => {
    const subject = await tokenOf("key_0000000006", SECRETS.acme);
    const { status, body } = await ask({ ...EXCHANGE, subject_token: subject }, basic(id, secret));
    expect([status, body?.error]).toEqual([400, "invalid_request"]);
  });

  test("not for another audience, and for nobody who acts", async () => {
    const subject_token = await tokenOf("key_0000000001", SECRETS.payer);
    expect((await ask({ ...EXCHANGE, subject_token, audience: "other" }, PAYER)).body?.error).toBe("invalid_target");
    expect((await ask({ ...EXCHANGE, subject_token, actor_token: subject_token }, PAYER)).body?.error).toBe("invalid_request");
  });
});

describe("introspection", () => {
  test("tells a client of the API what the token says", async () => {
    const token = await tokenOf("key_0000000006", SECRETS.acme, { scope: "read" });
    const { exp, iat, jti } = claimsOf(token);
    const told = {
      active: true,
      scope: "read",
      client_id: "key_0000000006",
      token_type: "Bearer",
      sub: "key_0000000006",
      aud: "payments",
      iss: "acme.example",
      tid: ACME,
    };
    expect(await introspect(token, PAYER)).toEqual({ ...told, exp, iat, jti });
    expect(await introspect(token, basic("key_0000000006", SECRETS.acme))).toMatchObject(told);
  });

  test.each([
    ["a client of another tenant", basic("key_0000000007", SECRETS.globex)],
    ["a client of another API", basic("key_0000000009", SECRETS.other)],
    ["a client whose API takes no tokens", basic("key_0000000011", SECRETS.standard)],
  ])("tells %s nothing", async (_, authorization) => {
    expect(await introspect(await tokenOf("key_0000000006", SECRETS.acme), authorization)).toEqual({ active: false });
  });

  test.each(["nonsense", "a.b.c", SECRETS.payer])("%s is inactive", async (token) => {
    expect(await introspect(token, PAYER)).toEqual({ active: false });
  });

  test("needs a client and a token", async () => {
    expect((await postForm(server, "/oauth2/introspect", { token: "x" })).status).toBe(401);
    expect((await postForm(server, "/oauth2/introspect", {}, { authorization: PAYER })).body?.error).toBe("invalid_request");
  });
});

describe("revocation", () => {
  const revoke = (token: string, authorization: string) => postForm(server, "/oauth2/revoke", { token }, { authorization });

  test("ends the client's own token for the very next request, and no other", async () => {
    const [token, another] = [await tokenOf("key_0000000001", SECRETS.payer), await tokenOf("key_0000000001", SECRETS.payer)];
    const { status, body } = await revoke(token, PAYER);
    expect([status, body]).toEqual([200, null]);
    expect((await call("payments/items", token)).status).toBe(401);
    expect(await introspect(token, PAYER)).toEqual({ active: false });
    expect((await call("payments/items", another)).status).not.toBe(401);
    expect((await revoke(token, PAYER)).status).toBe(200);
  });

  test("leaves a token alone that is not the client's, and says the same", async () => {
    const token = await tokenOf("key_0000000001", SECRETS.payer);
    expect((await revoke(token, basic("key_0000000002", SECRETS.reader))).status).toBe(200);
    expect((await call("payments/items", token)).status).not.toBe(401);
    expect((await revoke("nonsense", PAYER)).status).toBe(200);
  });

  test("needs a client", async () => {
    expect((await postForm(server, "/oauth2/revoke", { token: "x" })).status).toBe(401);
  });
});

describe("documents", () => {
  test("the metadata names this instance, and may be read from anywhere", async () => {
    const answer = await fetch(`${origin()}/.well-known/oauth-authorization-server`, { headers: { origin: "https://app.example" } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(await answer.json()).toMatchObject({ issuer: origin(), token_endpoint: `${origin()}/oauth2/token` });
  });

  test.each(["evil.example", "127.0.0.1@evil.example"])("a Host that is none of ours (%s) names nothing", async (host) => {
    const answer = await send(server, { method: "GET", target: "/.well-known/oauth-authorization-server", headers: [["Host", host]] });
    expect(answer.status).toBe(421);
    expect(String(answer.body)).not.toContain("evil");
  });

  test.each([
    ["GET", "/oauth2/token", 405],
    ["POST", "/.well-known/oauth-authorization-server", 405],
    ["GET", "/oauth2/authorize", 404],
    ["GET", "/.well-known/security.txt", 404],
  ])("%s %s → %i", async (method, path, status) => {
    expect((await fetch(`${origin()}${path}`, { method })).status).toBe(status);
  });
});
