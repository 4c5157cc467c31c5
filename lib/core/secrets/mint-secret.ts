// How a dialect's own secrets are made.
import { ALPHABETS, base62 } from "./base62";
import { crc32 } from "./crc32";
import { CHECKSUM_LENGTH, type KeyShape } from "./key-shape";
import { Secret } from "./secret";

/**
 * A new secret of that shape. `randomBytes(n)` gives n bytes from a cryptographic source; each character is equally likely
 * (bytes beyond the largest multiple of the alphabet are thrown away and drawn again).
 */
export function mintSecret(shape: KeyShape, randomBytes: (count: number) => Uint8Array): Secret {
  const body = shape.prefix + randomText(ALPHABETS[shape.alphabet], shape.randomLength, randomBytes);
  return new Secret(shape.checksum === null ? body : body + base62(crc32(body), CHECKSUM_LENGTH));
}

function randomText(alphabet: string, length: number, randomBytes: (count: number) => Uint8Array): string {
  const fair = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < fair) text += alphabet.charAt(byte % alphabet.length);
    }
  }
  return text;
}
