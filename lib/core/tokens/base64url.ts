// Base64url as RFC 7515 §2 writes it: no padding, no whitespace, and one text per byte string.
import { ALPHABETS } from "@/lib/core/secrets/base62";

/** Bits of the last character that no byte uses, by the text's length modulo 4; a remainder of 1 is no encoding. */
const UNUSED_BITS: readonly (number | null)[] = [0, null, 4, 2];

/**
 * The bytes of a canonical base64url text, or null. Other decoders ignore the unused bits of the last character, so that several
 * texts would pass for one token and a copy of a revoked one would look new.
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  const unused = UNUSED_BITS[text.length % 4] ?? null;
  if (unused === null || !/^[A-Za-z0-9_-]*$/.test(text)) return null;
  const lastValue = ALPHABETS.base64url.indexOf(text.charAt(text.length - 1));
  if ((lastValue & ((1 << unused) - 1)) !== 0) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
