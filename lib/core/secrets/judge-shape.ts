// What can be refused about a presented key by looking at it, before anything is looked up.
import { ALPHABETS, base62 } from "./base62";
import { crc32 } from "./crc32";
import { CHECKSUM_LENGTH, type KeyShape, type SecretAlphabet } from "./key-shape";

const PATTERNS: Readonly<Record<SecretAlphabet, RegExp>> = {
  base62: alphabetPattern("base62"),
  base64url: alphabetPattern("base64url"),
};

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

function alphabetPattern(alphabet: SecretAlphabet): RegExp {
  // A hyphen between two characters of a class would be a range.
  return new RegExp(`^[${ALPHABETS[alphabet].replace("-_", "_-")}]*$`);
}
