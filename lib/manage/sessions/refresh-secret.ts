// The secret of a refresh token: made, and fingerprinted as it is stored.
import { Buffer } from "node:buffer";
import type { World } from "@/lib/manage/world";

/** 256 bits, so that nobody finds one by trying. */
const SECRET_BYTES = 32;
/** Stands where a key's fingerprint has its API, so that no key's is ever a refresh token's. */
const PLACE = "refresh-token";

/** A new secret, as base64url. */
export function newRefreshSecret({ randomBytes }: Pick<World, "randomBytes">): string {
  return Buffer.from(randomBytes(SECRET_BYTES)).toString("base64url");
}

/** The keyed hash that is stored and looked for. */
export function refreshFingerprint({ hasher }: Pick<World, "hasher">, secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(hasher.fingerprint(PLACE, secret), "hex"));
}
