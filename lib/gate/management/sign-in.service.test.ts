// Signing in over real databases: who may ask, what the answers tell, and how guessing is slowed down without locking anybody out.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { keyOf, type Sent, tokenOf } from "@/scripts/services/management-client";
import { PASSWORD, SessionWorld } from "@/scripts/services/session-world";
import { TEST_DATABASES } from "@/scripts/services/test-worlds";

const NOBODY: Sent = { caller: null };
const HOUR_MS = 3_600_000;

describe.each(Object.entries(TEST_DATABASES))("signing in on %s", (_name, database) => {
  let world: SessionWorld;
  let application: string;
  let forKeys: string;
  beforeAll(async () => {
    world = await SessionWorld.open(database);
    application = await world.addApplication();
    forKeys = await world.addApplication({}, { requireAuthentication: true });
  });
  afterAll(() => world?.close());

  const claimsOf = (body: unknown) => parseToken((body as { token: string }).token, [])?.claims ?? {};
  const audited = (action: string, target: string) => world.world.prisma.auditEntry.findMany({ where: { action, target } });

  it("gives the user, both tokens and both cookies", async () => {
    const { status, body, cookies, headers } = await world.login(application, {
      metaData: { device: { name: "Firefox", type: "BROWSER" } },
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      user: expect.objectContaining({ id: world.userId, email: world.email, tenantId: world.tenantId }),
      token: expect.any(String),
      tokenExpirationInstant: expect.any(Number),
      refreshToken: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      refreshTokenId: expect.any(String),
    });
    const { token, tokenExpirationInstant, refreshToken, refreshTokenId } = body as Record<string, string>;
    const claims = claimsOf(body);
    expect(claims).toMatchObject({
      sub: world.userId,
      tid: world.tenantId,
      sid: refreshTokenId,
      applicationId: application,
      roles: ["editor"],
    });
    expect(tokenExpirationInstant).toBe(Number(claims.exp) * 1000);
    expect(cookies).toEqual([
      `access_token=${token}; Path=/; HttpOnly; SameSite=Lax`,
      expect.stringMatching(new RegExp(`^refresh_token=${refreshToken}; Path=/; Max-Age=(2592000|25919\\d\\d); HttpOnly; SameSite=Lax$`)),
    ]);
    expect(headers["cache-control"]).toBe("no-store");
    const { lastLoginAt, updatedAt } = await world.world.prisma.user.findFirstOrThrow({ where: { id: world.userId } });
    expect(lastLoginAt?.getTime()).toBeGreaterThan(updatedAt.getTime());
    expect((await world.session(refreshTokenId ?? "")).metadata).toEqual({
      device: { name: "Firefox", type: "BROWSER", lastAccessedAddress: "203.0.113.7" },
    });
  });

  it("needs a key unless the application says otherwise; what is closed and what does not exist are one answer", async () => {
    const asked: readonly [number, string | null, Sent][] = [
      [200, application, NOBODY],
      [200, application, {}],
      [200, forKeys, {}],
      [200, null, {}],
      [401, forKeys, NOBODY],
      [401, null, NOBODY],
      [401, randomUUID(), NOBODY],
      [401, application, { ...NOBODY, tenant: randomUUID() }],
      [400, application, { caller: keyOf(randomUUID()) }],
      [400, randomUUID(), {}],
      [400, "no uuid", {}],
    ];
    for (const [status, id, sent] of asked) expect((await world.login(id, {}, sent)).status, `${id} ${JSON.stringify(sent)}`).toBe(status);
    expect(await world.send("POST", "/api/login", { ...NOBODY, body: "{" })).toMatchObject({ status: 401, body: null });
    const foreign = await world.login(application, {}, { caller: keyOf(randomUUID()) });
    expect(foreign.body).toEqual((await world.login(randomUUID())).body);
  });

  it("whoever is not let in reads one answer: 404 without a body", async () => {
    const [inactive, speechless, closed] = [randomUUID(), randomUUID(), await world.addApplication()];
    await world.addUser(inactive, "inactive@example.com", { active: false });
    await world.addUser(speechless, "speechless@example.com");
    await world.world.prisma.user.updateMany({ where: { id: speechless }, data: { passwordHash: null } });
    await world.world.prisma.application.updateMany({ where: { id: closed }, data: { active: false } });
    const wrong: readonly [string, Record<string, Json>][] = [
      [application, { password: "wrong horse battery staple" }],
      [application, { loginId: "nobody@example.com" }],
      [application, { loginId: "inactive@example.com" }],
      [application, { loginId: "speechless@example.com" }],
      [application, { loginIdTypes: ["username"] }],
      [application, { password: `${PASSWORD}${"x".repeat(1_000)}` }],
      [application, { loginId: "half a character \ud800 or NUL" }],
      [closed, {}],
    ];
    for (const [id, fields] of wrong) {
      const answer = await world.login(id, { ...fields, ipAddress: "198.51.100.1" });
      const isStorable = !String(fields.loginId).includes("\ud800");
      expect(answer, JSON.stringify(fields)).toMatchObject(isStorable ? { status: 404, body: null, cookies: [] } : { status: 400 });
    }
    expect(await audited("session.refuse", `user:${inactive}`)).toHaveLength(1);
    const unknown = await audited("session.refuse", "user:unknown");
    expect(unknown.length).toBeGreaterThan(0);
    expect(JSON.stringify(unknown.map(({ details }) => details))).not.toContain("nobody@");
  });

  it("the email is read in any case, and a username where it is asked for", async () => {
    const id = randomUUID();
    await world.addUser(id, "named@example.com");
    await world.world.prisma.user.updateMany({ where: { id }, data: { username: "Named" } });
    for (const loginId of ["NAMED@example.com", "Named"]) expect((await world.login(null, { loginId })).status).toBe(200);
    expect((await world.login(null, { loginId: "named" })).status).toBe(404);
    expect((await world.login(null, { loginId: "Named", loginIdTypes: ["username"] })).status).toBe(200);
  });

  it("a user who is not registered gets 202 and a token that names neither application nor roles", async () => {
    const other = await world.addApplication({}, {}, false);
    const { status, body, cookies } = await world.login(other);
    expect(status).toBe(202);
    expect(Object.keys(body as object).sort()).toEqual(["token", "tokenExpirationInstant", "user"]);
    expect(claimsOf(body)).toMatchObject({ sub: world.userId, roles: [] });
    expect(claimsOf(body)).not.toHaveProperty("applicationId");
    expect(cookies).toHaveLength(1);
  });

  it("gives no refresh token without an application or where the application makes none, and no token where none is wanted", async () => {
    const without = await world.addApplication({}, { generateRefreshTokens: false });
    for (const id of [null, without]) {
      const { status, body } = await world.login(id);
      expect([status, Object.keys(body as object).sort()]).toEqual([200, ["token", "tokenExpirationInstant", "user"]]);
    }
    const { body, cookies } = await world.login(application, { noJWT: true });
    expect([Object.keys(body as object), cookies]).toEqual([["user"], []]);
  });

  it("says which fields are wrong, and refuses names that nobody documents", async () => {
    const ask = async (body: Record<string, Json>) =>
      Object.keys(((await world.send("POST", "/api/login", { body })).body as { fieldErrors: object }).fieldErrors).sort();
    expect(await ask({})).toEqual(["loginId", "password"]);
    expect(await ask({ loginId: " ", password: "" })).toEqual(["loginId", "password"]);
    expect(await ask({ loginId: 1, password: null, surprise: true })).toEqual(["loginId", "password", "surprise"]);
    expect(await ask({ loginId: "a", password: "b", metaData: { data: "x".repeat(9_000) } })).toEqual(["metaData"]);
    const blank = await world.send("POST", "/api/login", { body: { loginId: "", password: "x" } });
    expect(blank.body).toEqual({ fieldErrors: { loginId: [{ code: "[blank]loginId", message: expect.any(String) }] } });
  });

  it("with two tenants it needs the tenant or the application", async () => {
    const second = randomUUID();
    await world.world.prisma.tenant.create({ data: { id: second, name: "Second" } });
    expect((await world.login(null)).body).toMatchObject({ generalErrors: [{ code: "[TenantIdRequired]" }] });
    expect((await world.login(application)).status).toBe(200);
    expect((await world.login(null, {}, { tenant: world.tenantId })).status).toBe(200);
    expect((await world.login(null, {}, { tenant: second })).status).toBe(404);
    expect((await world.login(null, {}, { caller: keyOf(world.tenantId) })).status).toBe(200);
    await world.world.prisma.tenant.delete({ where: { id: second } });
  });

  it("a user whose time is over is told so, once the password is right", async () => {
    await world.addUser(randomUUID(), "over@example.com", { extra: { expiry: 1_000 } });
    expect(await world.login(application, { loginId: "over@example.com" })).toMatchObject({ status: 410, body: null, cookies: [] });
    expect((await world.login(application, { loginId: "over@example.com", password: "wrong horse battery" })).status).toBe(404);
  });

  it("a guesser is slowed down, with Retry-After; the user passes from elsewhere meanwhile, and afterwards from there, too", async () => {
    await world.addUser(randomUUID(), "guessed@example.com");
    const guess = (ipAddress: string, password = "wrong horse battery") =>
      world.login(null, { loginId: "Guessed@example.com", password, ipAddress });
    const answers = [];
    for (let guessed = 0; guessed < 12; guessed++) answers.push((await guess("198.51.100.9")).status);
    expect(answers).toEqual([...Array(10).fill(404), 429, 429]);
    const slowed = await guess("198.51.100.9", PASSWORD);
    expect(slowed).toMatchObject({ status: 429, body: { generalErrors: [{ code: "[RateLimitExceeded]" }] } });
    expect(Number(slowed.headers["retry-after"])).toBeGreaterThan(0);
    expect((await guess("203.0.113.200", PASSWORD)).status).toBe(200);
    expect((await guess("not an address", PASSWORD)).status).toBe(200);
  });

  it("while a crowd guesses, an address that signed in before passes as always, and a new one has a try", async () => {
    const id = randomUUID();
    await world.addUser(id, "crowded@example.com");
    const from = (ipAddress: string, password = PASSWORD) => world.login(null, { loginId: "crowded@example.com", password, ipAddress });
    expect((await from("203.0.113.77")).status).toBe(200);
    for (let guesser = 0; guesser < 50; guesser++) {
      const tried = { account: `${world.tenantId} crowded@example.com`, source: { name: `198.51.100.${guesser}`, isShared: false } };
      const admission = world.world.signIns.admit(tried, false);
      if (admission.kind === "admitted") admission.end("wrong");
    }
    expect((await from("192.0.2.1", "wrong horse battery")).status).toBe(404);
    expect((await from("192.0.2.1")).status).toBe(429);
    expect((await from("192.0.2.2")).status).toBe(200);
    expect((await from("203.0.113.77", "wrong horse battery")).status).toBe(404);
    expect((await from("203.0.113.77")).status).toBe(200);
  });

  it("a ping gives the next access token on the word of a key, and never a refresh token", async () => {
    for (const [target, body] of [
      ["/api/login", { userId: world.userId, applicationId: application }],
      [`/api/login?userId=${world.userId}&applicationId=${application}&ipAddress=null`, undefined],
      [`/api/login/${world.userId}/${application}`, undefined],
    ] as const) {
      const answer = await world.send("PUT", target, body === undefined ? {} : { body });
      expect(answer).toMatchObject({ status: 200, body: { user: { id: world.userId } }, cookies: [] });
      expect(answer.body).not.toHaveProperty("refreshToken");
      expect(claimsOf(answer.body)).toMatchObject({ sub: world.userId, authenticationType: "PING", roles: ["editor"] });
    }
    const plain = await world.send("PUT", `/api/login/${world.userId}`);
    expect([plain.status, claimsOf(plain.body)]).toEqual([200, expect.not.objectContaining({ applicationId: application })]);
    expect(await world.send("PUT", `/api/login/${randomUUID()}`)).toMatchObject({ status: 404, body: null });
    expect(await world.send("PUT", `/api/login/${world.userId}`, { caller: keyOf(randomUUID()) })).toMatchObject({ status: 404 });
    expect(await world.send("PUT", "/api/login")).toMatchObject({ body: { fieldErrors: { userId: [{ code: "[blank]userId" }] } } });
  });

  it("a token answers its own user in each form, and nobody who was deactivated", async () => {
    const inactive = randomUUID();
    await world.addUser(inactive, "left@example.com", { active: false });
    const ask = (subject: string) => world.send("GET", "/api/user", { caller: tokenOf(subject) });
    for (const subject of [world.userId, `user_${world.userId}`]) {
      expect(await ask(subject)).toMatchObject({ status: 200, body: { user: { id: world.userId } } });
    }
    for (const subject of [inactive, `user_${inactive}`]) expect(await ask(subject)).toMatchObject({ status: 401, body: null });
    for (const subject of [randomUUID(), "user_1234567890", "nobody"])
      expect(await ask(subject)).toMatchObject({ status: 404, body: null });
  });

  it("sessions that are over make room when their user signs in again", async () => {
    const first = await world.begin(application);
    world.offsetMs += 31 * 24 * HOUR_MS;
    await world.begin(application);
    expect(await world.world.prisma.refreshSession.count({ where: { id: first.refreshTokenId } })).toBe(0);
    world.offsetMs = 0;
  });
});
