// The shape of a key's secret: how one is minted, what can be refused by looking at it, what may be shown of it.
import { ALPHABETS, base62, type SecretAlphabet } from "./base62";
import { crc32 } from "./crc32";
import { Secret } from "./secret";

/** How a dialect's own secrets look: prefix + random characters + checksum characters. */
export interface KeyShape {
  readonly prefix: string;
  readonly alphabet: SecretAlphabet;
  readonly randomLength: number;
  /** CRC-32 of everything before it in base62, six characters left-padded with `0`; null = none. */
  readonly checksum: "crc32-base62" | null;
}

/** 62^6 exceeds 2^32, so six characters hold every CRC-32. */
export const CHECKSUM_LENGTH = 6;

/** From this length on, four characters of a given secret give nothing useful away. */
const LONG_ENOUGH_TO_PREVIEW = 32;

const PATTERNS: Readonly<Record<SecretAlphabet, RegExp>> = {
  base62: alphabetPattern("base62"),
  base64url: alphabetPattern("base64url"),
};

/**
 * A new secret of that shape. `randomBytes(n)` gives n bytes from a cryptographic source; each character is equally likely
 * (bytes beyond the largest multiple of the alphabet are thrown away and drawn again).
 */
export function mintSecret(shape: KeyShape, randomBytes: (count: number) => Uint8Array): Secret {
  const body = shape.prefix + randomText(ALPHABETS[shape.alphabet], shape.randomLength, randomBytes);
  return new Secret(shape.checksum === null ? body : body + base62(crc32(body), CHECKSUM_LENGTH));
}

/**
 * Judges a value against the shape that an API mints: exact prefix, length and alphabet, then the checksum.
 * Null = it may be a key of this shape. Given, typed and imported secrets need not have the shape at all.
 */
export function judgeShape(shape: KeyShape, value: string): null | "wrong_format" | "bad_checksum" {
  const checksumStart = shape.prefix.length + shape.randomLength;
  const length = checksumStart + (shape.checksum === null ? 0 : CHECKSUM_LENGTH);
  if (value.length !== length || !value.startsWith(shape.prefix)) return "wrong_format";
  if (!PATTERNS[shape.alphabet].test(value.slice(shape.prefix.length, checksumStart))) return "wrong_format";
  if (shape.checksum === null) return null;
  const checksum = value.slice(checksumStart);
  if (!PATTERNS.base62.test(checksum)) return "wrong_format";
  return checksum === base62(crc32(value, checksumStart), CHECKSUM_LENGTH) ? null : "bad_checksum";
}

/**
 * What may be kept and shown of a secret, so that people can tell keys apart: prefix, `…` and the last four characters of a minted
 * one; of a given one the last four if it is long, else only `…`.
 */
export function previewSecret(shape: KeyShape, value: string): string {
  const isMinted = judgeShape(shape, value) === null;
  const prefix = isMinted ? shape.prefix : "";
  const tail = isMinted || value.length >= LONG_ENOUGH_TO_PREVIEW ? value.slice(-4) : "";
  return `${prefix}…${tail}`;
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

function alphabetPattern(alphabet: SecretAlphabet): RegExp {
  // A hyphen between two characters of a class would be a range.
  return new RegExp(`^[${ALPHABETS[alphabet].replace("-_", "_-")}]*$`);
}
