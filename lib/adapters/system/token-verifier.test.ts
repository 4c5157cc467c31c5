import { createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import type { TokenAlgorithm, TokenProfile, TrustedKey, VerifiedToken } from "@/lib/core/tokens/token-profile";
import type { TokenRefusal } from "@/lib/ports/gate-ports";
import { createTokenVerifier } from "./token-verifier";

const NOW_S = 1_800_000_000;
const NOW_MS = NOW_S * 1000;
const API = "api-1";
const PROFILE: TokenProfile = {
  types: ["JWT"],
  issuer: "fusion-ai",
  audience: "api.mcp4.ai",
  permissionsClaim: "scope",
  leewaySeconds: 60,
};
const CLAIMS = {
  sub: "user_12345",
  iss: "fusion-ai",
  aud: "api.mcp4.ai",
  iat: NOW_S - 10,
  exp: NOW_S + 3590,
  scope: ["chat", "models"],
};

interface Signer {
  readonly privateKey: KeyObject | Uint8Array;
  readonly publicKey: KeyObject | null;
  readonly trusted: TrustedKey;
}

function signer(kid: string, alg: TokenAlgorithm, pair: { privateKey: KeyObject; publicKey: KeyObject }): Signer {
  return { ...pair, trusted: { kid, alg, jwk: { ...pair.publicKey.export({ format: "jwk" }) }, issuer: null } };
}

const rsa = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const shared = randomBytes(32);
const SIGNERS = {
  RS256: signer("rs256", "RS256", rsa()),
  RS384: signer("rs384", "RS384", rsa()),
  RS512: signer("rs512", "RS512", rsa()),
  ES256: signer("es256", "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })),
  ES384: signer("es384", "ES384", generateKeyPairSync("ec", { namedCurve: "P-384" })),
  EdDSA: signer("eddsa", "EdDSA", generateKeyPairSync("ed25519")),
  HS256: {
    privateKey: shared,
    publicKey: null,
    trusted: { kid: "hs256", alg: "HS256", jwk: { kty: "oct", k: shared.toString("base64url") }, issuer: null },
  },
} satisfies Record<TokenAlgorithm, Signer>;
const SECOND_RSA = signer("rs256-older", "RS256", rsa());
const STRANGER = signer("rs256", "RS256", rsa());
const TRUSTED = [...Object.values(SIGNERS), SECOND_RSA].map(({ trusted }) => trusted);

function verifier(keys: readonly TrustedKey[] = TRUSTED) {
  return createTokenVerifier({ trustedKeys: (apiId) => (apiId === API ? keys : []), generation: () => 1 });
}

function verify(token: string, profile = PROFILE, nowMs = NOW_MS, keys?: readonly TrustedKey[]) {
  return verifier(keys).verify(API, token, profile, nowMs) as VerifiedToken | TokenRefusal;
}

function joseToken(by: Signer, claims: Record<string, unknown> = CLAIMS, header: Record<string, unknown> = {}): Promise<string> {
  const { kid, alg } = by.trusted;
  return new SignJWT(claims).setProtectedHeader({ alg, typ: "JWT", kid, ...header }).sign(by.privateKey);
}

/** Signed with the RS256 key over exactly these bytes, whatever they say. */
function rawToken(header: unknown, claims: unknown = CLAIMS, by = SIGNERS.RS256): string {
  const part = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), by.privateKey as KeyObject).toString("base64url")}`;
}
const HEADER = { alg: "RS256", typ: "JWT", kid: "rs256" };

describe("accepted", () => {
  test.each(Object.values(SIGNERS))("a token that jose signed with $trusted.alg", async (by) => {
    const token = await joseToken(by);
    expect(verify(token)).toMatchObject({ issuer: "fusion-ai", subject: "user_12345", permissions: ["chat", "models"] });
    const [header, , signature] = token.split(".");
    const elevated = Buffer.from(JSON.stringify({ ...CLAIMS, sub: "user_1" })).toString("base64url");
    expect(verify(`${header}.${elevated}.${signature}`)).toBe("invalid_token");
  });

  test("the hand-made token that the refused ones vary", () => {
    expect(verify(rawToken(HEADER))).toMatchObject({ subject: "user_12345" });
  });

  test("a token without kid, by any active key of its algorithm", () => {
    for (const by of [SIGNERS.RS256, SECOND_RSA]) {
      expect(verify(rawToken({ ...HEADER, kid: undefined }, CLAIMS, by))).toMatchObject({ subject: "user_12345" });
    }
    expect(verify(rawToken({ ...HEADER, kid: undefined }, CLAIMS, STRANGER))).toBe("invalid_token");
  });

  test("aud as a list that contains ours, scope as a string", async () => {
    const token = await joseToken(SIGNERS.RS256, { ...CLAIMS, aud: ["x", "api.mcp4.ai"], scope: "chat account" });
    expect(verify(token)).toMatchObject({ permissions: ["chat", "account"] });
  });

  test("within the leeway, to the millisecond", async () => {
    const late = await joseToken(SIGNERS.ES256, { ...CLAIMS, exp: NOW_S - 60 });
    expect([verify(late, PROFILE, NOW_MS - 1), verify(late, PROFILE, NOW_MS)]).toEqual([expect.any(Object), "expired"]);
    const early = await joseToken(SIGNERS.ES256, { ...CLAIMS, nbf: NOW_S + 60 });
    expect([verify(early, PROFILE, NOW_MS - 1), verify(early, PROFILE, NOW_MS)]).toEqual(["invalid_token", expect.any(Object)]);
  });

  test("custom claims, handed on as they are", async () => {
    const token = await joseToken(SIGNERS.RS256, { ...CLAIMS, team: { id: 7 } });
    expect(verify(token)).toMatchObject({ claims: { team: { id: 7 } } });
  });
});

/** Confuses a public key with a shared secret: HS256 over the text in which everybody can read it. */
function hs256WithPublicKey(form: "pem" | "jwk", kid: string | undefined): string {
  const publicKey = SIGNERS.RS256.publicKey!;
  const bytes = form === "pem" ? publicKey.export({ type: "spki", format: "pem" }) : JSON.stringify(publicKey.export({ format: "jwk" }));
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg: "HS256", typ: "JWT", kid })}.${part(CLAIMS)}`;
  return `${input}.${createHmac("sha256", bytes).update(input).digest("base64url")}`;
}

function unsigned(alg: string, signature = ""): string {
  return `${rawToken({ ...HEADER, alg })
    .split(".")
    .slice(0, 2)
    .join(".")}.${signature}`;
}

/** The same signature, its last character varied in a bit that no byte uses. */
function nonCanonical(): string {
  const token = rawToken(HEADER);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return token.slice(0, -1) + alphabet.charAt(alphabet.indexOf(token.at(-1)!) + 1);
}

function derSignature(): string {
  const [header, claims] = [{ ...HEADER, alg: "ES256", kid: "es256" }, CLAIMS].map((value) =>
    Buffer.from(JSON.stringify(value)).toString("base64url"),
  );
  return `${header}.${claims}.${sign("sha256", Buffer.from(`${header}.${claims}`), SIGNERS.ES256.privateKey as KeyObject).toString("base64url")}`;
}

const claimsText = JSON.stringify(CLAIMS);
const strangerJwk = STRANGER.publicKey!.export({ format: "jwk" });

describe("refused as invalid", () => {
  test.each([
    ["alg none without signature", unsigned("none")],
    ["alg none with a signature", rawToken({ ...HEADER, alg: "none" })],
    ["alg NONE with any signature", unsigned("NONE", "AAAA")],
    ["HS256 signed with the public key as PEM", hs256WithPublicKey("pem", "rs256")],
    ["the same without kid", hs256WithPublicKey("pem", undefined)],
    ["HS256 signed with the public key as JWK", hs256WithPublicKey("jwk", "rs256")],
    ["HS256 signed with the public key under the shared key's kid", hs256WithPublicKey("pem", "hs256")],
    ["an alg that is not pinned to the kid", rawToken({ ...HEADER, alg: "RS512" })],
    ["an alg nobody knows", rawToken({ ...HEADER, alg: "RS257" })],
    ["the alg PS256 under an RS256 key", rawToken({ ...HEADER, alg: "PS256" })],
    ["an unknown kid", rawToken({ ...HEADER, kid: "unknown" })],
    ["the kid of another key", rawToken({ ...HEADER, kid: "rs256-older" })],
    ["a kid that is a path", rawToken({ ...HEADER, kid: "../../rs256" })],
    ["a stranger's signature", rawToken(HEADER, CLAIMS, STRANGER)],
    ["a stranger's key in jwk", rawToken({ ...HEADER, jwk: strangerJwk }, CLAIMS, STRANGER)],
    ["our own key in jwk", rawToken({ ...HEADER, jwk: SIGNERS.RS256.trusted.jwk })],
    ["jku", rawToken({ ...HEADER, jku: "http://127.0.0.1:9/jwks.json" })],
    ["x5u", rawToken({ ...HEADER, x5u: "http://127.0.0.1:9/cert.pem" })],
    ["x5c", rawToken({ ...HEADER, x5c: [] })],
    ["an unknown crit", rawToken({ ...HEADER, crit: ["https://example.com/ext"], "https://example.com/ext": 1 })],
    ["crit of b64", rawToken({ ...HEADER, crit: ["b64"], b64: false })],
    ["another typ", rawToken({ ...HEADER, typ: "at+jwt" })],
    ["no typ", rawToken({ ...HEADER, typ: undefined })],
    ["another iss", rawToken(HEADER, { ...CLAIMS, iss: "fusion-ai.example" })],
    ["another aud", rawToken(HEADER, { ...CLAIMS, aud: "api.example" })],
    ["a list of others' aud", rawToken(HEADER, { ...CLAIMS, aud: ["a", "b"] })],
    ["no iss", rawToken(HEADER, { ...CLAIMS, iss: undefined })],
    ["no exp", rawToken(HEADER, { ...CLAIMS, exp: undefined })],
    ["no sub", rawToken(HEADER, { ...CLAIMS, sub: undefined })],
    ["exp as text", rawToken(HEADER, { ...CLAIMS, exp: String(CLAIMS.exp) })],
    ["nbf in the future", rawToken(HEADER, { ...CLAIMS, nbf: NOW_S + 61 })],
    ["expired, with a stranger's signature", rawToken(HEADER, { ...CLAIMS, exp: NOW_S - 9999 }, STRANGER)],
    ["non-canonical base64url", nonCanonical()],
    ["padding", `${rawToken(HEADER)}=`],
    ["a fourth part", `${rawToken(HEADER)}.AAAA`],
    ["an empty signature", unsigned("RS256")],
    ["a signature cut short", rawToken(HEADER).slice(0, -4)],
    ["a signature with zeros before it", rawToken(HEADER).replace(/\.([^.]*)$/, ".AAAA$1")],
    ["an ECDSA signature in DER", derSignature()],
    ["an ECDSA signature of zeros", `${derSignature().split(".").slice(0, 2).join(".")}.${Buffer.alloc(64).toString("base64url")}`],
    ["alg twice in the header", rawToken(`{"alg":"RS256","typ":"JWT","kid":"rs256","alg":"RS256"}`)],
    ["exp twice in the claims", rawToken(HEADER, `${claimsText.slice(0, -1)},"exp":${NOW_S + 9999}}`)],
    ["claims that are a list", rawToken(HEADER, "[]")],
    ["a very long token", rawToken(HEADER, { ...CLAIMS, filler: "x".repeat(9_000) })],
    ["a key instead of a token", `sk-fusion-${"Ab1".repeat(13)}A07a1vh`],
    ["nothing", ""],
  ])("%s", (_, token) => {
    expect(verify(token)).toBe("invalid_token");
  });

  test("a good token at an API that trusts other keys, or none", () => {
    const token = rawToken(HEADER);
    expect(verify(token, PROFILE, NOW_MS, [STRANGER.trusted])).toBe("invalid_token");
    expect(verifier().verify("api-2", token, PROFILE, NOW_MS)).toBe("invalid_token");
  });

  test("a token of another issuer, signed with a key that speaks for ours", () => {
    const bound = [{ ...SIGNERS.RS256.trusted, issuer: "partner" }];
    expect(verify(rawToken(HEADER), PROFILE, NOW_MS, bound)).toBe("invalid_token");
    expect(verify(rawToken(HEADER, { ...CLAIMS, iss: "partner" }), PROFILE, NOW_MS, bound)).toMatchObject({ issuer: "partner" });
  });
});

test("an expired token with a good signature is expired, not invalid", () => {
  expect(verify(rawToken(HEADER, { ...CLAIMS, exp: NOW_S - 60 }))).toBe("expired");
});

describe("what was verified is remembered", () => {
  test("under its API and rules only, and answered the same", () => {
    const tokens = verifier();
    const token = rawToken(HEADER);
    const first = tokens.verify(API, token, PROFILE, NOW_MS);
    expect(tokens.verify(API, token, { ...PROFILE }, NOW_MS + 59_999)).toBe(first);
    expect(tokens.verify(API, token, PROFILE, NOW_MS + 60_000)).not.toBe(first);
    expect(tokens.verify(API, token, { ...PROFILE, audience: "other" }, NOW_MS)).toBe("invalid_token");
    expect(tokens.verify("api-2", token, PROFILE, NOW_MS)).toBe("invalid_token");
    expect(tokens.verify(API, nonCanonical(), PROFILE, NOW_MS)).toBe("invalid_token");
  });

  test("not beyond its expiry", () => {
    const tokens = verifier();
    const token = rawToken(HEADER, { ...CLAIMS, exp: NOW_S + 5 });
    const strict = { ...PROFILE, leewaySeconds: 0 };
    expect(tokens.verify(API, token, strict, NOW_MS + 4_999)).toMatchObject({ subject: "user_12345" });
    expect(tokens.verify(API, token, strict, NOW_MS + 5_000)).toBe("expired");
    expect(tokens.verify(API, token, PROFILE, NOW_MS + 64_999)).toMatchObject({ subject: "user_12345" });
    expect(tokens.verify(API, token, PROFILE, NOW_MS + 65_000)).toBe("expired");
  });

  test("not beyond a change of the key set, from whose instant the new keys count", () => {
    const set = { generation: 1, keys: [SIGNERS.RS256.trusted] };
    const tokens = createTokenVerifier({ trustedKeys: () => set.keys, generation: () => set.generation });
    const [first, second] = [rawToken(HEADER), rawToken({ ...HEADER, kid: "rs256-older" }, CLAIMS, SECOND_RSA)];
    expect([tokens.verify(API, first, PROFILE, NOW_MS), tokens.verify(API, second, PROFILE, NOW_MS)]).toEqual([
      expect.any(Object),
      "invalid_token",
    ]);
    Object.assign(set, { generation: 2, keys: [SECOND_RSA.trusted] });
    expect([tokens.verify(API, first, PROFILE, NOW_MS), tokens.verify(API, second, PROFILE, NOW_MS)]).toEqual([
      "invalid_token",
      expect.any(Object),
    ]);
  });

  test("in bounded space: the oldest is forgotten and verified anew", () => {
    const tokens = createTokenVerifier({ trustedKeys: () => TRUSTED, generation: () => 1, cacheSize: 3 });
    const made = Array.from({ length: 4 }, (_, index) => rawToken(HEADER, { ...CLAIMS, jti: `t${index}` }));
    const answers = made.map((token) => tokens.verify(API, token, PROFILE, NOW_MS));
    const again = made.toReversed().map((token) => tokens.verify(API, token, PROFILE, NOW_MS));
    expect(again.toReversed()).toEqual(answers);
    expect(again.toReversed().map((answer, index) => answer === answers[index])).toEqual([false, true, true, true]);
  });
});

test("a key that is not fit to be trusted is left out and told of; the others go on", () => {
  const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const told: string[] = [];
  const tokens = createTokenVerifier({
    trustedKeys: () => [{ kid: "weak", alg: "RS256", jwk: { ...weak.publicKey.export({ format: "jwk" }) }, issuer: null }, ...TRUSTED],
    generation: () => 1,
    onUnusableKey: (apiId, kid, reason) => told.push(`${apiId} ${kid}: ${reason}`),
  });
  const byWeak = signer("weak", "RS256", weak);
  expect(tokens.verify(API, rawToken({ ...HEADER, kid: "weak" }, CLAIMS, byWeak), PROFILE, NOW_MS)).toBe("invalid_token");
  expect(tokens.verify(API, rawToken(HEADER), PROFILE, NOW_MS)).toMatchObject({ subject: "user_12345" });
  expect(told).toEqual([expect.stringContaining("api-1 weak: An RSA key has 2048")]);
});
