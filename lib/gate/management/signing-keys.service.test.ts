// Signing keys over the management API: never their private parts, never for a tenant's key, and replaced without a gap.
import { createPublicKey, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVerifyingKey, isSignedBy } from "@/lib/adapters/system/token-signature";
import type { JsonObject } from "@/lib/core/json";
import { parseToken } from "@/lib/core/tokens/parse-token";
import { LONGEST_BELIEF_MS } from "@/lib/core/tokens/revocation";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import { rotateSigningKey } from "@/lib/manage/tokens/generate-signing-key";
import { signingKeyFor } from "@/lib/manage/tokens/signing-keys";
import { keyOf, type Received, send } from "@/scripts/services/management-client";
import { TEST_DATABASES, type TestWorld } from "@/scripts/services/test-worlds";

const PRIVATE = /"(?:d|p|q|dp|dq|qi|k|secret|privateKey)":/;

function keyOfAnswer({ status, body }: Received): JsonObject & { id: string; kid: string } {
  expect(status).toBe(200);
  expect(JSON.stringify(body)).not.toMatch(PRIVATE);
  return (body as { key: JsonObject & { id: string; kid: string } }).key;
}

describe.each(Object.entries(TEST_DATABASES))("on %s", (_, open) => {
  let world: TestWorld;
  const tenantId = randomUUID();
  const generate = (key: JsonObject, beside: JsonObject = {}) => send(world, "POST", "/api/key/generate", { body: { key, ...beside } });

  beforeAll(async () => {
    world = await open();
    await world.prisma.tenant.create({ data: { id: tenantId, name: "Default" } });
  });
  afterAll(() => world?.close());

  it.each([
    ["RS256", undefined, "RSA", 2048],
    ["RS512", 3072, "RSA", 3072],
    ["ES256", undefined, "EC", 256],
    ["ES384", 384, "EC", 384],
    ["EdDSA", undefined, "OKP", 256],
    ["Ed25519", undefined, "OKP", 256],
    ["HS256", undefined, "HMAC", 256],
  ])("%s is generated, shown without its private part, and signs what its public part verifies", async (algorithm, length, type, bits) => {
    const key = keyOfAnswer(await generate({ algorithm, name: `made ${algorithm}`, ...(length === undefined ? {} : { length }) }));
    const alg = algorithm === "Ed25519" ? "EdDSA" : algorithm;
    expect(key).toMatchObject({ algorithm: alg, type, length: bits, name: `made ${algorithm}`, hasPrivateKey: type !== "HMAC" });
    expect(await send(world, "GET", `/api/key/${key.id}`)).toMatchObject({ status: 200, body: { key } });
    const signer = await signingKeyFor(world, { tenantId, signingKeyId: key.id });
    expect(signer.kid).toBe(key.kid);
    if (type === "HMAC") return expect(key).not.toHaveProperty("publicKey");
    const token = parseToken(world.signer.sign(signer, { typ: "JWT" }, {}), [])!;
    const jwk = createPublicKey(String(key.publicKey)).export({ format: "jwk" });
    const trusted = { kid: key.kid, alg: alg as TokenAlgorithm, jwk: { ...jwk }, issuer: null };
    expect(isSignedBy(trusted.alg, createVerifyingKey(trusted), token)).toBe(true);
  });

  it.each([
    ["no algorithm", {}, "[blank]key.algorithm"],
    ["an unknown algorithm", { algorithm: "none" }, "[invalid]key.algorithm"],
    ["a short RSA key", { algorithm: "RS256", length: 1024 }, "[invalid]key.length"],
    ["an RSA key that takes minutes", { algorithm: "RS256", length: 16_384 }, "[invalid]key.length"],
    ["a curve's key of another length", { algorithm: "ES256", length: 384 }, "[invalid]key.length"],
    ["a name that nobody documents", { algorithm: "ES256", colour: "x" }, "[invalid]key.colour"],
  ])("%s is refused", async (_name, key, code) => {
    const { status, body } = await generate(key);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(code);
  });

  it("ids and names are unique, ids may be chosen, and what is read-only is ignored", async () => {
    const id = randomUUID();
    const given = { algorithm: "ES256", name: "chosen", kid: "mine", privateKey: "x", secret: "x" };
    const key = keyOfAnswer(await send(world, "POST", `/api/key/generate/${id}`, { body: { key: given } }));
    expect(key.id).toBe(id);
    expect(key.kid).not.toBe("mine");
    const again = await send(world, "POST", `/api/key/generate/${id}`, { body: { key: { algorithm: "ES256", name: "other" } } });
    expect(again).toMatchObject({ status: 400, body: { fieldErrors: { keyId: [{ code: "[duplicate]keyId" }] } } });
    const named = await generate({ algorithm: "ES256", name: "chosen" });
    expect(named).toMatchObject({ status: 400, body: { fieldErrors: { "key.name": [{ code: "[duplicate]key.name" }] } } });
    const renamed = await send(world, "PUT", `/api/key/${id}`, { body: { key: { ...key, name: "renamed" } } });
    expect(keyOfAnswer(renamed)).toMatchObject({ ...key, name: "renamed", lastUpdateInstant: expect.any(Number) });
  });

  it("a search goes by name, algorithm and type, in pages", async () => {
    for (const name of ["search b", "search a", "searched %"]) keyOfAnswer(await generate({ algorithm: "ES384", name }));
    const search = async (fields: JsonObject) => {
      const { status, body } = await send(world, "POST", "/api/key/search", { body: { search: fields } });
      expect(status).toBe(200);
      const { keys, total } = body as { keys: { name: string }[]; total: number };
      return { names: keys.map(({ name }) => name), total };
    };
    expect(await search({ name: "search *", algorithm: "ES384" })).toEqual({ names: ["search a", "search b"], total: 2 });
    expect(await search({ name: "%" })).toEqual({ names: ["searched %"], total: 1 });
    expect(await search({ name: "search", type: "EC", orderBy: "name DESC", numberOfResults: 1, startRow: 1 })).toEqual({
      names: ["search b"],
      total: 3,
    });
    expect(await search({ algorithm: "ES384", type: "RSA" })).toEqual({ names: [], total: 0 });
  });

  it("a key of a tenant gets 401 everywhere; an absent id is 404", async () => {
    const { id } = keyOfAnswer(await generate({ algorithm: "ES256", name: "not for tenants" }));
    const calls: [string, string, JsonObject?][] = [
      ["GET", "/api/key"],
      ["GET", `/api/key/${id}`],
      ["PUT", `/api/key/${id}`, { key: { name: "x" } }],
      ["DELETE", `/api/key/${id}`],
      ["POST", "/api/key/generate", { key: { algorithm: "ES256" } }],
      ["POST", `/api/key/generate/${randomUUID()}`, { key: { algorithm: "ES256" } }],
      ["POST", "/api/key/search", { search: {} }],
    ];
    for (const [method, target, body] of calls) {
      expect(await send(world, method, target, { body, caller: keyOf(tenantId) })).toMatchObject({ status: 401, body: null });
    }
    for (const method of ["GET", "PUT", "DELETE"]) {
      for (const absent of [randomUUID(), "x"]) expect((await send(world, method, `/api/key/${absent}`)).status).toBe(404);
    }
  });

  it("a key that a tenant or an application chose cannot be deleted; another goes, and its going is announced", async () => {
    const { id } = keyOfAnswer(await generate({ algorithm: "ES256", name: "in use" }));
    const chosen = { jwtConfiguration: { accessTokenKeyId: id.toUpperCase() } };
    await world.prisma.tenant.update({ where: { id: tenantId }, data: { extra: chosen } });
    const refused = { status: 400, body: { fieldErrors: { keyId: [{ code: "[invalid]keyId" }] } } };
    expect(await send(world, "DELETE", `/api/key/${id}`)).toMatchObject(refused);
    await world.prisma.tenant.update({ where: { id: tenantId }, data: { extra: {} } });
    const application = { tenantId, id: randomUUID(), name: "app", extra: { jwtConfiguration: { idTokenKeyId: id } } };
    await world.prisma.application.create({ data: application });
    expect(await send(world, "DELETE", `/api/key/${id}`)).toMatchObject(refused);
    await world.prisma.application.deleteMany();
    world.announced.length = 0;
    expect(await send(world, "DELETE", `/api/key/${id}`)).toMatchObject({ status: 200, body: null });
    expect(world.announced).toMatchObject([{ catalogue: true }]);
    expect(await world.prisma.signingKey.count({ where: { id } })).toBe(0);
  });

  it("the next key signs wherever the one did that it replaces, which verifies until no token of it can be left", async () => {
    const old = keyOfAnswer(await generate({ algorithm: "ES256", name: "2026" }));
    const extra = { data: { kept: true }, jwtConfiguration: { accessTokenKeyId: old.id, timeToLiveInSeconds: 60 } };
    await world.prisma.tenant.update({ where: { id: tenantId }, data: { extra } });
    const beforeMs = Date.now();
    const next = keyOfAnswer(await generate({ algorithm: "EdDSA", name: "2027" }, { replacesKeyId: old.id }));
    const tenant = await world.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
    expect(tenant.extra).toEqual({ ...extra, jwtConfiguration: { ...extra.jwtConfiguration, accessTokenKeyId: next.id } });
    const { expirationInstant } = keyOfAnswer(await send(world, "GET", `/api/key/${old.id}`));
    expect(Number(expirationInstant)).toBeGreaterThanOrEqual(beforeMs + LONGEST_BELIEF_MS);
    expect(await generate({ algorithm: "ES256" }, { replacesKeyId: old.id })).toMatchObject({
      status: 400,
      body: { fieldErrors: { replacesKeyId: [{ code: "[invalid]replacesKeyId" }] } },
    });
    await world.prisma.tenant.update({ where: { id: tenantId }, data: { extra: {} } });
  });

  it("a tenant's own key is rotated within its tenant, and the tokens of protected APIs stay RS256", async () => {
    const first = await signingKeyFor(world, { tenantId, signingKeyId: null });
    const { id } = await world.prisma.signingKey.findUniqueOrThrow({ where: { kid: first.kid } });
    const outcome = await rotateSigningKey(world, "test", id, "the tenant's next");
    expect(outcome).toMatchObject({ kind: "done", value: { algorithm: "RS256", length: 2048 } });
    const second = await signingKeyFor(world, { tenantId, signingKeyId: null });
    expect(second.kid).not.toBe(first.kid);
    expect(await world.prisma.signingKey.findUniqueOrThrow({ where: { kid: second.kid } })).toMatchObject({ tenantId });
    keyOfAnswer(await generate({ algorithm: "ES256", name: "the newest of all" }));
    expect(await signingKeyFor(world, { tenantId: null, signingKeyId: null })).toMatchObject({ algorithm: "RS256" });
  });
});
