// Makes the ids of new objects from given random bytes.

type RandomBytes = (count: number) => Uint8Array;

/** The largest multiple of 10^10 within 48 bits: values below it give every public id the same chance. */
const FAIR_BELOW = Math.floor(2 ** 48 / 10 ** 10) * 10 ** 10;

/** A random UUID (version 4, RFC 9562). */
export function randomUuid(randomBytes: RandomBytes): string {
  const bytes = Uint8Array.from(randomBytes(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** `key_` + 10 random digits. */
export function randomPublicId(randomBytes: RandomBytes): string {
  for (;;) {
    const value = randomBytes(6).reduce((sum, byte) => sum * 256 + byte, 0);
    if (value < FAIR_BELOW) return `key_${String(value % 10 ** 10).padStart(10, "0")}`;
  }
}
