// What making and revoking tokens needs from the world, with promises in words.
import type { JsonObject } from "@/lib/core/json";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import type { TokenAlgorithm, TrustedKey, VerifiedToken } from "@/lib/core/tokens/token-profile";

/** A signing key as it is made. The private part is to be sealed before it is stored anywhere. */
export interface GeneratedKey {
  /** null for a shared key. */
  readonly publicJwk: JsonObject | null;
  readonly privateJwk: JsonObject;
}

/** Makes signing keys and signs with them. */
export interface TokenSigner {
  /** A new key for that algorithm; slow for RSA. `bits` is an RSA key's length (2048 to 8192, default 2048). */
  generate(algorithm: TokenAlgorithm, bits?: number): Promise<GeneratedKey>;
  /** The same for a place that is to have one key: calls for it that come while one is being made get that one. */
  generateFor(place: string, algorithm: TokenAlgorithm): Promise<GeneratedKey>;
  /** A public JWK as PEM (SubjectPublicKeyInfo). @throws when it is none */
  publicPem(publicJwk: JsonObject): string;
  /**
   * The compact JWS of header and claims: `alg` and `kid` are added to the header.
   * @throws when the JWK is no private (or shared) key for that algorithm
   */
  sign(key: SigningPart, header: JsonObject, claims: JsonObject): string;
}

/** What signs. */
export interface SigningPart {
  readonly kid: string;
  readonly algorithm: TokenAlgorithm;
  readonly privateJwk: JsonObject;
}

/** Seals what must be recoverable: AES-256-GCM under the master key; the context names the place it belongs to. */
export interface SecretSealing {
  seal(plaintext: string, context: string): Uint8Array<ArrayBuffer>;
  /** Throws when it was sealed for another context or under another master key, or was altered. */
  openText(sealed: Uint8Array, context: string): string;
}

/**
 * Whether a token of ours still counts, from memory. `unknown`: changes have not been heard for longer than they may be missed
 * (`TOKEN_STALE_SECONDS`), so that nobody can say.
 */
export interface Revocations {
  judge(token: VerifiedToken): "good" | "revoked" | "unknown";
}

/** An external issuer that an API trusts, with its keys as they are known now. */
export interface IssuerTrust {
  readonly settings: ExternalIssuer;
  /** The same list until others are fetched. */
  readonly keys: readonly TrustedKey[];
  /**
   * Fetches the keys anew, once for everybody who asks meanwhile; resolves within two seconds, whether that succeeded or not. null = they
   * were asked for less than 30 seconds ago.
   */
  refetch(): Promise<void> | null;
}

/** The external issuers that APIs trust. Never waits. */
export interface IssuerKeys {
  /** null = the API does not trust that issuer. */
  find(apiId: string, issuer: string): IssuerTrust | null;
  /** Another number whenever keys that were known changed. */
  generation(): number;
}
