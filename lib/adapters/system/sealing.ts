// Encrypts what must be recoverable (signing keys, upstream headers) under keys derived from the master key.
import { Buffer } from "node:buffer";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Seals and opens under one key. A context names the place a value belongs to: sealed for one, it opens for no other. */
export interface Sealing {
  /** The plaintext (text as UTF-8) encrypted and authenticated together with its context. */
  seal(plaintext: string | Uint8Array, context: string): Uint8Array<ArrayBuffer>;
  /** The plaintext. Throws when the value was sealed under another key, for another context or by a newer build, or was altered. */
  open(sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer>;
  /** As `open`, for what was text. */
  openText(sealed: Uint8Array, context: string): string;
}

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;

/** Envelope: version (1 byte), nonce (12), ciphertext, tag (16). */
const VERSION = 1;
const NONCE_START = 1;
const CIPHERTEXT_START = 13;
const TAG_BYTES = 16;

/** A 32-byte key for one purpose (HKDF-SHA-256, RFC 5869); keys of different purposes tell nothing about each other. */
export function deriveKey(masterKey: Uint8Array, purpose: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hkdfSync("sha256", masterKey, "", `keyfuse/${purpose}`, KEY_BYTES));
}

/** AES-256-GCM under the master key's key for that purpose. */
export function createSealing(masterKey: Uint8Array, purpose: string): Sealing {
  const key = deriveKey(masterKey, purpose);

  function open(sealed: Uint8Array, context: string): Uint8Array<ArrayBuffer> {
    const tagStart = sealed.length - TAG_BYTES;
    if (sealed[0] !== VERSION || tagStart < CIPHERTEXT_START) throw new Error(`The sealed value for ${context} is in no known form.`);
    const decipher = createDecipheriv(CIPHER, key, sealed.subarray(NONCE_START, CIPHERTEXT_START), { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(context));
    decipher.setAuthTag(sealed.subarray(tagStart));
    const plaintext = decipher.update(sealed.subarray(CIPHERTEXT_START, tagStart));
    try {
      decipher.final();
    } catch (cause) {
      throw new Error(`The sealed value for ${context} does not open: another master key, or it was altered.`, { cause });
    }
    return new Uint8Array(plaintext);
  }

  return {
    seal(plaintext, context) {
      // 96 random bits: safe for 2^32 values under one key (NIST SP 800-38D §8.3), and no counter to lose.
      const nonce = randomBytes(CIPHERTEXT_START - NONCE_START);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData(context));
      const ciphertext = Buffer.concat([cipher.update(Buffer.from(plaintext)), cipher.final()]);
      return new Uint8Array(Buffer.concat([Uint8Array.of(VERSION), nonce, ciphertext, cipher.getAuthTag()]));
    },
    open,
    openText: (sealed, context) => Buffer.from(open(sealed, context)).toString("utf8"),
  };
}

/** The version is authenticated with the context, so that no value can be passed off as one of another form. */
function associatedData(context: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(VERSION), Buffer.from(context, "utf8")]);
}
