// Refresh tokens over real databases: each is good once, and whoever brings a spent one ends the session for everybody.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { keyOf } from "@/scripts/services/management-client";
import { fromOwnPage, PASSWORD, SessionWorld, type SignedIn } from "@/scripts/services/session-world";
import { TEST_DATABASES } from "@/scripts/services/test-worlds";

const GENERATIONS = 4;
const USES = 20;
const MINUTE_MS = 60_000;

describe.each(Object.entries(TEST_DATABASES))("refresh tokens on %s", (_name, database) => {
  let world: SessionWorld;
  let application: string;
  beforeAll(async () => {
    world = await SessionWorld.open(database);
    application = await world.addApplication();
  });
  afterAll(() => world?.close());

  const claimsOf = ({ token }: SignedIn) => parseToken(token, [])?.claims ?? {};

  /** A session refreshed so often: the tokens of all its generations. */
  async function generations(count: number): Promise<SignedIn[]> {
    const all = [await world.begin(application)];
    for (let generation = 0; generation < count; generation++) all.push(await world.refresh(all.at(-1)!.refreshToken));
    expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
    return all;
  }

  it("a refresh gives the next pair: same session and time of sign-in, roles as they are now", async () => {
    const first = await world.begin(application);
    await world.world.prisma.registration.updateMany({ where: { applicationId: application }, data: { roles: ["admin"] } });
    const next = await world.refresh(first.refreshToken);
    expect(next).toMatchObject({ status: 200, refreshTokenId: first.refreshTokenId });
    expect(next.refreshToken).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(next.refreshToken).not.toBe(first.refreshToken);
    const before = claimsOf(first);
    expect(before).toMatchObject({ authenticationType: "PASSWORD", roles: ["editor"], applicationId: application });
    expect(claimsOf(next)).toMatchObject({
      authenticationType: "REFRESH_TOKEN",
      roles: ["admin"],
      sid: first.refreshTokenId,
      auth_time: before.auth_time,
      sub: world.userId,
    });
    expect(claimsOf(next).jti).not.toBe(before.jti);
  });

  it("the generations matrix: each old token kills the session, and with it every token of every generation", async () => {
    for (let old = 0; old < GENERATIONS; old++) {
      const all = await generations(GENERATIONS);
      const { refreshTokenId: id } = all[0]!;
      const reused = await world.send("POST", "/api/jwt/refresh", { body: { refreshToken: all[old]!.refreshToken } });
      expect(reused).toMatchObject({ status: 400, body: { fieldErrors: { refreshToken: [{ code: "[invalid]refreshToken" }] } } });
      expect(await world.session(id)).toMatchObject({ endedBy: "reuse", endedAt: expect.any(Date) });
      expect(world.told()).toContain(`session ${id}`);
      for (const { refreshToken } of all) expect((await world.refresh(refreshToken)).status).toBe(400);
      expect(await world.world.prisma.auditEntry.count({ where: { action: "session.reuse", target: `session:${id}` } })).toBe(1);
      expect(await world.world.prisma.tokenRevocation.count({ where: { kind: "session", subject: id } })).toBe(1);
    }
  });

  it("20 uses of one token at once: one success, and the session is over", async () => {
    const first = await world.begin(application);
    const answers = await Promise.all(Array.from({ length: USES }, () => world.refresh(first.refreshToken)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(USES - 1);
    expect(await world.session(first.refreshTokenId)).toMatchObject({ endedBy: "reuse" });
    expect((await world.refresh(good[0]!.refreshToken)).status).toBe(400);
    expect(world.told().filter((told) => told === `session ${first.refreshTokenId}`)).toHaveLength(1);
  });

  it("within a grace a spent token is good again, each time as a branch; after it the reuse ends all branches", async () => {
    const graceful = await world.addApplication({ refreshTokenOneTimeUseConfiguration: { gracePeriodInSeconds: 60 } });
    const first = await world.begin(graceful);
    const branches = await Promise.all(Array.from({ length: 5 }, () => world.refresh(first.refreshToken)));
    expect(branches.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(branches.map(({ refreshToken }) => refreshToken)).size).toBe(5);
    for (const { refreshToken } of branches) expect((await world.refresh(refreshToken)).status).toBe(200);
    world.offsetMs += 61_000;
    expect((await world.refresh(first.refreshToken)).status).toBe(400);
    expect(await world.session(first.refreshTokenId)).toMatchObject({ endedBy: "reuse" });
    for (const { refreshToken } of branches) expect((await world.refresh(refreshToken)).status).toBe(400);
  });

  it("reusable tokens stay as they are", async () => {
    const reusable = await world.addApplication({ refreshTokenUsagePolicy: "Reusable" });
    const first = await world.begin(reusable);
    for (let use = 0; use < 3; use++) {
      expect(await world.refresh(first.refreshToken)).toMatchObject({ status: 200, refreshToken: first.refreshToken });
    }
  });

  it("a fixed life ends when it ends; a sliding one begins anew with each use, up to the longest", async () => {
    const minutes = { refreshTokenTimeToLiveInMinutes: 10 };
    const fixed = await world.addApplication(minutes);
    const sliding = await world.addApplication({
      ...minutes,
      refreshTokenExpirationPolicy: "SlidingWindowWithMaximumLifetime",
      refreshTokenSlidingWindowConfiguration: { maximumTimeToLiveInMinutes: 25 },
    });
    const [one, other] = [await world.begin(fixed), await world.begin(sliding)];
    const lived: [number[], number[]] = [[], []];
    let [ofFixed, ofSliding] = [one, other];
    for (let step = 0; step < 4; step++) {
      world.offsetMs += 7 * MINUTE_MS;
      ofFixed = await world.refresh(ofFixed.refreshToken ?? one.refreshToken);
      ofSliding = await world.refresh(ofSliding.refreshToken ?? other.refreshToken);
      lived[0].push(ofFixed.status);
      lived[1].push(ofSliding.status);
    }
    expect(lived).toEqual([
      [200, 400, 400, 400],
      [200, 200, 200, 400],
    ]);
    expect(await world.session(one.refreshTokenId)).toMatchObject({ endedBy: null });
  });

  it.each([
    ["a user who was deactivated", () => world.world.prisma.user.updateMany({ where: { id: world.userId }, data: { active: false } })],
    ["an application that was deactivated", () => world.world.prisma.application.updateMany({ data: { active: false } })],
    ["a user who is not registered any more", () => world.world.prisma.registration.deleteMany()],
    [
      "an application that allows no refresh",
      () => world.world.prisma.application.updateMany({ data: { extra: { loginConfiguration: { allowTokenRefresh: false } } } }),
    ],
  ])("%s: the token is no good", async (_name, change) => {
    const own = await world.addApplication();
    const first = await world.begin(own);
    await change();
    expect((await world.refresh(first.refreshToken)).status).toBe(400);
    const undo = { where: { id: world.userId }, data: { active: true } };
    await world.world.prisma.user.updateMany(undo);
    await world.world.prisma.application.updateMany({ data: { active: true } });
    application = await world.addApplication();
  });

  it("bad bodies are told apart from bad tokens, and the life can only be made shorter", async () => {
    const ask = (body: Record<string, string | number | null>) => world.send("POST", "/api/jwt/refresh", { body });
    expect(await ask({})).toMatchObject({ status: 400, body: { fieldErrors: { refreshToken: [{ code: "[blank]refreshToken" }] } } });
    expect(await ask({ refreshToken: "nobody-has-this" })).toMatchObject({ status: 400 });
    expect(await ask({ refreshToken: "x", extra: 1 })).toMatchObject({ body: { fieldErrors: { extra: [{ code: "[invalid]extra" }] } } });
    const first = await world.begin(application);
    const tooShort = { refreshToken: first.refreshToken, timeToLiveInSeconds: 0 };
    expect(await ask(tooShort)).toMatchObject({ body: { fieldErrors: { timeToLiveInSeconds: [expect.anything()] } } });
    const short = await world.refresh(first.refreshToken, { timeToLiveInSeconds: 60 });
    const long = await world.refresh(short.refreshToken, { timeToLiveInSeconds: 1_000_000 });
    const lifeOf = (signedIn: SignedIn) => Number(claimsOf(signedIn).exp) - Number(claimsOf(signedIn).iat);
    expect([lifeOf(short), lifeOf(long)]).toEqual([60, 3600]);
  });

  it("the cookie wins over the body, and only from a page of our own", async () => {
    const first = await world.begin(application);
    const cookie = `refresh_token=${first.refreshToken}`;
    const ask = (headers: ReturnType<typeof fromOwnPage>) =>
      world.send("POST", "/api/jwt/refresh", { headers, body: { refreshToken: "nobody-has-this" } });
    expect(await ask(fromOwnPage(cookie).filter(([name]) => name !== "Sec-Fetch-Site"))).toMatchObject({ status: 401, body: null });
    const refreshed = await ask(fromOwnPage(cookie));
    expect(refreshed.status).toBe(200);
    const { token, refreshToken } = refreshed.body as SignedIn;
    expect(refreshed.cookies[0]).toBe(`access_token=${token}; Path=/; HttpOnly; SameSite=Lax`);
    expect(refreshed.cookies[1]).toMatch(
      new RegExp(`^refresh_token=${refreshToken}; Path=/; Max-Age=(2592000|25919\\d\\d); HttpOnly; SameSite=Lax$`),
    );
    expect((await ask(fromOwnPage(`${cookie}; refresh_token=other`))).status).toBe(400);
    expect((await ask(fromOwnPage(cookie))).cookies).toEqual([
      "access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
      "refresh_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    ]);
  });

  describe("signing out", () => {
    const CLEARED = [
      "access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
      "refresh_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
    ];

    it.each([
      ["the cookie", (token: string) => ({ headers: fromOwnPage(`refresh_token=${token}`) }), ""],
      ["the body", (refreshToken: string) => ({ body: { refreshToken } }), ""],
      ["the query", (_token: string) => ({ headers: [["Content-Type", "text/plain"]] as const, body: "x" }), "?refreshToken="],
    ])("by %s ends that session and no other, and clears both cookies", async (_name, sent, query) => {
      const [one, other] = [await world.begin(application), await world.begin(application)];
      const target = `/api/logout${query === "" ? "" : query + one.refreshToken}`;
      expect(await world.send("POST", target, sent(one.refreshToken))).toMatchObject({ status: 200, body: null, cookies: CLEARED });
      expect(world.told()).toContain(`session ${one.refreshTokenId}`);
      expect((await world.refresh(one.refreshToken)).status).toBe(400);
      expect((await world.refresh(other.refreshToken)).status).toBe(200);
    });

    it("everywhere ends every session of the user and every access token; by a spent token it ends that session only", async () => {
      const [one, two, three] = [await world.begin(application), await world.begin(application), await world.begin(application)];
      const next = await world.refresh(one.refreshToken);
      await world.send("POST", "/api/logout?global=true", { body: { refreshToken: one.refreshToken } });
      expect((await world.refresh(next.refreshToken)).status).toBe(400);
      await world.send("POST", "/api/logout", { body: { refreshToken: two.refreshToken, global: true } });
      expect(world.told()).toContain(`user ${world.userId}`);
      expect((await world.refresh(three.refreshToken)).status).toBe(400);
      expect((await world.begin(application)).status).toBe(200);
    });

    it("a token that names nothing is answered alike; a cookie from elsewhere is refused", async () => {
      expect(await world.send("POST", "/api/logout?refreshToken=nobody&global=null")).toMatchObject({ status: 200, cookies: CLEARED });
      const headers = [["Cookie", "access_token=x"] as const, ["Sec-Fetch-Site", "cross-site"] as const];
      expect(await world.send("POST", "/api/logout", { headers })).toMatchObject({ status: 401, body: null, cookies: [] });
    });
  });

  describe("looking after them", () => {
    it("a session is shown without its token, and only while it goes on", async () => {
      const first = await world.begin(application);
      const shown = await world.send("GET", `/api/jwt/refresh/${first.refreshTokenId}`);
      expect(shown).toMatchObject({
        status: 200,
        body: {
          refreshToken: {
            id: first.refreshTokenId,
            applicationId: application,
            userId: world.userId,
            tenantId: world.tenantId,
            metaData: { device: { lastAccessedAddress: "203.0.113.7" } },
          },
        },
      });
      const listed = await world.send("GET", `/api/jwt/refresh?userId=${world.userId}&applicationId=${application}`);
      expect((listed.body as { refreshTokens: { id: string }[] }).refreshTokens.map(({ id }) => id)).toContain(first.refreshTokenId);
      for (const { body } of [shown, listed]) {
        expect(JSON.stringify(body)).not.toContain(first.refreshToken);
        expect(JSON.stringify(body)).not.toContain('"token"');
      }
      expect(await world.send("DELETE", `/api/jwt/refresh/${first.refreshTokenId}`)).toMatchObject({ status: 200, body: null });
      expect(world.told()).toContain(`session ${first.refreshTokenId}`);
      expect((await world.send("GET", `/api/jwt/refresh/${first.refreshTokenId}`)).status).toBe(404);
      expect((await world.refresh(first.refreshToken)).status).toBe(400);
    });

    it.each([
      ["token", (first: SignedIn) => `token=${first.refreshToken}`, (first: SignedIn) => `session ${first.refreshTokenId}`],
      ["userId", () => `userId=${world.userId}`, () => `user ${world.userId}`],
      ["applicationId", () => `applicationId=${application}`, () => `application ${application}`],
      [
        "userId and applicationId",
        () => `userId=${world.userId}&applicationId=${application}&token=null`,
        (first: SignedIn) => `session ${first.refreshTokenId}`,
      ],
    ])("by %s they end, with their access tokens", async (_name, query, told) => {
      const first = await world.begin(application);
      const asBody = Object.fromEntries([...new URLSearchParams(query(first))].filter(([, value]) => value !== "null"));
      expect((await world.send("DELETE", `/api/jwt/refresh?${query(first)}`)).status).toBe(200);
      expect(world.told()).toContain(told(first));
      expect((await world.refresh(first.refreshToken)).status).toBe(400);
      const again = await world.begin(application);
      const body = "token" in asBody ? { token: again.refreshToken } : asBody;
      expect((await world.send("DELETE", "/api/jwt/refresh", { body })).status).toBe(200);
      expect((await world.refresh(again.refreshToken)).status).toBe(400);
    });

    it("a token issued between two revocations of one second is hit by the second one", async () => {
      await world.send("DELETE", `/api/jwt/refresh?userId=${world.userId}`);
      const first = await world.begin(application);
      await world.send("DELETE", `/api/jwt/refresh?applicationId=${application}`);
      expect(world.told()).toContain(`application ${application}`);
      expect(world.told()).toContain(`session ${first.refreshTokenId}`);
    });

    it("those of another tenant are absent, and nothing named is a mistake", async () => {
      const first = await world.begin(application);
      const foreign = { caller: keyOf(randomUUID()) };
      for (const selector of [`/${first.refreshTokenId}`, `?userId=${world.userId}`, `?token=${first.refreshToken}`]) {
        const absent = selector.replace(/[\w-]{36,}$/, randomUUID());
        for (const method of ["GET", "DELETE"]) {
          const answers = [
            await world.send(method, `/api/jwt/refresh${selector}`, foreign),
            await world.send(method, `/api/jwt/refresh${absent}`),
          ];
          expect(answers).toEqual([
            expect.objectContaining({ status: 404, body: null }),
            expect.objectContaining({ status: 404, body: null }),
          ]);
        }
      }
      expect((await world.send("DELETE", `/api/jwt/refresh?applicationId=${application}`, foreign)).status).toBe(404);
      for (const method of ["GET", "DELETE"]) expect((await world.send(method, "/api/jwt/refresh")).status).toBe(400);
      expect((await world.refresh(first.refreshToken)).status).toBe(200);
    });
  });

  it("nothing that was issued or typed is in the audit or in the database", async () => {
    const all = await generations(1);
    const rows = [await world.world.prisma.auditEntry.findMany(), await world.world.prisma.refreshSession.findMany()];
    const text = JSON.stringify(rows, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    for (const secret of [PASSWORD, ...all.flatMap(({ token, refreshToken }) => [token, refreshToken])]) expect(text).not.toContain(secret);
  });
});
