// The keyed hash: HMAC-SHA-256 under the pepper, as two one-shot digests (2.1 µs a call where createHmac takes 2.8).
import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import type { Hasher } from "@/lib/ports/gate-ports";

/** Block and digest length of SHA-256 in bytes (FIPS 180-4). */
const BLOCK = 64;
const DIGEST = 32;

/** Room for the usual API id and secret; a longer message gets a buffer of its own. */
const USUAL_MESSAGE_BYTES = 1024;

/** HMAC-SHA-256 (RFC 2104) of UTF-8 text under one key, as hex. */
export type KeyedHash = (message: string) => string;

/** A hasher under that pepper; the pepper never leaves it. */
export function createHasher(pepper: Uint8Array): Hasher {
  const keyedHash = createKeyedHash(pepper);
  // A key of its own, so that no stand-in can be compared with a fingerprint.
  const standInHash = createKeyedHash(Buffer.from(keyedHash("stand-in id"), "hex"));
  return {
    // An API id holds no NUL, so no two pairs make the same message.
    fingerprint: (apiId, secret) => keyedHash(`${apiId}\0${secret}`),
    standInId: (presented) => `key_${tenDigits(standInHash(presented))}`,
  };
}

/** HMAC-SHA-256 with the key's two pads laid out beforehand. Synchronous, so one pair of buffers serves every call. */
export function createKeyedHash(key: Uint8Array): KeyedHash {
  const shortKey = key.length > BLOCK ? hash("sha256", key, "buffer") : key;
  const inner = Buffer.alloc(BLOCK + USUAL_MESSAGE_BYTES, 0x36);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);
  for (const [index, byte] of shortKey.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (message) => {
    // A UTF-16 code unit takes three bytes at most.
    const fits = message.length * 3 <= USUAL_MESSAGE_BYTES;
    const innerMessage = fits
      ? inner.subarray(0, BLOCK + inner.write(message, BLOCK, "utf8"))
      : Buffer.concat([inner.subarray(0, BLOCK), Buffer.from(message, "utf8")]);
    outer.write(hash("sha256", innerMessage, "binary"), BLOCK, "latin1");
    return hash("sha256", outer, "hex");
  };
}

/** 52 bits of a digest as ten digits. */
function tenDigits(hex: string): string {
  return String(Number.parseInt(hex.slice(0, 13), 16) % 1e10).padStart(10, "0");
}
