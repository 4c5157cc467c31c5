import { generateKeyPairSync, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Json } from "@/lib/core/http";
import { type ExternalIssuer, isAccessType, judgeExternalToken, readKeySet } from "./external-issuer";
import type { TokenProfile } from "./token-profile";

const PROFILE: TokenProfile = { types: [], issuer: null, audience: null, permissionsClaim: "scope", leewaySeconds: 60 };
const TRUST: ExternalIssuer = {
  issuer: "https://login.example",
  jwksUrl: null,
  audience: "payments",
  algorithms: ["RS256", "ES256"],
  permissionsClaim: null,
  tenantClaim: null,
  subjectClaim: "sub",
  permissions: null,
};
const NOW_MS = 1_767_225_600_000;
const TENANT = randomUUID();
const CLAIMS = { iss: TRUST.issuer, sub: "ada", aud: "payments", exp: NOW_MS / 1000 + 60, scope: "read write" };

const judge = (claims: Record<string, unknown>, trust: Partial<ExternalIssuer> = {}) =>
  judgeExternalToken({ ...CLAIMS, ...claims }, PROFILE, { ...TRUST, ...trust }, NOW_MS);

describe("the claims of an external token", () => {
  test("mean what they say, where nothing is mapped", () => {
    expect(judge({})).toMatchObject({ issuer: TRUST.issuer, subject: "ada", permissions: ["read", "write"] });
  });

  test("what only we may say is dropped", () => {
    const claims = { kfk: "key_0000000001", kfd: { id: "x", api: "y", plan: "z" }, tid: TENANT, sid: "s", applicationId: "a", anc: ["t"] };
    const judged = judge(claims);
    if (typeof judged === "string") throw new Error(judged);
    for (const name of Object.keys(claims)) expect(judged.claims).not.toHaveProperty(name);
    expect(judged.own).toBeUndefined();
  });

  test.each<[string, Record<string, unknown>, Partial<ExternalIssuer>, object]>([
    ["permissions by another name", { roles: ["a"] }, { permissionsClaim: "roles" }, { permissions: ["a"] }],
    ["by a path", { realm_access: { roles: ["a"] } }, { permissionsClaim: "realm_access.roles" }, { permissions: ["a"] }],
    ["a name with dots before a path", { "a.b": "x", a: { b: "y" } }, { permissionsClaim: "a.b" }, { permissions: ["x"] }],
    ["names to ours, others to nothing", {}, { permissions: { read: ["list", "show"] } }, { permissions: ["list", "show"] }],
    ["a name of every object to nothing", { scope: "constructor" }, { permissions: {} }, { permissions: [] }],
    ["subject", { email: "ada@example.com" }, { subjectClaim: "email" }, { subject: "ada@example.com" }],
    ["tenant", { org: TENANT.toUpperCase() }, { tenantClaim: "org" }, { claims: expect.objectContaining({ tid: TENANT }) }],
  ])("map: %s", (_, claims, trust, expected) => {
    expect(judge(claims, trust)).toMatchObject(expected);
  });

  test.each<[string, Record<string, unknown>, Partial<ExternalIssuer>, string]>([
    ["another audience", { aud: "other" }, {}, "invalid_token"],
    ["no audience", { aud: undefined }, {}, "invalid_token"],
    ["no tenant where one must be", {}, { tenantClaim: "org" }, "invalid_token"],
    ["a tenant that is no UUID", { org: "acme" }, { tenantClaim: "org" }, "invalid_token"],
    ["its own tid for a tenant", { tid: TENANT }, { tenantClaim: "org" }, "invalid_token"],
    ["no subject where it is mapped", {}, { subjectClaim: "email" }, "invalid_token"],
    ["permissions that are none", { roles: { a: 1 } }, { permissionsClaim: "roles" }, "invalid_token"],
    ["its time over", { exp: NOW_MS / 1000 - 61 }, {}, "expired"],
  ])("refuse it: %s", (_, claims, trust, refusal) => {
    expect(judge(claims, trust)).toBe(refusal);
  });
});

test.each([
  [null, true],
  ["jwt", true],
  ["at+jwt", true],
  ["logout+jwt", false],
  ["dpop+jwt", false],
])("a token of the type %s is one for access: %s", (type, isOne) => {
  expect(isAccessType(type)).toBe(isOne);
});

describe("a key set", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicRsa = { ...(rsa.publicKey.export({ format: "jwk" }) as Record<string, Json>), kid: "r" };
  const publicEc = { ...(ec.publicKey.export({ format: "jwk" }) as Record<string, Json>), kid: "e" };
  const named = (document: Json) => readKeySet(document, TRUST)?.map(({ kid, alg }) => `${kid} ${alg}`);

  test("gives each key for the allowed algorithms that it fits", () => {
    expect(named({ keys: [publicRsa, publicEc] })).toEqual(["r RS256", "e ES256"]);
    expect(readKeySet({ keys: [publicRsa] }, { ...TRUST, algorithms: ["RS256", "RS512"] })?.map(({ alg }) => alg)).toEqual([
      "RS256",
      "RS512",
    ]);
  });

  test.each<[string, Json]>([
    ["a shared key", { kty: "oct", k: "a".repeat(64), kid: "s", alg: "HS256" }],
    ["a private key", { ...(rsa.privateKey.export({ format: "jwk" }) as Record<string, Json>), kid: "p" }],
    ["a key for encryption", { ...publicRsa, use: "enc" }],
    ["a key for an algorithm that is not allowed", { ...publicRsa, alg: "PS256" }],
    ["a weak key", { ...publicRsa, n: "AQAB" }],
    ["what is no key", "key"],
  ])("leaves out %s, and keeps the others", (_, unfit) => {
    expect(named({ keys: [unfit, publicEc] })).toEqual(["e ES256"]);
  });

  test("holds no more than 50 keys", () => {
    expect(readKeySet({ keys: Array.from({ length: 500 }, () => publicEc) }, TRUST)).toHaveLength(50);
  });

  test.each<[Json]>([[null], ["x"], [[]], [{}], [{ keys: {} }]])("%j is none", (document) => {
    expect(readKeySet(document, TRUST)).toBeNull();
  });
});
