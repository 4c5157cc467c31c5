// Tokens are signed by a key of their place, which is made once, and are later than what revoked their like.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createVerifyingKey, isSignedBy } from "@/lib/adapters/system/token-signature";
import { parseToken } from "@/lib/core/tokens/parse-token";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import { changing } from "@/lib/manage/changing";
import { done } from "@/lib/manage/outcome";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";
import { issueUserToken, type UserTokenRequest } from "./issue-token";
import { signingKeyContext } from "./signing-keys";

const [, open] = Object.entries(TEST_DATABASES)[0]!;
let world: TestWorld;
const tenantId = randomUUID();
const userId = randomUUID();

const REQUEST: UserTokenRequest = {
  form: "fusionauth",
  signingKeyId: null,
  lifeSeconds: 60,
  facts: {
    tenantId,
    issuer: "acme.com",
    applicationId: null,
    user: { id: userId, email: "ada@example.com", username: null },
    roles: ["admin"],
    sessionId: null,
    authenticationType: "PASSWORD",
    authenticatedAtMs: Date.now(),
  },
};

beforeAll(async () => {
  world = await open();
  await world.prisma.tenant.create({ data: { id: tenantId, name: "Default" } });
});
afterAll(() => world?.close());

async function claimsOf(token: string): Promise<Record<string, unknown>> {
  const parsed = parseToken(token, [])!;
  const row = await world.prisma.signingKey.findUniqueOrThrow({ where: { kid: parsed.header.kid ?? "" } });
  const key = { kid: row.kid, alg: row.algorithm as TokenAlgorithm, jwk: row.publicJwk as Record<string, unknown>, issuer: null };
  expect(isSignedBy(key.alg, createVerifyingKey(key), parsed)).toBe(true);
  return parsed.claims;
}

it("of ten first tokens at once all are signed, by one key that is audited", async () => {
  const tokens = await Promise.all(Array.from({ length: 10 }, () => issueUserToken(world, REQUEST)));
  for (const { token } of tokens) expect(await claimsOf(token)).toMatchObject({ sub: userId, tid: tenantId, tty: "at", roles: ["admin"] });
  expect(await world.prisma.signingKey.count()).toBe(1);
  expect(await world.prisma.auditEntry.count({ where: { action: "signing-key.create" } })).toBe(1);
});

it.each<TokenAlgorithm>(["RS384", "RS512", "ES256", "ES384", "EdDSA"])("a chosen %s key signs", async (algorithm) => {
  const { publicJwk, privateJwk } = await world.signer.generate(algorithm);
  const id = randomUUID();
  await world.prisma.signingKey.create({
    data: {
      id,
      kid: id,
      name: algorithm,
      algorithm,
      publicJwk: publicJwk ?? undefined,
      sealedPrivate: world.sealing.seal(JSON.stringify(privateJwk), signingKeyContext(id)),
    },
  });
  const { token } = await issueUserToken(world, { ...REQUEST, signingKeyId: id });
  expect(await claimsOf(token)).toMatchObject({ sub: userId });
  expect(parseToken(token, [])?.header).toMatchObject({ alg: algorithm, kid: id });
});

it("a token issued after a revocation is later than it, even within its second", async () => {
  await changing(world, "test", async (change) => {
    change.revokeTokens("user", userId);
    change.record("instance", "test", "test");
    return done(null);
  });
  const { issuedUntil } = await world.prisma.tokenRevocation.findFirstOrThrow({ where: { subject: userId } });
  const { token, expiresAtMs } = await issueUserToken(world, REQUEST);
  const { iat, exp, kft } = await claimsOf(token);
  expect(Number(kft)).toBeGreaterThan(issuedUntil.getTime());
  expect(expiresAtMs).toBe(Number(exp) * 1000);
  expect(Number(exp) - Number(iat)).toBe(60);
});
