// What a change of keys is called when caches and other processes are told of it.

/**
 * One word of what changed: every key, every key of an API, one key with all its secret versions, or one secret version by its fingerprint.
 * Creating or importing is a change too: it ends the absence that a cache may remember.
 */
export type KeyChange = "*" | `api:${string}` | `key:${string}` | `secret:${string}`;

/** Every key there is. */
export const EVERY_KEY: KeyChange = "*";

/** All keys of an API, by its id. */
export function keysOfApi(apiId: string): KeyChange {
  return `api:${apiId}`;
}

/** A key with all its secret versions, present and future, by its UUID. */
export function keyChange(keyId: string): KeyChange {
  return `key:${keyId}`;
}

/** One secret version, by its fingerprint. */
export function secretChange(fingerprint: string): KeyChange {
  return `secret:${fingerprint}`;
}

/** The change that a notification names; one that is not understood (a newer version speaks) stands for every key. */
export function readKeyChange(payload: string): KeyChange {
  return /^(api|key|secret):/.test(payload) ? (payload as KeyChange) : EVERY_KEY;
}
