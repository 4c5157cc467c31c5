// Judges whether a raw path has one reading only: its raw form must be its canonical form, or it is refused.

/** Why a path is refused. */
export type PathFault =
  | "not_rooted"
  | "invalid_escape"
  | "null_byte"
  | "encoded_slash"
  | "encoded_backslash"
  | "encoded_unreserved"
  | "invalid_utf8"
  | "backslash"
  | "empty_segment"
  | "dot_segment"
  | "invalid_character";

/** One sentence for the client about each fault; names nothing that the client sent. */
export const PATH_FAULTS: Readonly<Record<PathFault, string>> = {
  not_rooted: "The request target must be a path that starts with a slash.",
  invalid_escape: "The path contains an invalid percent-escape.",
  null_byte: "The path contains an encoded NUL.",
  encoded_slash: "The path contains an encoded slash.",
  encoded_backslash: "The path contains an encoded backslash.",
  encoded_unreserved: "The path escapes a character that needs no escape.",
  invalid_utf8: "The path's escapes are not valid UTF-8.",
  backslash: "The path contains a backslash.",
  empty_segment: "The path contains an empty segment.",
  dot_segment: "The path contains a dot segment.",
  invalid_character: "The path contains a character that must be escaped.",
};

/** What an API may allow in its paths. */
export interface PathRules {
  /** `%2F` passes as part of a segment; nothing that matches paths ever decodes it. */
  readonly allowEncodedSlash: boolean;
}

const STRICT: PathRules = { allowEncodedSlash: false };

const SLASH = 0x2f;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;

const UNRESERVED = tableOf("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
/** `pchar` of RFC 3986 §3.3 without the escapes, and the slash. */
const PATH_CHARACTERS = tableOf("/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@");

const DOT_SEGMENT = /\/\.{1,2}(?:\/|$)/;
/** An upstream that decodes `%2F` must not climb by `%2F..` either. */
const DOT_BESIDE_ANY_SLASH = /(?:\/|%2f)\.{1,2}(?:\/|%2f|$)/i;

/**
 * The first fault of a raw path (without its query), or null when proxies, Next and upstreams can read it in one way only.
 * Escapes that are needed pass unchanged, in either hex case; a trailing slash is just another path.
 */
export function judgePath(rawPath: string, rules: PathRules = STRICT): PathFault | null {
  if (rawPath.charCodeAt(0) !== SLASH) return "not_rooted";
  if (rawPath.includes("//")) return "empty_segment";
  if ((rules.allowEncodedSlash ? DOT_BESIDE_ANY_SLASH : DOT_SEGMENT).test(rawPath)) return "dot_segment";
  let position = 1;
  while (position < rawPath.length) {
    const next = judgeAt(rawPath, position, rules);
    if (typeof next === "string") return next;
    position = next;
  }
  return null;
}

/** Judges the character or escaped character at `position`: the position after it, or the fault. */
function judgeAt(rawPath: string, position: number, rules: PathRules): number | PathFault {
  const code = rawPath.charCodeAt(position);
  if (code === PERCENT) {
    const lead = byteAt(rawPath, position);
    if (lead < 0) return "invalid_escape";
    return lead < 0x80 ? (judgeAscii(lead, rules) ?? position + 3) : judgeUtf8(rawPath, position, lead);
  }
  if (PATH_CHARACTERS[code] === 1) return position + 1;
  return code === BACKSLASH ? "backslash" : "invalid_character";
}

function judgeUtf8(rawPath: string, position: number, lead: number): number | PathFault {
  const sequence = utf8Sequence(lead);
  if (sequence === null) return "invalid_utf8";
  for (let index = 1; index < sequence.length; index += 1) {
    const at = position + 3 * index;
    if (rawPath.charCodeAt(at) !== PERCENT) return "invalid_utf8";
    const byte = byteAt(rawPath, at);
    if (byte < 0) return "invalid_escape";
    const isSecond = index === 1;
    if (byte < (isSecond ? sequence.least : 0x80) || byte > (isSecond ? sequence.most : 0xbf)) return "invalid_utf8";
  }
  return position + 3 * sequence.length;
}

function judgeAscii(byte: number, rules: PathRules): PathFault | null {
  if (byte === 0) return "null_byte";
  if (byte === SLASH) return rules.allowEncodedSlash ? null : "encoded_slash";
  if (byte === BACKSLASH) return "encoded_backslash";
  return UNRESERVED[byte] === 1 ? "encoded_unreserved" : null;
}

interface Utf8Sequence {
  readonly length: number;
  /** Bounds of the second byte; they exclude overlong forms, surrogates and what lies beyond U+10FFFF. */
  readonly least: number;
  readonly most: number;
}

/** Well-formed byte sequences (Unicode 15, table 3-7), by lead byte. */
function utf8Sequence(lead: number): Utf8Sequence | null {
  if (lead < 0xc2 || lead > 0xf4) return null;
  if (lead < 0xe0) return { length: 2, least: 0x80, most: 0xbf };
  if (lead < 0xf0) return { length: 3, least: lead === 0xe0 ? 0xa0 : 0x80, most: lead === 0xed ? 0x9f : 0xbf };
  return { length: 4, least: lead === 0xf0 ? 0x90 : 0x80, most: lead === 0xf4 ? 0x8f : 0xbf };
}

/** The byte of the escape at `position`, or -1. */
function byteAt(rawPath: string, position: number): number {
  const high = hexDigit(rawPath.charCodeAt(position + 1));
  const low = hexDigit(rawPath.charCodeAt(position + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

function tableOf(characters: string): Uint8Array {
  const table = new Uint8Array(128);
  for (let index = 0; index < characters.length; index += 1) table[characters.charCodeAt(index)] = 1;
  return table;
}
