// The tokens of the conformance world: good ones signed with jose, and every way of being wrong, built by hand.
import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { exportJWK, type JWK, SignJWT } from "jose";
import { APPLE_USER, PIPER_USER } from "./world";

/** A public key as the bootstrap file states it, with the API that trusts it. */
export interface TrustedPublicKey {
  /** The API; not part of the file. */
  readonly api: "fusion" | "cryptofuse" | "management";
  readonly kid: string;
  readonly alg: string;
  readonly publicJwk: JWK;
  readonly issuer?: string;
}

/** What a run signs with and what rows may name as `{token:name}`. */
export interface TokenSet {
  readonly trustedKeys: readonly TrustedPublicKey[];
  readonly tokens: Readonly<Record<string, string>>;
}

type Claims = Readonly<Record<string, unknown>>;

const KID = "conformance-1";

/** Keys and tokens of this run; nothing of them outlives it. */
export async function mintTokens(): Promise<TokenSet> {
  const fusion = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const shared = Buffer.from("an application's symmetric signing key, 43+ characters");
  const fusionJwk = await exportJWK(fusion.publicKey);
  const otherJwk = await exportJWK(other.publicKey);
  return {
    trustedKeys: [
      { api: "fusion", kid: KID, alg: "RS256", publicJwk: fusionJwk },
      { api: "cryptofuse", kid: KID, alg: "RS256", publicJwk: fusionJwk, issuer: "id.cryptofuse.test" },
      { api: "management", kid: KID, alg: "RS256", publicJwk: fusionJwk, issuer: "acme.com" },
      { api: "management", kid: "other-1", alg: "RS256", publicJwk: otherJwk, issuer: "other.example" },
      { api: "management", kid: "shared-1", alg: "HS256", publicJwk: { kty: "oct", k: shared.toString("base64url") }, issuer: "acme.com" },
    ],
    tokens: {
      ...(await goodFusionTokens(fusion.privateKey)),
      ...badFusionTokens(fusion, other, otherJwk),
      ...(await otherDialectsTokens(fusion.privateKey, other.privateKey, shared)),
    },
  };
}

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** The payload of the vendor page, with times of today. */
function fusionClaims(changes: Claims = {}): Claims {
  const base = { sub: "user_12345", iss: "fusion-ai", aud: "api.mcp4.ai", scope: ["chat", "models", "account"] };
  const all: Record<string, unknown> = { ...base, iat: nowSeconds(), exp: nowSeconds() + 3600, ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function jose(claims: Claims, key: KeyObject | Uint8Array, header: Claims = {}): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: "RS256", typ: "JWT", kid: KID, ...header }).sign(key);
}

async function goodFusionTokens(key: KeyObject): Promise<Record<string, string>> {
  const good = (changes: Claims, header: Claims = {}) => jose(fusionClaims(changes), key, header);
  return {
    good: await good({}),
    pageHeader: await good({}, { kid: undefined }),
    scopeText: await good({ scope: "chat models" }),
    audienceList: await good({ aud: ["other.example", "api.mcp4.ai"] }),
    customClaims: await good({ team: "billing", feature_flags: { beta: true } }),
    modelsOnly: await good({ scope: ["models"] }),
    chatOnly: await good({ scope: ["chat"] }),
    noScope: await good({ scope: undefined }),
    emptyScope: await good({ scope: [] }),
    scopeOfOtherCase: await good({ scope: ["CHAT"] }),
    typeInLowerCase: await good({}, { typ: "jwt" }),
    wrongIssuer: await good({ iss: "fusion-ai.evil.example" }),
    noIssuer: await good({ iss: undefined }),
    issuerList: await good({ iss: ["fusion-ai"] }),
    wrongAudience: await good({ aud: "api.other.example" }),
    noAudience: await good({ aud: undefined }),
    emptyAudience: await good({ aud: [] }),
    expired: await good({ iat: nowSeconds() - 7200, exp: nowSeconds() - 3600 }),
    pageTimes: await good({ iat: 1704063600, exp: 1704067200 }),
    justBeyondLeeway: await good({ exp: nowSeconds() - 61 }),
    noExpiry: await good({ exp: undefined }),
    expiryAsText: await good({ exp: String(nowSeconds() + 3600) }),
    notYetValid: await good({ nbf: nowSeconds() + 600 }),
    noSubject: await good({ sub: undefined }),
    unknownKid: await good({}, { kid: "somebody-else" }),
    emptyKid: await good({}, { kid: "" }),
    otherType: await good({}, { typ: "at+jwt" }),
  };
}

type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

function badFusionTokens(trusted: Pair, attacker: Pair, attackerJwk: JWK): Record<string, string> {
  const header = { alg: "RS256", typ: "JWT", kid: KID };
  const claims = fusionClaims();
  const good = signed(header, claims, trusted.privateKey);
  const [head = "", payload = "", signature = ""] = good.split(".");
  const pem = String(trusted.publicKey.export({ type: "spki", format: "pem" }));
  const der = trusted.publicKey.export({ type: "spki", format: "der" });
  return {
    algNone: `${part({ ...header, alg: "none" })}.${part(claims)}.`,
    algNoneOddCase: `${part({ ...header, alg: "nOnE" })}.${part(claims)}.`,
    algNoneWithSignature: `${part({ ...header, alg: "none" })}.${part(claims)}.${signature}`,
    hs256UnderPublicPem: keyedToken({ ...header, alg: "HS256" }, claims, pem),
    hs256UnderPublicDer: keyedToken({ ...header, alg: "HS256" }, claims, der),
    hs256UnderPublicPemWithoutKid: keyedToken({ alg: "HS256", typ: "JWT" }, claims, pem),
    rs512: signed({ ...header, alg: "RS512" }, claims, trusted.privateKey, "sha512"),
    otherKey: signed(header, claims, attacker.privateKey),
    otherKeyWithoutKid: signed({ alg: "RS256", typ: "JWT" }, claims, attacker.privateKey),
    embeddedJwk: signed({ ...header, jwk: attackerJwk }, claims, attacker.privateKey),
    embeddedJwkBesideGoodSignature: signed({ ...header, jwk: attackerJwk }, claims, trusted.privateKey),
    jku: signed({ ...header, jku: "https://evil.example/jwks.json" }, claims, attacker.privateKey),
    x5u: signed({ ...header, x5u: "https://evil.example/chain.pem" }, claims, trusted.privateKey),
    x5c: signed({ ...header, x5c: ["MIIB"] }, claims, trusted.privateKey),
    unknownCrit: signed(
      { ...header, crit: ["http://example.test/extension"], "http://example.test/extension": true },
      claims,
      trusted.privateKey,
    ),
    emptyCrit: signed({ ...header, crit: [] }, claims, trusted.privateKey),
    tampered: `${head}.${part(fusionClaims({ sub: "user_1" }))}.${signature}`,
    withoutSignature: `${head}.${payload}.`,
    nonCanonical: `${head}.${payload}.${nonCanonical(signature)}`,
    padded: `${head}.${payload}.${signature}==`,
    twoParts: `${head}.${payload}`,
    fourParts: `${good}.${signature}`,
    claimsAreAList: signed(header, [1, 2, 3], trusted.privateKey),
    headerIsText: `${Buffer.from("RS256").toString("base64url")}.${payload}.${signature}`,
    twiceTheIssuer: signedText(JSON.stringify(header), `{"iss":"evil",${JSON.stringify(claims).slice(1)}`, trusted.privateKey),
  };
}

async function otherDialectsTokens(key: KeyObject, otherKey: KeyObject, shared: Buffer): Promise<Record<string, string>> {
  const times = { iat: nowSeconds(), exp: nowSeconds() + 3600 };
  const cryptofuse = { ...times, iss: "id.cryptofuse.test", sub: "session_1" };
  // The payload of the vendor page's sample.
  const apple = { ...times, iss: "acme.com", sub: APPLE_USER, applicationId: "79103734-97ab-4d1a-af37-e006d05d2952", roles: [] };
  return {
    cryptofuseRead: await jose({ ...cryptofuse, scope: "read" }, key),
    cryptofuseWrite: await jose({ ...cryptofuse, scope: ["read", "write"] }, key),
    cryptofuseIssuerOfAnother: await jose({ ...cryptofuse, iss: "fusion-ai", scope: "read" }, key),
    cryptofuseExpired: await jose({ ...cryptofuse, exp: nowSeconds() - 3600, scope: "read" }, key),
    apple: await jose(apple, key),
    appleHs256: await jose(apple, shared, { alg: "HS256", kid: "shared-1" }),
    appleHs256UnderWrongSecret: await jose(apple, Buffer.from("another symmetric signing key of 43+ characters"), {
      alg: "HS256",
      kid: "shared-1",
    }),
    appleExpired: await jose({ ...apple, exp: nowSeconds() - 3600 }, key),
    applePast: await jose({ ...apple, iss: "evil.example" }, key),
    appleByOtherIssuersKey: await jose(apple, otherKey, { kid: "other-1" }),
    piper: await jose({ ...apple, sub: PIPER_USER }, key),
    nobody: await jose({ ...apple, sub: "00000000-0000-4000-8000-000000000000" }, key),
    appleAlgNone: `${part({ alg: "none", typ: "JWT", kid: KID })}.${part(apple)}.`,
  };
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signed(header: Claims, claims: unknown, key: KeyObject, hash = "sha256"): string {
  return signedText(JSON.stringify(header), JSON.stringify(claims), key, hash);
}

function signedText(header: string, claims: string, key: KeyObject, hash = "sha256"): string {
  const input = `${Buffer.from(header).toString("base64url")}.${Buffer.from(claims).toString("base64url")}`;
  return `${input}.${sign(hash, Buffer.from(input), key).toString("base64url")}`;
}

function keyedToken(header: Claims, claims: Claims, secret: string | Buffer): string {
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

/** Another text for the same bytes: the unused bits of the last character set. */
function nonCanonical(signature: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(signature.slice(-1));
  return signature.slice(0, -1) + alphabet.charAt(last ^ 1);
}
