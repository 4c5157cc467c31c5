// CRC-32C (Castagnoli; RFC 3720 §12.1): the checksum of the journal's frames.

const TABLE = Int32Array.from({ length: 256 }, (_, index) => {
  let remainder = index;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0x82f63b78 : remainder >>> 1;
  return remainder;
});

/** The checksum of the bytes from `from` up to `to`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let remainder = -1;
  for (let index = from; index < to; index++) {
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  }
  return ~remainder >>> 0;
}
