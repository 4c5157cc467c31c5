// What an API keeps for the gate alone: sealed under the master key, opened at start, never shown.
import type { HeaderLine } from "@/lib/core/http";
import type { TrustedKey } from "@/lib/core/tokens/token-profile";

/** The opened secrets of one API. */
export interface ApiSecrets {
  readonly trustedKeys: readonly TrustedKey[];
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
