// Tokens under our own signing keys, attacked: what a stranger can build from public keys, and what a rightful signature must not open.
import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fusionAi } from "@/lib/core/dialects/fusion-ai";
import { fusionauth } from "@/lib/core/dialects/fusionauth";
import type { TokenAlgorithm, TokenProfile, TrustedKey } from "@/lib/core/tokens/token-profile";
import { createTokenVerifier } from "./token-verifier";

const NOW_MS = 1_767_225_600_000;
const NOW_S = NOW_MS / 1000;
const [TENANT, FOREIGN] = ["0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01", "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a02"];
const [MANAGEMENT, CHAT, OTHER_API] = ["management", "6c9e9669-9670-4f85-9f16-8396c2206f7f", "6c9e9669-9670-4f85-9f16-8396c2206f80"];

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const [ofTenant, ofForeign, ofApis, stranger] = [rsa(), rsa(), rsa(), rsa()];
const shared = randomBytes(32);

function own(
  kid: string,
  jwk: object,
  tenantId: string | null,
  alg: TokenAlgorithm = "RS256",
  retiresAtMs: number | null = null,
): TrustedKey {
  return { kid, alg, jwk: { ...jwk }, issuer: null, own: { tenantId, retiresAtMs } };
}
const publicJwk = ({ publicKey }: typeof ofTenant) => publicKey.export({ format: "jwk" });
const APIS_KEY = own("apis", publicJwk(ofApis), null);
const KEYS: Readonly<Record<string, readonly TrustedKey[]>> = {
  [MANAGEMENT]: [
    own("tenant", publicJwk(ofTenant), TENANT),
    own("foreign", publicJwk(ofForeign), FOREIGN),
    own("shared", { kty: "oct", k: shared.toString("base64url") }, TENANT, "HS256"),
    own("retired", publicJwk(ofTenant), TENANT, "RS256", NOW_MS),
    own("retiring", publicJwk(ofTenant), TENANT, "RS256", NOW_MS + 1000),
    APIS_KEY,
  ],
  [CHAT]: [APIS_KEY],
};
const ISSUERS: Readonly<Record<string, string>> = { [TENANT]: "acme.com", [FOREIGN]: "other.example" };

function open() {
  return createTokenVerifier({
    trustedKeys: (apiId) => KEYS[apiId] ?? [],
    ownPlace: (apiId) => ({ isManagement: apiId === MANAGEMENT, issuerOf: (tenantId) => ISSUERS[tenantId] ?? null }),
    generation: () => 1,
  });
}
const verify = (token: string, apiId = MANAGEMENT, profile: TokenProfile = fusionauth.tokens!) =>
  open().verify(apiId, token, profile, NOW_MS);

type Members = Readonly<Record<string, unknown>>;
const HEADER: Members = { alg: "RS256", typ: "JWT", kid: "tenant" };
const USER: Members = { iss: "acme.com", sub: "u1", tid: TENANT, tty: "at", jti: "t1", iat: NOW_S - 10, exp: NOW_S + 600 };
const CHATTER: Members = {
  ...USER,
  iss: "fusion-ai",
  aud: "api.mcp4.ai",
  sub: "user_0000000001",
  scope: ["chat"],
  tid: undefined,
  tty: undefined,
  kfk: "key_0000000001",
  kfd: { id: "k1", api: CHAT, plan: "default", account: "organisation" },
};

const part = (value: Members | string) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
function signed(header: Members | string, claims: Members | string = USER, pair = ofTenant, digest = "sha256"): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign(digest, Buffer.from(input), pair.privateKey).toString("base64url")}`;
}
function keyed(header: Members, secret: string | Buffer, claims: Members = USER): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}
const pem = String(ofTenant.publicKey.export({ type: "spki", format: "pem" }));
const jwkText = JSON.stringify(publicJwk(ofTenant));

test.each<[string, string, string?, TokenProfile?]>([
  ["a user's token", signed(HEADER)],
  ["one by a key that retires a second later", signed({ ...HEADER, kid: "retiring" })],
  ["one by the shared key", keyed({ ...HEADER, alg: "HS256", kid: "shared" }, shared)],
  ["one by the instance's key, which the tenant chose", signed({ ...HEADER, kid: "apis" }, USER, ofApis)],
  ["a key's token", signed({ ...HEADER, kid: "apis" }, CHATTER, ofApis), CHAT, fusionAi.tokens!],
  ["one whose exp is a millisecond within the leeway", signed(HEADER, { ...USER, exp: NOW_S - 59.999 })],
  ["one whose nbf and iat are at the leeway", signed(HEADER, { ...USER, nbf: NOW_S + 60, iat: NOW_S + 60 })],
])("%s counts, so that what is refused below is refused for its own reason", (_, token, apiId, profile) => {
  expect(verify(token, apiId, profile)).toMatchObject({ own: expect.anything() });
});

describe("refused", () => {
  test.each<[string, string, string?, TokenProfile?]>([
    ...["none", "None", "NONE", "nOnE"].map((alg): [string, string] => [`alg ${alg}`, `${part({ ...HEADER, alg })}.${part(USER)}.AAAA`]),
    ["HS256 with the public key as PEM", keyed({ ...HEADER, alg: "HS256" }, pem)],
    ["HS256 with the public key as JWK", keyed({ ...HEADER, alg: "HS256" }, jwkText)],
    ["HS256 with the public key as PEM, under the shared key's kid", keyed({ ...HEADER, alg: "HS256", kid: "shared" }, pem)],
    ["RS256 under the shared key's kid", signed({ ...HEADER, kid: "shared" })],
    ["PS256 over an RS256 key", signed({ ...HEADER, alg: "PS256" })],
    ["ES256 over an RS256 key", signed({ ...HEADER, alg: "ES256" })],
    ["RS512 over an RS256 key", signed({ ...HEADER, alg: "RS512" }, USER, ofTenant, "sha512")],
    ["no kid", signed({ ...HEADER, kid: undefined })],
    ["a kid that is a path", signed({ ...HEADER, kid: "../tenant" })],
    ["a kid that is a query", signed({ ...HEADER, kid: "tenant' OR '1'='1" })],
    ["a kid that is a name of every object", signed({ ...HEADER, kid: "__proto__" })],
    ["a kid that is a list", signed({ ...HEADER, kid: ["tenant"] })],
    ["a stranger's signature", signed(HEADER, USER, stranger)],
    ["a stranger's key in jwk", signed({ ...HEADER, jwk: publicJwk(stranger) }, USER, stranger)],
    ["an unknown crit", signed({ ...HEADER, crit: ["x"], x: 1 })],
    ["b64: false", signed({ ...HEADER, b64: false, crit: ["b64"] })],
    ["a retired key", signed({ ...HEADER, kid: "retired" })],
    ["another tenant's kid", signed({ ...HEADER, kid: "foreign" }, USER, ofForeign)],
    ["another tenant's kid with that tenant's issuer", signed({ ...HEADER, kid: "foreign" }, { ...USER, iss: "other.example" }, ofForeign)],
    ["our kid with another tenant", signed(HEADER, { ...USER, tid: FOREIGN, iss: "other.example" })],
    ["an ID token", signed(HEADER, { ...USER, tty: "id", aud: "an-application" })],
    ["a vended token", signed(HEADER, { ...USER, tty: "vended" })],
    ["a refresh token's typ", signed({ ...HEADER, typ: "rt+jwt" })],
    ["no typ", signed({ ...HEADER, typ: undefined })],
    ["another issuer", signed(HEADER, { ...USER, iss: "acme.com.evil.example" })],
    ["the issuer in another case", signed(HEADER, { ...USER, iss: "ACME.com" })],
    ["a list of issuers", signed(HEADER, { ...USER, iss: ["acme.com"] })],
    ["nbf a millisecond beyond the leeway", signed(HEADER, { ...USER, nbf: NOW_S + 60.001 })],
    ["iat a millisecond beyond the leeway", signed(HEADER, { ...USER, iat: NOW_S + 60.001 })],
    ["no exp", signed(HEADER, { ...USER, exp: undefined })],
    ["a member twice in the header", signed('{"alg":"RS256","typ":"JWT","kid":"foreign","kid":"tenant"}')],
    ["a member twice in the claims", signed(HEADER, `{"tid":"${FOREIGN}",${JSON.stringify(USER).slice(1)}`)],
    ["non-canonical base64url", signed(HEADER).replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) ^ 1))],
    ["a key's token at the management API", signed({ ...HEADER, kid: "apis" }, CHATTER, ofApis)],
    [
      "a user's token at a protected API",
      signed({ ...HEADER, kid: "apis" }, { ...CHATTER, kfk: undefined, kfd: undefined }, ofApis),
      CHAT,
      fusionAi.tokens!,
    ],
    ["a tenant's key at a protected API", signed(HEADER, CHATTER), CHAT, fusionAi.tokens!],
    [
      "a token of another API's key",
      signed({ ...HEADER, kid: "apis" }, { ...CHATTER, kfd: { id: "k1", api: OTHER_API, plan: "default" } }, ofApis),
      CHAT,
      fusionAi.tokens!,
    ],
    ["another audience", signed({ ...HEADER, kid: "apis" }, { ...CHATTER, aud: "api.evil.example" }, ofApis), CHAT, fusionAi.tokens!],
    ["a list of other audiences", signed({ ...HEADER, kid: "apis" }, { ...CHATTER, aud: ["a", "b"] }, ofApis), CHAT, fusionAi.tokens!],
    ["no audience", signed({ ...HEADER, kid: "apis" }, { ...CHATTER, aud: undefined }, ofApis), CHAT, fusionAi.tokens!],
  ])("%s", (_, token, apiId, profile) => {
    expect(verify(token, apiId, profile)).toBe("invalid_token");
  });

  test("exp at the leeway: expired", () => {
    expect(verify(signed(HEADER, { ...USER, exp: NOW_S - 60 }))).toBe("expired");
  });

  test("what somebody else's key signs about our keys and tenants is that issuer's word alone", () => {
    const external: TrustedKey = { kid: "ext", alg: "RS256", jwk: { ...publicJwk(stranger) }, issuer: "fusion-ai" };
    const verifier = createTokenVerifier({ trustedKeys: () => [external], generation: () => 1 });
    const token = verifier.verify(CHAT, signed({ ...HEADER, kid: "ext" }, CHATTER, stranger), fusionAi.tokens!, NOW_MS);
    expect(token).toMatchObject({ subject: "user_0000000001" });
    expect(token).not.toHaveProperty("own");
  });
});

test("a token that was verified is not remembered beyond its key", () => {
  const verifier = open();
  const token = signed({ ...HEADER, kid: "retiring" });
  expect(verifier.verify(MANAGEMENT, token, fusionauth.tokens!, NOW_MS)).toMatchObject({ subject: "u1" });
  expect(verifier.verify(MANAGEMENT, token, fusionauth.tokens!, NOW_MS + 999)).toMatchObject({ subject: "u1" });
  expect(verifier.verify(MANAGEMENT, token, fusionauth.tokens!, NOW_MS + 1000)).toBe("invalid_token");
});

test("the public keys of this table are what they seem", () => {
  expect(createPublicKey(pem).asymmetricKeyType).toBe("rsa");
});
