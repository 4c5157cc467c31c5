// Whether coordinates are a usable public key on the curves that tokens are signed with.

/** A curve y² = x³ − 3x + b over the integers modulo p (FIPS 186-4, D.1.2), with the algorithm that uses it. */
interface Curve {
  readonly name: string;
  readonly coordinateBytes: number;
  readonly p: bigint;
  readonly b: bigint;
}

const P256: Curve = {
  name: "P-256",
  coordinateBytes: 32,
  p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
};

const P384: Curve = {
  name: "P-384",
  coordinateBytes: 48,
  p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
  b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
};

/** The curve that each ECDSA algorithm is bound to (RFC 7518 §3.4). */
export const CURVES: Readonly<Record<"ES256" | "ES384", Curve>> = { ES256: P256, ES384: P384 };

/** Whether (x, y), as big-endian bytes, lies on the curve. Both curves have prime order, so no such point is a weak key. */
export function isOnCurve({ p, b, coordinateBytes }: Curve, x: Uint8Array, y: Uint8Array): boolean {
  if (x.length !== coordinateBytes || y.length !== coordinateBytes) return false;
  const [xValue, yValue] = [bigEndian(x), bigEndian(y)];
  if (xValue >= p || yValue >= p) return false;
  return (yValue * yValue - (xValue * xValue * xValue - 3n * xValue + b)) % p === 0n;
}

const ED25519_P = 2n ** 255n - 19n;

/** The y of a point of order 8; −y is the other (every point of small order has y 0, 1, −1 or one of these). */
const ORDER_8_Y = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;

const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([0n, 1n, ED25519_P - 1n, ORDER_8_Y, ED25519_P - ORDER_8_Y]);

/**
 * Whether 32 bytes can be an Ed25519 public key (RFC 8032 §5.1.2): y below p, and not a point of small order, under which
 * signatures can be made without any private key.
 */
export function isEd25519Key(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  const y = bigEndian(bytes.toReversed()) % 2n ** 255n;
  return y < ED25519_P && !SMALL_ORDER_Y.has(y);
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return value;
}
