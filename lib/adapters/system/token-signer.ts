// Makes signing keys and signs tokens with node:crypto, one way per algorithm.
import { Buffer } from "node:buffer";
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { promisify } from "node:util";
import type { JsonObject } from "@/lib/core/json";
import { KEY_TYPES } from "@/lib/core/tokens/select-keys";
import type { TokenAlgorithm } from "@/lib/core/tokens/token-profile";
import type { GeneratedKey, TokenSigner } from "@/lib/ports/token-ports";

const SHARED_KEY_BYTES = 32;
const RSA_BITS = 2048;

const generatePair = promisify(generateKeyPair);

interface Way {
  /** Node's names of key type and curve; null = a shared key. */
  readonly pair: readonly ["rsa"] | readonly ["ec", string] | readonly ["ed25519"] | null;
  readonly sign: (key: KeyObject, data: Uint8Array) => Buffer;
}

const WAYS: Readonly<Record<TokenAlgorithm, Way>> = {
  RS256: { pair: ["rsa"], sign: (key, data) => sign("sha256", data, key) },
  RS384: { pair: ["rsa"], sign: (key, data) => sign("sha384", data, key) },
  RS512: { pair: ["rsa"], sign: (key, data) => sign("sha512", data, key) },
  // JWS writes r and s one after the other (RFC 7518 §3.4), not in DER.
  ES256: { pair: ["ec", "P-256"], sign: (key, data) => sign("sha256", data, { key, dsaEncoding: "ieee-p1363" }) },
  ES384: { pair: ["ec", "P-384"], sign: (key, data) => sign("sha384", data, { key, dsaEncoding: "ieee-p1363" }) },
  EdDSA: { pair: ["ed25519"], sign: (key, data) => sign(null, data, key) },
  HS256: { pair: null, sign: (key, data) => createHmac("sha256", key).update(data).digest() },
};

/** The signer of a process. It keeps no key beyond its making. */
export function createTokenSigner(): TokenSigner {
  const underWay = new Map<string, Promise<GeneratedKey>>();
  return {
    generate,
    generateFor(place, algorithm) {
      const made = underWay.get(place) ?? generate(algorithm).finally(() => underWay.delete(place));
      underWay.set(place, made);
      return made;
    },
    publicPem: (jwk) =>
      createPublicKey({ key: jwk as JsonWebKey, format: "jwk" })
        .export({ type: "spki", format: "pem" })
        .toString(),
    sign({ kid, algorithm, privateJwk }, header, claims) {
      if (privateJwk.kty !== KEY_TYPES[algorithm]) throw new Error(`The signing key ${kid} is not for ${algorithm}.`);
      const input = `${encoded({ ...header, alg: algorithm, kid })}.${encoded(claims)}`;
      return `${input}.${WAYS[algorithm].sign(signingKeyOf(privateJwk), Buffer.from(input, "latin1")).toString("base64url")}`;
    },
  };
}

async function generate(algorithm: TokenAlgorithm, bits = RSA_BITS): Promise<GeneratedKey> {
  const { pair } = WAYS[algorithm];
  if (pair === null) return { publicJwk: null, privateJwk: { kty: "oct", k: randomBytes(SHARED_KEY_BYTES).toString("base64url") } };
  const [type, curve] = pair;
  if (type === "rsa") return jwksOf(await generatePair("rsa", { modulusLength: bits }));
  return jwksOf(type === "ec" ? await generatePair("ec", { namedCurve: curve ?? "" }) : await generatePair("ed25519"));
}

function jwksOf({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): GeneratedKey {
  return { publicJwk: jwkOf(publicKey), privateJwk: jwkOf(privateKey) };
}

function jwkOf(key: KeyObject): JsonObject {
  return { ...(key.export({ format: "jwk" }) as JsonObject) };
}

function signingKeyOf(jwk: JsonObject): KeyObject {
  if (jwk.kty === "oct") return createSecretKey(String(jwk.k), "base64url");
  return createPrivateKey({ key: jwk as JsonWebKey, format: "jwk" });
}

function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}
