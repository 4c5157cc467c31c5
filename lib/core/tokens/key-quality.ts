// Whether a JWK is good enough to be trusted, judged when it is registered and again when it is put to use.
import { decodeBase64url } from "./base64url";
import { CURVES, isEd25519Key, isOnCurve } from "./curves";
import { hasRocaFingerprint } from "./roca";
import { KEY_TYPES } from "./select-keys";
import type { TokenAlgorithm } from "./token-profile";

/** RFC 7518 §3.3 sets the floor; the ceiling keeps one verification short. */
const RSA_LEAST_BITS = 2048;
const RSA_MOST_BITS = 8192;

/** An exponent of more bytes makes every verification slow and is used by nobody. */
const RSA_MOST_EXPONENT_BYTES = 8;

/** As long as the digest (RFC 7518 §3.2). */
const SHARED_LEAST_BYTES = 32;

/** Members that only a private key has (RFC 7518 §6.2.2, §6.3.2), and the shared key's own. */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

type Jwk = Readonly<Record<string, unknown>>;

const JUDGES: Readonly<Record<TokenAlgorithm, (jwk: Jwk) => string | null>> = {
  RS256: judgeRsa,
  RS384: judgeRsa,
  RS512: judgeRsa,
  ES256: (jwk) => judgeEc(jwk, "ES256"),
  ES384: (jwk) => judgeEc(jwk, "ES384"),
  EdDSA: judgeOkp,
  HS256: judgeShared,
};

/**
 * Why a key cannot be trusted for that algorithm, as a sentence that quotes nothing of the key, or null. Public keys for the
 * asymmetric algorithms, a shared one of at least 32 bytes for HS256.
 */
export function judgeKey(alg: TokenAlgorithm, jwk: Jwk): string | null {
  const type = KEY_TYPES[alg];
  if (jwk.kty !== type) return `A key for ${alg} has the type ${type}.`;
  if (jwk.alg !== undefined && jwk.alg !== alg) return `The key says that it is for another algorithm than ${alg}.`;
  if (jwk.use !== undefined && jwk.use !== "sig") return "The key says that it is not for signatures.";
  if (jwk.key_ops !== undefined && !(Array.isArray(jwk.key_ops) && jwk.key_ops.includes("verify"))) {
    return "The key says that it does not verify signatures.";
  }
  if (type !== "oct" && PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))) {
    return "This is a private key; only its public part belongs here.";
  }
  return JUDGES[alg](jwk);
}

function judgeRsa(jwk: Jwk): string | null {
  const modulus = readInteger(jwk.n);
  const exponent = readInteger(jwk.e);
  if (modulus === null || exponent === null) return "An RSA key has a modulus n and an exponent e in base64url without leading zeros.";
  const bits = bitLength(modulus);
  if (bits < RSA_LEAST_BITS || bits > RSA_MOST_BITS)
    return `An RSA key has ${RSA_LEAST_BITS} to ${RSA_MOST_BITS} bits; this one has ${bits}.`;
  if (isEven(modulus)) return "The modulus of an RSA key is odd.";
  const isTooSmall = exponent.length === 1 && (exponent[0] ?? 0) < 3;
  if (isTooSmall || isEven(exponent) || exponent.length > RSA_MOST_EXPONENT_BYTES) {
    return "The exponent of an RSA key is odd, greater than 2 and at most 64 bits long.";
  }
  return hasRocaFingerprint(modulus) ? "The key was made by a library whose RSA keys can be factored (CVE-2017-15361)." : null;
}

function judgeEc(jwk: Jwk, alg: keyof typeof CURVES): string | null {
  const curve = CURVES[alg];
  if (jwk.crv !== curve.name) return `A key for ${alg} is on the curve ${curve.name}.`;
  const [x, y] = [readBytes(jwk.x), readBytes(jwk.y)];
  return x !== null && y !== null && isOnCurve(curve, x, y) ? null : `The coordinates are no point of the curve ${curve.name}.`;
}

function judgeOkp(jwk: Jwk): string | null {
  if (jwk.crv !== "Ed25519") return "A key for EdDSA is on the curve Ed25519.";
  const x = readBytes(jwk.x);
  return x !== null && isEd25519Key(x) ? null : "The coordinate x is no usable Ed25519 public key.";
}

function judgeShared(jwk: Jwk): string | null {
  const bytes = readBytes(jwk.k);
  return bytes !== null && bytes.length >= SHARED_LEAST_BYTES
    ? null
    : `A shared key has at least ${SHARED_LEAST_BYTES} bytes in base64url.`;
}

function readBytes(value: unknown): Uint8Array | null {
  return typeof value === "string" ? decodeBase64url(value) : null;
}

/** Base64urlUInt (RFC 7518 §2): big-endian, in as few bytes as it takes. */
function readInteger(value: unknown): Uint8Array | null {
  const bytes = readBytes(value);
  return bytes !== null && (bytes[0] ?? 0) !== 0 ? bytes : null;
}

function bitLength(bytes: Uint8Array): number {
  return bytes.length * 8 - (Math.clz32(bytes[0] ?? 0) - 24);
}

function isEven(bytes: Uint8Array): boolean {
  return ((bytes[bytes.length - 1] ?? 0) & 1) === 0;
}
