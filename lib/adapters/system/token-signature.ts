// Checks token signatures with node:crypto, one way per algorithm.
import { Buffer } from "node:buffer";
import { createHmac, createPublicKey, createSecretKey, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { decodeBase64url } from "@/lib/core/tokens/base64url";
import type { SignatureInput } from "@/lib/core/tokens/parse-token";
import type { TokenAlgorithm, TrustedKey } from "@/lib/core/tokens/token-profile";

type SignatureCheck = (key: KeyObject, data: Uint8Array, signature: Uint8Array) => boolean;

const CHECKS: Readonly<Record<TokenAlgorithm, SignatureCheck>> = {
  RS256: (key, data, signature) => verify("sha256", data, key, signature),
  RS384: (key, data, signature) => verify("sha384", data, key, signature),
  RS512: (key, data, signature) => verify("sha512", data, key, signature),
  ES256: (key, data, signature) => verifyEcdsa("sha256", 64, key, data, signature),
  ES384: (key, data, signature) => verifyEcdsa("sha384", 96, key, data, signature),
  EdDSA: (key, data, signature) => signature.length === 64 && verify(null, data, key, signature),
  HS256: (key, data, signature) => {
    const expected = createHmac("sha256", key).update(data).digest();
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  },
};

/** Whether the signature over the input is that key's, under the algorithm it is pinned to. */
export function isSignedBy(alg: TokenAlgorithm, key: KeyObject, { signingInput, signature }: SignatureInput): boolean {
  return CHECKS[alg](key, Buffer.from(signingInput, "latin1"), signature);
}

/** The key in OpenSSL's form. Throws for a JWK that `judgeKey` refuses. */
export function createVerifyingKey({ alg, jwk }: TrustedKey): KeyObject {
  if (alg !== "HS256") return createPublicKey({ key: { ...jwk }, format: "jwk" });
  const bytes = typeof jwk.k === "string" ? decodeBase64url(jwk.k) : null;
  if (bytes === null) throw new Error("A shared key needs its bytes in base64url.");
  return createSecretKey(bytes);
}

/** JWS writes r and s one after the other (RFC 7518 §3.4), not in DER. */
function verifyEcdsa(digest: string, length: number, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === length && verify(digest, data, { key, dsaEncoding: "ieee-p1363" }, signature);
}
