// The alphabets of secrets, and numbers written in base62.

/** Characters a random part is drawn from. */
export type SecretAlphabet = "base62" | "base64url";

const DIGITS = "0123456789";
const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

/** The characters of each alphabet, in the order of their values (base64url: RFC 4648 §5). */
export const ALPHABETS: Readonly<Record<SecretAlphabet, string>> = {
  base62: `${DIGITS}${UPPER}${LOWER}`,
  base64url: `${UPPER}${LOWER}${DIGITS}-_`,
};

/** A non-negative integer in base62, left-padded with `0` to at least `width` characters. */
export function base62(value: number, width: number): string {
  let text = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 62)) text = ALPHABETS.base62.charAt(rest % 62) + text;
  return text.padStart(width, "0");
}
