// CRC-32 as zlib computes it (polynomial 0xEDB88320, reflected), over ASCII text.

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index;
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** The checksum of the first `length` characters of an ASCII text, as an unsigned 32-bit number. */
export function crc32(text: string, length = text.length): number {
  let remainder = 0xffffffff;
  for (let index = 0; index < length; index++) {
    remainder = (remainder >>> 8) ^ (TABLE[(remainder ^ text.charCodeAt(index)) & 0xff] ?? 0);
  }
  return (remainder ^ 0xffffffff) >>> 0;
}
