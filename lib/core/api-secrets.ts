// What an API keeps for the gate alone: sealed under the master key, opened at start, never shown.
import type { HeaderLine } from "@/lib/core/http";
import type { ExternalIssuer } from "@/lib/core/tokens/external-issuer";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";

/** The opened secrets of one API. */
export interface ApiSecrets {
  readonly trustedKeys: readonly TrustedKey[];
  /** Whose keys are fetched; not secret, but nobody else's business. */
  readonly issuers: readonly ExternalIssuer[];
  /** Added to every request that goes to the upstream. */
  readonly upstreamHeaders: readonly HeaderLine[];
  /** Signs the caller headers, so that an upstream reachable otherwise cannot be fooled. */
  readonly signingSecret: string | null;
}

/** The columns they stand in. Keys and headers are sealed as JSON text, the signing secret as it is. */
export type SealedColumn = "sealedTrustedKeys" | "sealedHeaders" | "sealedSigningSecret";

/** Names the place a sealed value belongs to: opened for any other place it fails. */
export function sealingContext(apiId: string, column: SealedColumn): string {
  return `api:${apiId}:${column}`;
}

/** What people may know of an API's secrets: that they are there, and under which names. */
export interface ApiSecretNames {
  readonly upstreamHeaders: readonly string[];
  readonly trustedKeys: readonly { readonly kid: string; readonly alg: string; readonly issuer: string | null }[];
}

/** The names without the secrets. */
export function namesOfSecrets({ upstreamHeaders, trustedKeys }: ApiSecrets): ApiSecretNames {
  return {
    upstreamHeaders: upstreamHeaders.map(([name]) => name),
    trustedKeys: trustedKeys.map(({ kid, alg, issuer }) => ({ kid, alg, issuer: issuer ?? null })),
  };
}
