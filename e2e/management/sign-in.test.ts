// Signing in over HTTP: cookies, schemes and bad types by hand, the rest through the vendor's own client.
import { setTimeout as sleep } from "node:timers/promises";
import { FusionAuthClient } from "@fusionauth/typescript-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HeaderLine } from "@/e2e/raw-http";
import { type ServerUnderTest, startServer } from "@/e2e/server-under-test";
import {
  type Call,
  CLOSED_APPLICATION,
  call,
  cookieOf,
  EMAIL,
  FUSION_AI_APPLICATION,
  KEY,
  NARROW_KEY,
  OPEN_APPLICATION,
  PASSWORD,
  registerUser,
  SIGN_IN_WORLD,
  type Told,
  USER,
} from "./sign-in-world";

const AUTHORISED: HeaderLine = ["Authorization", KEY];
const OWN_PAGE: HeaderLine = ["Sec-Fetch-Site", "same-origin"];
/** The client's types ask for every value; it sends this one as the word `null`. */
const ABSENT = null as unknown as string;
/** What a session that ended is given to be forgotten everywhere. */
const ENDED_WITHIN_MS = 1_000;

let server: ServerUnderTest;
let client: FusionAuthClient;
beforeAll(async () => {
  server = await startServer({ bootstrap: SIGN_IN_WORLD, env: { TRUSTED_PROXIES: "127.0.0.1" } });
  await registerUser(server);
  client = new FusionAuthClient(KEY, `http://${server.host}:${server.port}`);
});
afterAll(() => server?.stop());

const ask = (method: string, target: string, sent?: Call) => call(server, method, target, sent);
const credentials = (applicationId: string = OPEN_APPLICATION) => ({ loginId: EMAIL, password: PASSWORD, applicationId });

interface Session {
  readonly token: string;
  readonly refreshToken: string;
  readonly refreshTokenId: string;
}

async function begin(applicationId: string = OPEN_APPLICATION): Promise<Session & Told> {
  const answer = await ask("POST", "/api/login", { headers: [AUTHORISED], body: credentials(applicationId) });
  expect(answer.status).toBe(200);
  return { ...(answer.body as Session), ...answer };
}

const statusWith = async (...headers: HeaderLine[]) => (await ask("GET", "/api/user", { headers })).status;

/** Milliseconds until the access token is refused; fails when it still passes after a second. */
async function endsWithin(token: string): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const status = await statusWith(["Authorization", `Bearer ${token}`]);
    const tookMs = performance.now() - startedMs;
    if (status === 401) return tookMs;
    if (tookMs > ENDED_WITHIN_MS) throw new Error(`the token still passes after ${tookMs} ms`);
    await sleep(20);
  }
}

describe("the cookies", () => {
  test("an open application signs in without a key, and the browser keeps two cookies", async () => {
    const answer = await ask("POST", "/api/login", { body: credentials() });
    const { token, refreshToken } = answer.body as Session;
    expect(answer).toMatchObject({ status: 200, type: "application/json", body: { user: { id: USER, email: EMAIL } } });
    expect(answer.cookies).toEqual([
      `access_token=${token}; Path=/; HttpOnly; SameSite=Lax`,
      expect.stringMatching(new RegExp(`^refresh_token=${refreshToken}; Path=/; Max-Age=(2592000|25919\\d\\d); HttpOnly; SameSite=Lax$`)),
    ]);
    expect(await statusWith(["Cookie", `access_token=${cookieOf(answer, "access_token")}`])).toBe(200);
  });

  test("behind a proxy that ends TLS they are Secure; plain HTTP from elsewhere is refused, password unread", async () => {
    const from = (scheme: string): HeaderLine[] => [
      ["X-Forwarded-For", "203.0.113.5"],
      ["X-Forwarded-Proto", scheme],
    ];
    const secure = await ask("POST", "/api/login", { headers: from("https"), body: credentials() });
    expect(secure.status).toBe(200);
    for (const cookie of secure.cookies) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    for (const target of ["/api/login", "/api/jwt/refresh", "/api/logout"]) {
      const plain = await ask("POST", target, { headers: from("http"), body: credentials() });
      expect(plain, target).toMatchObject({ status: 403, cookies: [], body: { generalErrors: [{ code: "[HttpsRequired]" }] } });
    }
  });

  test("refreshing and signing out by cookie needs a page of this origin", async () => {
    const first = await begin();
    const cookie: HeaderLine = ["Cookie", `access_token=${first.token}; refresh_token=${first.refreshToken}`];
    const foreign: readonly HeaderLine[][] = [
      [cookie],
      [cookie, ["Sec-Fetch-Site", "cross-site"]],
      [cookie, ["Sec-Fetch-Site", "same-site"]],
      [cookie, ["Origin", "https://evil.example"]],
      [cookie, ["Origin", "null"]],
    ];
    for (const headers of foreign) {
      for (const target of ["/api/jwt/refresh", "/api/logout"]) {
        expect(await ask("POST", target, { headers }), `${target} ${headers}`).toMatchObject({
          status: 401,
          body: null,
          type: null,
          cookies: [],
        });
      }
    }
    const refreshed = await ask("POST", "/api/jwt/refresh", { headers: [cookie, OWN_PAGE] });
    expect(refreshed).toMatchObject({ status: 200, body: { refreshTokenId: first.refreshTokenId } });
    const next = cookieOf(refreshed, "refresh_token");
    expect(next).toBe((refreshed.body as Session).refreshToken);
    const out = await ask("POST", "/api/logout", {
      headers: [
        ["Cookie", `access_token=${cookieOf(refreshed, "access_token")}; refresh_token=${next}`],
        ["Origin", `http://127.0.0.1:${server.port}`],
      ],
    });
    expect(out).toMatchObject({
      status: 200,
      body: null,
      type: null,
      cookies: ["access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", "refresh_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"],
    });
    await endsWithin(first.token);
    await endsWithin(cookieOf(refreshed, "access_token"));
  });

  test("a cookie is no key: it opens no sign-in, and no write that is for keys", async () => {
    const { token } = await begin();
    const cookie: HeaderLine = ["Cookie", `access_token=${token}`];
    expect((await ask("POST", "/api/login", { headers: [cookie], body: credentials(CLOSED_APPLICATION) })).status).toBe(401);
    expect((await ask("POST", "/api/login", { headers: [cookie, cookie], body: credentials() })).status).toBe(200);
    for (const site of ["same-origin", "cross-site"]) {
      const headers: HeaderLine[] = [cookie, ["Sec-Fetch-Site", site]];
      expect((await ask("POST", "/api/user", { headers, body: { user: { email: "new@example.com" } } })).status).toBe(401);
      expect((await ask("DELETE", `/api/jwt/refresh?userId=${USER}`, { headers })).status).toBe(401);
    }
  });
});

describe("who may ask", () => {
  test.each<[number, string, HeaderLine[], string | null]>([
    [200, "no key, an open application", [], OPEN_APPLICATION],
    [401, "no key, a closed application", [], CLOSED_APPLICATION],
    [401, "no key, no application", [], null],
    [401, "no key, an application that does not exist", [], "00000000-0000-4000-8000-00000000000f"],
    [200, "a key, a closed application", [AUTHORISED], CLOSED_APPLICATION],
    [200, "a key, no application", [AUTHORISED], null],
    [401, "a bad key, an open application", [["Authorization", "nobody-has-this"]], OPEN_APPLICATION],
    [401, "a key for other endpoints, an open application", [["Authorization", NARROW_KEY]], OPEN_APPLICATION],
    [401, "a scheme that is none, an open application", [["Authorization", "Basic YTpi"]], OPEN_APPLICATION],
    [200, "a token that is none, an open application", [["Authorization", "Bearer a.b.c"]], OPEN_APPLICATION],
    [400, "a key, an application that does not exist", [AUTHORISED], "00000000-0000-4000-8000-00000000000f"],
  ])("%i: %s", async (status, _name, headers, applicationId) => {
    const body = applicationId === null ? { loginId: EMAIL, password: PASSWORD } : credentials(applicationId);
    const answer = await ask("POST", "/api/login", { headers, body });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer).toMatchObject({ body: null, type: null, cookies: [] });
    else expect(answer.type).toBe("application/json");
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/json+x", "text/json"])(
    "a body declared as %s counts as none",
    async (type) => {
      const headers: HeaderLine[] = [["Content-Type", type]];
      expect((await ask("POST", "/api/login", { headers, body: credentials() })).status).toBe(401);
      const withKey = await ask("POST", "/api/login", { headers: [...headers, AUTHORISED], body: credentials() });
      expect(withKey).toMatchObject({
        status: 400,
        type: "application/json",
        body: { fieldErrors: { loginId: [{ code: "[blank]loginId" }], password: [{ code: "[blank]password" }] } },
      });
    },
  );

  test("a wrong password and an unknown user are one answer, byte for byte but for its id", async () => {
    const wrong = await ask("POST", "/api/login", { headers: [AUTHORISED], body: { ...credentials(), password: "wrong horse battery" } });
    const unknown = await ask("POST", "/api/login", { headers: [AUTHORISED], body: { ...credentials(), loginId: "nobody@example.com" } });
    expect(wrong).toEqual({ status: 404, type: null, cookies: [], retryAfter: null, body: null });
    expect(unknown).toEqual(wrong);
  });
});

describe("a token", () => {
  test("answers its own user under each scheme, and in the form of vendor page 000", async () => {
    const { token } = await begin();
    for (const line of [`Bearer ${token}`, `JWT ${token}`, `jwt ${token}`]) {
      const answer = await ask("GET", "/api/user", { headers: [["Authorization", line]] });
      expect(answer, line).toMatchObject({ status: 200, body: { user: { id: USER } } });
    }
    expect(await statusWith(["Authorization", token])).toBe(401);
    const { token: fusionAi } = await begin(FUSION_AI_APPLICATION);
    const claims = JSON.parse(Buffer.from(fusionAi.split(".")[1] ?? "", "base64url").toString("utf8")) as { sub: string };
    expect(claims.sub).toBe(`user_${USER}`);
    expect(await statusWith(["Authorization", `Bearer ${fusionAi}`])).toBe(200);
  });

  test("is refused within a second when its refresh token is used twice", async () => {
    const first = await begin();
    const refresh = (refreshToken: string) => ask("POST", "/api/jwt/refresh", { body: { refreshToken } });
    const second = (await refresh(first.refreshToken)).body as Session;
    for (const { token } of [first, second]) expect(await statusWith(["Authorization", `Bearer ${token}`])).toBe(200);
    expect(await refresh(first.refreshToken)).toMatchObject({
      status: 400,
      type: "application/json",
      body: { fieldErrors: { refreshToken: [{ code: "[invalid]refreshToken" }] } },
    });
    for (const { token } of [first, second]) await endsWithin(token);
    expect((await refresh(second.refreshToken)).status).toBe(400);
  });

  test("20 uses of one refresh token at once: one success, and it is worth nothing by then", async () => {
    const first = await begin();
    const body = { refreshToken: first.refreshToken };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask("POST", "/api/jwt/refresh", { body })));
    const good = answers.filter(({ status }) => status === 200);
    expect([good.length, answers.filter(({ status }) => status === 400).length]).toEqual([1, 19]);
    await endsWithin(first.token);
    await endsWithin((good[0]!.body as Session).token);
  });
});

describe("through the vendor's own client", () => {
  const login = async (applicationId = CLOSED_APPLICATION) =>
    (await client.login(credentials(applicationId))).response as Required<Session>;

  test("sign-in, refresh, sign-out", async () => {
    const { statusCode, response } = await client.login({ ...credentials(CLOSED_APPLICATION), ipAddress: "203.0.113.9" });
    expect([statusCode, response.user?.id]).toEqual([200, USER]);
    const refreshed = await client.exchangeRefreshTokenForJWT({ refreshToken: response.refreshToken as string });
    expect(refreshed.response).toEqual({
      token: expect.any(String),
      refreshToken: expect.any(String),
      refreshTokenId: response.refreshTokenId,
    });
    const next = refreshed.response as Session;
    expect(await statusWith(["Authorization", `Bearer ${next.token}`])).toBe(200);
    expect((await client.logout(false, next.refreshToken)).statusCode).toBe(200);
    await endsWithin(next.token);
    await expect(client.exchangeRefreshTokenForJWT({ refreshToken: next.refreshToken })).rejects.toMatchObject({
      statusCode: 400,
      exception: { fieldErrors: { refreshToken: [{ code: "[invalid]refreshToken" }] } },
    });
  });

  test("signing out everywhere ends the other sessions, by query and by body", async () => {
    for (const signOut of [
      (refreshToken: string) => client.logout(true, refreshToken),
      (refreshToken: string) => client.logoutWithRequest({ global: true, refreshToken }),
    ]) {
      const [one, other] = [await login(), await login(OPEN_APPLICATION)];
      expect((await signOut(one.refreshToken)).statusCode).toBe(200);
      await endsWithin(other.token);
      await expect(client.exchangeRefreshTokenForJWT({ refreshToken: other.refreshToken })).rejects.toMatchObject({ statusCode: 400 });
      const { token } = await login();
      expect(await statusWith(["Authorization", `Bearer ${token}`])).toBe(200);
    }
  });

  test("pings by id, and by request", async () => {
    const byId = await client.loginPing(USER, CLOSED_APPLICATION, "203.0.113.9");
    const byRequest = await client.loginPingWithRequest({ userId: USER, applicationId: CLOSED_APPLICATION, noJWT: true });
    expect([byId.statusCode, byId.response.user?.id, typeof byId.response.token]).toEqual([200, USER, "string"]);
    expect([byRequest.statusCode, byRequest.response.user?.id, byRequest.response.token]).toEqual([200, USER, undefined]);
  });

  test("refresh tokens are listed, retrieved and revoked in each way", async () => {
    const first = await login();
    const list = await client.retrieveRefreshTokens(USER);
    const shown = list.response.refreshTokens?.find(({ id }) => id === first.refreshTokenId);
    expect(shown).toMatchObject({ userId: USER, applicationId: CLOSED_APPLICATION });
    expect((await client.retrieveRefreshTokenById(first.refreshTokenId)).response.refreshToken).toEqual(shown);
    expect(JSON.stringify(list.response)).not.toContain(first.refreshToken);
    const ways: ((session: Required<Session>) => Promise<{ statusCode: number }>)[] = [
      ({ refreshTokenId }) => client.revokeRefreshTokenById(refreshTokenId),
      ({ refreshToken }) => client.revokeRefreshToken(refreshToken, ABSENT, ABSENT),
      ({ refreshToken: token }) => client.revokeRefreshTokensWithRequest({ token }),
      () => client.revokeRefreshTokensByUserIdForApplication(USER, CLOSED_APPLICATION),
      () => client.revokeRefreshTokensByUserId(USER),
      () => client.revokeRefreshTokensByApplicationId(CLOSED_APPLICATION),
    ];
    for (const revoke of ways) {
      const session = await login();
      expect((await revoke(session)).statusCode).toBe(200);
      await endsWithin(session.token);
      await expect(client.exchangeRefreshTokenForJWT({ refreshToken: session.refreshToken })).rejects.toMatchObject({ statusCode: 400 });
    }
    await expect(client.retrieveRefreshTokenById(first.refreshTokenId)).rejects.toMatchObject({ statusCode: 404 });
  });
});

test("a guesser reads 429 with Retry-After; the user passes from elsewhere meanwhile", async () => {
  const from = (address: string, password: string) =>
    ask("POST", "/api/login", {
      headers: [
        ["X-Forwarded-For", address],
        ["X-Forwarded-Proto", "https"],
      ],
      body: { ...credentials(), password },
    });
  const statuses: number[] = [];
  for (let guess = 0; guess < 11; guess++) statuses.push((await from("198.51.100.7", "wrong horse battery")).status);
  expect(statuses).toEqual([...Array(10).fill(404), 429]);
  const slowed = await from("198.51.100.7", PASSWORD);
  expect(slowed).toMatchObject({ status: 429, cookies: [], body: { generalErrors: [{ code: "[RateLimitExceeded]" }] } });
  expect(Number(slowed.retryAfter)).toBeGreaterThanOrEqual(1);
  expect((await from("203.0.113.8", PASSWORD)).status).toBe(200);
});
