// The shape of a key's secret: how one is minted, what can be refused by looking at it, what may be shown of it.

/** Characters a random part is drawn from. */
export type SecretAlphabet = "base62" | "base64url";

/** How a dialect's own secrets look: prefix + random characters + checksum characters. */
export interface KeyShape {
  readonly prefix: string;
  readonly alphabet: SecretAlphabet;
  readonly randomLength: number;
  /** CRC-32 of everything before it in base62, six characters left-padded with `0`; null = none. */
  readonly checksum: "crc32-base62" | null;
}

/** Characters of a checksum: 62^6 exceeds 2^32. */
export const CHECKSUM_LENGTH = 6;
