// Compact JWTs (RFC 7519, JWS compact serialisation) taken apart strictly, before anything in them is believed.
import { decodeBase64url } from "./base64url";
import { parseJsonObject } from "./json-object";

/** A longer token is refused unread; every listener caps a header line near twice this. */
export const MAX_TOKEN_LENGTH = 8_192;

/** What a token's header says, all of it still only claimed. */
export interface TokenHeader {
  readonly alg: string;
  /** null = absent. */
  readonly kid: string | null;
  /** `typ` in lower case; null = absent. */
  readonly type: string | null;
}

/** What has to be verified: that the signature is the pinned key's over the signing input (ASCII). */
export interface SignatureInput {
  readonly signingInput: string;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** A well-formed token. Nothing in it is proved before its signature is. */
export interface ParsedToken extends SignatureInput {
  readonly header: TokenHeader;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Header members that would let the token choose its own key, or change what is signed (RFC 7515 §4.1, RFC 7797). No extension is
 * understood here, so every `crit` names one that is not.
 */
const REFUSED_MEMBERS = ["crit", "b64", "jwk", "jku", "x5u", "x5c"];

/**
 * Takes a token apart, or null: not exactly three parts, a part that is empty or not canonical base64url, header or claims that are
 * not JSON objects with distinct members, a header that the profile's `types` or these rules do not allow. `types` null = whoever asks
 * judges the type.
 */
export function parseToken(token: string, types: readonly string[] | null): ParsedToken | null {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const [headerPart, claimsPart, signaturePart, ...more] = token.split(".");
  if (!headerPart || !claimsPart || !signaturePart || more.length > 0) return null;
  const header = readHeader(readObject(headerPart), types);
  if (header === null) return null;
  const claims = readObject(claimsPart);
  const signature = decodeBase64url(signaturePart);
  if (claims === null || signature === null) return null;
  return { header, claims, signingInput: `${headerPart}.${claimsPart}`, signature };
}

function readObject(part: string): Readonly<Record<string, unknown>> | null {
  const bytes = decodeBase64url(part);
  return bytes === null ? null : parseJsonObject(bytes);
}

function readHeader(header: Readonly<Record<string, unknown>> | null, types: readonly string[] | null): TokenHeader | null {
  if (header === null || REFUSED_MEMBERS.some((name) => Object.hasOwn(header, name))) return null;
  const { alg, typ, kid } = header;
  if (typeof alg !== "string" || !(typ === undefined || typeof typ === "string")) return null;
  const type = typ?.toLowerCase() ?? null;
  if (types !== null && !allowsType(types, type)) return null;
  if (kid === undefined) return { alg, kid: null, type };
  return typeof kid === "string" ? { alg, kid, type } : null;
}

/** Whether a profile's `types` allow that `typ`, in lower case; null = absent. */
export function allowsType(types: readonly string[], type: string | null): boolean {
  if (type === null) return types.length === 0;
  return types.length === 0 ? type === "jwt" : types.some((allowed) => allowed.toLowerCase() === type);
}
