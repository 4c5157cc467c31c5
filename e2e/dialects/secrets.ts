// The fixed secrets of the conformance world, made from names, so that a row can quote one and a run can hunt for all.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The gateway dialects by the slug of their main API, with the prefix of their keys. */
export const PREFIXES = { fusion: "sk-fusion-", standard: "sk_", infuzu: "infuzu_", cryptofuse: "cf_" } as const;

export type GatewaySlug = keyof typeof PREFIXES;

export const GATEWAY_SLUGS = Object.keys(PREFIXES) as GatewaySlug[];

/** The known answer of the Fusion AI key format: 50 characters, then their checksum `07a1vh`. */
export const KNOWN_ANSWER = `sk-fusion-${"Ab1".repeat(13)}A07a1vh`;

/** A well-formed secret: prefix, 40 characters made from the name, CRC-32 in six base62 characters. */
export function secretOf(slug: GatewaySlug, name: string): string {
  const digest = createHash("sha512").update(`${slug} ${name}`).digest();
  const body = PREFIXES[slug] + Array.from(digest.subarray(0, 40), (byte) => BASE62.charAt(byte % 62)).join("");
  return body + base62(crc32(body));
}

/** The same secret with its last character replaced by another of the alphabet: a wrong checksum. */
export function withWrongChecksum(secret: string): string {
  return secret.slice(0, -1) + (secret.endsWith("0") ? "1" : "0");
}

/** The same secret with the case of its first letter after the prefix changed. */
export function withOtherCase(secret: string, prefix: string): string {
  const at = prefix.length + secret.slice(prefix.length).search(/[A-Za-z]/);
  const letter = secret.charAt(at);
  const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  return secret.slice(0, at) + other + secret.slice(at + 1);
}

/** API keys of the management API; most are the vendor page's own. */
export const MANAGEMENT_SECRETS = {
  global: "2524a832-c1c6-4894-9125-41a9ea84e013",
  headerExample: "bf69486b-4733-4470-a592-f1bfce7af580",
  piedPiper: "oa06-d9uxCHTorBOkVdh_QzsX_iEEYARGv8udnMMLJ8",
  word: "super-secret-key",
  getUsers: "zWQxJ8Yb2nT5kLr0vHc7sDf3gAe9uMi6oPq1wXt4yBK",
  postGroups: "m3Vn8Rk1Lp6Ts0Yw5Qz9Xb2Cd7Fg4Hj-Ku_Ia3Oe8Wv",
  postUsers: "Hq7Lx2Zc9Vb4Nm1As6Df3Gh8Jk5Qw0Er-Ty_Ui2Op7Lk",
  revoked: "Pz4Xs9Wd2Ce7Rf1Vt6Bg3Yh8Nu5Jm0Ik-Ol_Qa2Zw7Sx",
  expired: "Gt5Rf1Ed8Ws3Qa6Zx9Cv2Bn7Mk4Lj0Hg-Fd_Sa5Po8Iu",
  fenced: "Bn8Mv3Cx6Zl1Kj9Hg4Fd7Sa2Po5Iu0Yt-Re_Wq8Nb3Vc",
  windowed: "Yu2It7Or4Ep9Wq1Al6Sk3Dj8Fh5Gz0Xm-Cn_Vb2Qy7Lt",
  quota: "Tc9Vr4Be1Nw6Mq3Lz8Kx5Jc2Hv7Gb0Fn-Dm_Sl9Ak4Pj",
} as const;

/** Service keys: one that may verify, one that may nothing, one that is revoked. */
export const SERVICE_SECRETS = {
  backend: "service-key-of-the-backend-9f8e7d6c5b4a",
  mute: "service-key-that-may-nothing-1a2b3c4d5e",
  revoked: "service-key-that-is-revoked-0f1e2d3c4b",
} as const;

function base62(value: number): string {
  let text = "";
  for (let rest = value; text.length < 6; rest = Math.floor(rest / 62)) text = BASE62.charAt(rest % 62) + text;
  return text;
}
