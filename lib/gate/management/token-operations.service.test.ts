// Tokens over the management API: what is published, what is vended, and what a user's token is exchanged for.
import { createPublicKey, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTokenVerifier } from "@/lib/adapters/system/token-verifier";
import type { Caller } from "@/lib/core/decision";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import type { JsonObject } from "@/lib/core/json";
import { parseToken } from "@/lib/core/tokens/parse-token";
import type { TrustedKey, VerifiedToken } from "@/lib/core/tokens/token-profile";
import { issueUserToken } from "@/lib/manage/tokens/issue-token";
import { keyOf, send, tokenOf } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const TENANT = randomUUID();
const OTHER = randomUUID();
const APPLICATION = randomUUID();
const FOREIGN_APPLICATION = randomUUID();
const USER = randomUUID();
const STRANGER = randomUUID();

describe.each(Object.entries(TEST_DATABASES))("on %s", (_, open) => {
  let world: TestWorld;
  const call = (method: string, target: string, sent = {}) => send(world, method, target, sent);
  const vend = async (body: JsonObject, sent = {}) => {
    const answer = await call("POST", "/api/jwt/vend", { body, ...sent });
    return { answer, token: parseToken(String((answer.body as { token?: string } | null)?.token), [])! };
  };

  /** What the management API's verifier would say of it. */
  async function verify(text: string): Promise<VerifiedToken | string> {
    const rows = await world.prisma.signingKey.findMany({ where: { algorithm: "RS256" } });
    const keys = rows.map(
      ({ kid, tenantId, publicJwk }): TrustedKey => ({
        kid,
        alg: "RS256",
        jwk: publicJwk as JsonObject,
        issuer: null,
        own: { tenantId, retiresAtMs: null },
      }),
    );
    const tenants = new Map((await world.prisma.tenant.findMany()).map(({ id, issuer }) => [id, issuer]));
    const ownPlace = () => ({ isManagement: true, issuerOf: (id: string) => tenants.get(id) ?? null });
    const verifier = createTokenVerifier({ trustedKeys: () => keys, ownPlace, generation: () => 1 });
    return verifier.verify("management", text, fusionauth.tokens!, Date.now());
  }

  async function userToken(user = USER, lifeSeconds = 600): Promise<VerifiedToken> {
    const facts = {
      tenantId: TENANT,
      issuer: "acme.example",
      applicationId: null,
      user: { id: user, email: null, username: null },
      roles: [],
      sessionId: "s1",
      authenticationType: "PASSWORD",
      authenticatedAtMs: Date.now() - 5000,
    };
    const { token } = await issueUserToken(world, { form: "fusionauth", signingKeyId: null, lifeSeconds, facts });
    const verified = await verify(token);
    if (typeof verified === "string") throw new Error(verified);
    return verified;
  }
  const callerOf = (token: VerifiedToken): Caller => ({ ...tokenOf(token.subject), token });

  beforeAll(async () => {
    world = await open();
    const createdAt = new Date(Date.now() - 60_000);
    await world.prisma.tenant.create({ data: { id: TENANT, name: "Default", issuer: "acme.example", createdAt } });
    await world.prisma.tenant.create({ data: { id: OTHER, name: "Other", issuer: "other.example" } });
    await world.prisma.application.create({
      data: { tenantId: TENANT, id: APPLICATION, name: "app", extra: { jwtConfiguration: { enabled: true, tokenProfile: "rfc9068" } } },
    });
    await world.prisma.application.create({ data: { tenantId: OTHER, id: FOREIGN_APPLICATION, name: "app" } });
    for (const id of [USER, STRANGER]) await world.prisma.user.create({ data: { tenantId: TENANT, id, email: `${id}@example.com` } });
    await world.prisma.registration.create({
      data: { tenantId: TENANT, userId: USER, applicationId: APPLICATION, id: randomUUID(), roles: ["admin"] },
    });
  });
  afterAll(() => world?.close());

  it("the key set holds every public key, old and new, no shared one, and nothing private", async () => {
    const kids: string[] = [];
    for (const algorithm of ["RS256", "ES256", "EdDSA", "HS256"]) {
      const { body } = await call("POST", "/api/key/generate", { body: { key: { algorithm } } });
      const { key } = body as { key: { id: string; kid: string } };
      kids.push(key.kid);
      if (algorithm === "ES256") {
        const next = await call("POST", "/api/key/generate", { body: { key: { algorithm }, replacesKeyId: key.id } });
        kids.push((next.body as { key: { kid: string } }).key.kid);
      }
    }
    const shared = kids.at(-1);
    const { body, headers, status } = await call("GET", "/.well-known/jwks.json");
    expect(status).toBe(200);
    expect(headers["cache-control"]).toBe("public, max-age=60");
    expect(JSON.stringify(body)).not.toMatch(/"(?:d|p|q|dp|dq|qi|k|oth)":/);
    const { keys } = body as { keys: JsonObject[] };
    expect(keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining(kids.filter((kid) => kid !== shared)));
    expect(keys.map(({ kid }) => kid)).not.toContain(shared);
    for (const jwk of keys) expect(createPublicKey({ key: jwk as never, format: "jwk" }).type).toBe("public");
    const { publicKeys } = (await call("GET", "/api/jwt/public-key")).body as { publicKeys: Record<string, string> };
    expect(Object.keys(publicKeys).sort()).toEqual(keys.map(({ kid }) => String(kid)).sort());
    for (const [kid, pem] of Object.entries(publicKeys)) {
      expect((await call("GET", `/api/jwt/public-key?kid=${kid}&applicationId=null`)).body).toEqual({ publicKey: pem });
    }
    expect((await call("GET", `/api/jwt/public-key?kid=${shared}`)).status).toBe(404);
    expect((await call("GET", "/api/jwt/public-key?kid=unknown")).status).toBe(404);
  });

  it("an application's key is the one that signs for its users; of another tenant there is none", async () => {
    const { body } = await call("GET", `/api/jwt/public-key?applicationId=${APPLICATION}`, { tenant: TENANT });
    const { kid } = await world.prisma.signingKey.findFirstOrThrow({ where: { tenantId: TENANT } });
    expect(body).toEqual((await call("GET", `/api/jwt/public-key?kid=${kid}`)).body);
    for (const absent of [FOREIGN_APPLICATION, randomUUID(), "x"]) {
      expect(await call("GET", `/api/jwt/public-key?applicationId=${absent}`, { tenant: TENANT })).toMatchObject({
        status: 404,
        body: null,
      });
    }
  });

  it("the discovery document names the tenant's issuer and where things are", async () => {
    const { body } = await call("GET", "/.well-known/openid-configuration");
    expect(body).toMatchObject({
      issuer: "acme.example",
      jwks_uri: "http://localhost:3000/.well-known/jwks.json",
      token_endpoint: "http://localhost:3000/oauth2/token",
    });
    expect((await call("GET", `/.well-known/openid-configuration/${OTHER}`)).body).toMatchObject({ issuer: "other.example" });
    for (const absent of [randomUUID(), "x"]) {
      expect((await call("GET", `/.well-known/openid-configuration/${absent}`)).status).toBe(404);
    }
  });

  it("a vended token has the caller's claims and our times, and proves nobody here, whatever it claims", async () => {
    const reserved = { exp: 1, iat: 1, jti: "x", tid: OTHER, sid: "s", tty: "at", auth_time: 1, kfk: "key_1", kfd: { id: "k" } };
    const disguises: JsonObject[] = [
      { sub: USER },
      { sub: USER, iss: "acme.example", applicationId: APPLICATION, roles: ["admin"] },
      { sub: `user_${USER}`, iss: "fusion-ai", aud: "api.mcp4.ai" },
    ];
    for (const claims of disguises) {
      const { answer, token } = await vend({ claims: { ...claims, ...reserved }, timeToLiveInSeconds: 90 });
      expect(answer.status).toBe(200);
      expect(token.claims).toMatchObject({ ...claims, iss: claims.iss ?? "acme.example", tid: TENANT, tty: "vended" });
      for (const name of ["sid", "auth_time", "kfk", "kfd"]) expect(token.claims).not.toHaveProperty(name);
      expect(token.claims.jti).not.toBe("x");
      expect(Number(token.claims.exp) - Number(token.claims.iat)).toBe(90);
      expect(await verify((answer.body as { token: string }).token)).toBe("invalid_token");
    }
    const names = { claims: ["auth_time", "exp", "iat", "jti", "kfd", "kfk", "sid", "sub", "tid", "tty"] };
    expect(await world.prisma.auditEntry.findFirst({ where: { action: "token.vend" } })).toMatchObject({ details: names });
  });

  it("a tenant's key vends for its tenant: its issuer, its keys and those of no tenant", async () => {
    const own = await world.prisma.signingKey.findFirstOrThrow({ where: { tenantId: TENANT } });
    const { token } = await vend({ claims: { sub: "x", iss: "acme.example" } }, { caller: keyOf(OTHER) });
    expect(token.claims).toMatchObject({ iss: "other.example", tid: OTHER });
    for (const keyId of [own.id, randomUUID()]) {
      const { answer } = await vend({ keyId }, { caller: keyOf(OTHER) });
      expect(answer).toMatchObject({ status: 400, body: { fieldErrors: { keyId: [{ code: "[invalid]keyId" }] } } });
    }
    const shared = await world.prisma.signingKey.findFirstOrThrow({ where: { algorithm: "HS256" } });
    expect((await vend({ keyId: shared.id }, { caller: keyOf(OTHER) })).token.header).toMatchObject({ alg: "HS256", kid: shared.kid });
  });

  it.each([
    [{ claims: "x" }, "claims"],
    [{ timeToLiveInSeconds: 0 }, "timeToLiveInSeconds"],
    [{ timeToLiveInSeconds: 2_592_001 }, "timeToLiveInSeconds"],
    [{ keyId: "x" }, "keyId"],
    [{ other: 1 }, "other"],
    [{ claims: { filler: "x".repeat(8000) } }, "claims"],
  ])("vending %j is refused by the field", async (body, field) => {
    expect(await call("POST", "/api/jwt/vend", { body })).toMatchObject({
      status: 400,
      body: { fieldErrors: { [field]: [{ code: `[invalid]${field}` }] } },
    });
  });

  it("a user's token is good for one of another application, of the same session, and no longer a life", async () => {
    const token = await userToken(USER, 120);
    const { status, body } = await call("GET", `/api/jwt/issue?applicationId=${APPLICATION}&refreshToken=null`, {
      caller: callerOf(token),
    });
    expect(status).toBe(200);
    const issued = await verify((body as { token: string }).token);
    expect(issued).toMatchObject({
      subject: USER,
      permissions: ["admin"],
      claims: { aud: APPLICATION, client_id: APPLICATION, tid: TENANT, sid: "s1", auth_time: token.claims.auth_time },
    });
    expect((issued as VerifiedToken).expiresAtMs).toBeLessThanOrEqual(token.expiresAtMs + 1000);
  });

  it("not for an application that is absent, or foreign, or that the user has nothing to do with", async () => {
    const token = await userToken();
    const issue = (id: string, caller: Caller) => call("GET", `/api/jwt/issue?applicationId=${id}`, { caller });
    for (const id of [FOREIGN_APPLICATION, randomUUID(), "x"])
      expect(await issue(id, callerOf(token))).toMatchObject({ status: 404, body: null });
    expect(await issue(APPLICATION, callerOf(await userToken(STRANGER)))).toMatchObject({ status: 401, body: null });
    const { own: _own, ...external } = token;
    expect(await issue(APPLICATION, callerOf(external))).toMatchObject({ status: 401, body: null });
    expect(await issue(APPLICATION, keyOf(TENANT))).toMatchObject({ status: 401, body: null });
    expect(await call("GET", "/api/jwt/issue", { caller: callerOf(token) })).toMatchObject({
      status: 400,
      body: { fieldErrors: { applicationId: [{ code: "[blank]applicationId" }] } },
    });
  });

  it("validate shows what a token says, and a key gets 401", async () => {
    const token = await userToken();
    expect(await call("GET", "/api/jwt/validate", { caller: callerOf(token) })).toMatchObject({ status: 200, body: { jwt: token.claims } });
    expect(await call("GET", "/api/jwt/validate")).toMatchObject({ status: 401, body: null });
  });
});
