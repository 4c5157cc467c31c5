// Algorithms of keys that anybody may read.
import type { TokenAlgorithm } from "./token-profile";

/** A shared key is never among them. */
export const PUBLIC_ALGORITHMS = ["RS256", "RS384", "RS512", "ES256", "ES384", "EdDSA"] as const satisfies readonly TokenAlgorithm[];
export type PublicAlgorithm = (typeof PUBLIC_ALGORITHMS)[number];
