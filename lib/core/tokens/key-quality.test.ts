import { checkPrimeSync, createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { judgeKey } from "./key-quality";
import { hasRocaFingerprint } from "./roca";

const base64url = (value: bigint) => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex").toString("base64url");
};
const rsa = (bits: number) => generateKeyPairSync("rsa", { modulusLength: bits }).publicKey.export({ format: "jwk" });
const ec = (curve: string) => generateKeyPairSync("ec", { namedCurve: curve }).publicKey.export({ format: "jwk" });
const RSA = rsa(2048);
const [P256, P384] = [ec("P-256"), ec("P-384")];
const ED = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
const OCT = { kty: "oct", k: randomBytes(32).toString("base64url") };

/** A modulus as the broken library made them: both primes are k·M + (65537^a mod M), M the product of the first 71 primes. */
function rocaModulus(): bigint {
  const primes: bigint[] = [];
  for (let n = 2n; primes.length < 71; n++) if (primes.every((prime) => n % prime !== 0n)) primes.push(n);
  const product = primes.reduce((a, b) => a * b);
  const power = (exponent: bigint) => {
    let result = 1n;
    for (let i = 0n; i < exponent; i++) result = (result * 65537n) % product;
    return result;
  };
  const prime = (exponent: bigint) => {
    let candidate = 2n ** 1023n + 2n ** 1022n;
    for (candidate += power(exponent) - (candidate % product); !checkPrimeSync(candidate); ) candidate += product;
    return candidate;
  };
  return prime(5n) * prime(11n);
}
const ROCA_MODULUS = base64url(rocaModulus());

test("real keys of every algorithm are good", () => {
  for (const alg of ["RS256", "RS384", "RS512"] as const) expect(judgeKey(alg, RSA as Record<string, unknown>)).toBeNull();
  expect(judgeKey("RS256", { ...rsa(3072), use: "sig", alg: "RS256", key_ops: ["verify"] })).toBeNull();
  for (let round = 0; round < 20; round++) {
    expect(judgeKey("ES256", { ...ec("P-256") })).toBeNull();
    expect(judgeKey("ES384", { ...ec("P-384") })).toBeNull();
    expect(judgeKey("EdDSA", { ...generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }) })).toBeNull();
  }
  expect(judgeKey("HS256", OCT)).toBeNull();
});

const privateRsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
const privateEc = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });

test.each([
  ["a short RSA key", "RS256", rsa(1024), "2048 to 8192"],
  ["2047 bits", "RS256", { ...RSA, n: base64url(2n ** 2046n + 1n) }, "has 2047"],
  ["8193 bits", "RS256", { ...RSA, n: base64url(2n ** 8192n + 1n) }, "has 8193"],
  ["an even modulus", "RS256", { ...RSA, n: base64url(2n ** 2047n) }, "odd"],
  ["a modulus with leading zeros", "RS256", { ...RSA, n: `AAAA${RSA.n}` }, "leading zeros"],
  ["no modulus", "RS256", { kty: "RSA", e: "AQAB" }, "modulus"],
  ["e = 1", "RS256", { ...RSA, e: base64url(1n) }, "exponent"],
  ["e = 2", "RS256", { ...RSA, e: base64url(2n) }, "exponent"],
  ["e = 0", "RS256", { ...RSA, e: "AA" }, "exponent"],
  ["an even e", "RS256", { ...RSA, e: base64url(65536n) }, "exponent"],
  ["an e of 65 bits", "RS256", { ...RSA, e: base64url(2n ** 64n + 1n) }, "exponent"],
  ["an e with padding", "RS256", { ...RSA, e: "AQAB=" }, "exponent"],
  ["a ROCA key", "RS256", { ...RSA, n: ROCA_MODULUS }, "CVE-2017-15361"],
  ["a private RSA key", "RS256", privateRsa, "private"],
  ["a private EC key", "ES256", privateEc, "private"],
  ["an RSA key with k", "RS256", { ...RSA, k: "AQAB" }, "private"],
  ["a public RSA key for HS256", "HS256", RSA, "oct"],
  ["a shared key for RS256", "RS256", OCT, "RSA"],
  ["an EC key for EdDSA", "EdDSA", P256, "OKP"],
  ["another curve", "ES256", P384, "P-256"],
  ["the other way round", "ES384", P256, "P-384"],
  ["a point beside the curve", "ES256", { ...P256, y: P256.x }, "no point"],
  ["a coordinate cut short", "ES256", { ...P256, x: P256.x?.slice(0, -4) }, "no point"],
  ["no y", "ES256", { ...P256, y: undefined }, "no point"],
  ["X25519", "EdDSA", generateKeyPairSync("x25519").publicKey.export({ format: "jwk" }), "Ed25519"],
  ["31 bytes of Ed25519", "EdDSA", { ...ED, x: randomBytes(31).toString("base64url") }, "usable"],
  ["the neutral point of Ed25519", "EdDSA", { ...ED, x: Buffer.from(`01${"00".repeat(31)}`, "hex").toString("base64url") }, "usable"],
  [
    "a point of order 8",
    "EdDSA",
    { ...ED, x: Buffer.from("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa", "hex").toString("base64url") },
    "usable",
  ],
  ["y not below p", "EdDSA", { ...ED, x: Buffer.alloc(32, 0xff).toString("base64url") }, "usable"],
  ["31 shared bytes", "HS256", { kty: "oct", k: randomBytes(31).toString("base64url") }, "32 bytes"],
  ["no shared bytes", "HS256", { kty: "oct" }, "32 bytes"],
  ["a key for encryption", "RS256", { ...RSA, use: "enc" }, "not for signatures"],
  ["a key for another algorithm", "RS256", { ...RSA, alg: "RS512" }, "another algorithm"],
  ["a key that only wraps keys", "RS256", { ...RSA, key_ops: ["wrapKey"] }, "verify"],
] as const)("%s is refused with the reason", (_, alg, jwk, reason) => {
  expect(judgeKey(alg, { ...jwk })).toContain(reason);
});

test("no RSA key of this machine bears the ROCA fingerprint, and the made one is a key that OpenSSL would take", () => {
  for (let round = 0; round < 200; round++) {
    const modulus = randomBytes(256);
    modulus[255]! |= 1;
    expect(hasRocaFingerprint(modulus)).toBe(false);
  }
  expect(() => createPublicKey({ key: { ...RSA, n: ROCA_MODULUS }, format: "jwk" })).not.toThrow();
});
