// Why a request is refused: the closed list of reasons in the order in which they are checked, and their facts.

/**
 * Every reason, in the order of the checks: transport, carriers, format, lookup, state, address, tenant, endpoint and grant,
 * windows, quota; then what can go wrong after the decision. A dialect words each one.
 */
export const DENIAL_CODES = [
  "bad_request",
  "https_required",
  "several",
  "missing",
  "malformed",
  "extra_spaces",
  "wrong_prefix",
  "wrong_format",
  "bad_checksum",
  "unknown",
  "invalid_token",
  "revoked",
  "paused",
  "expired",
  "address_not_allowed",
  "unknown_tenant",
  "wrong_tenant",
  "not_found",
  "method_not_allowed",
  "missing_permission",
  "endpoint_not_granted",
  "plan_restricted",
  "cost_above_limit",
  "rate_limited",
  "quota_exceeded",
  "too_many_failures",
  "body_too_large",
  "upstream_unreachable",
  "unavailable",
  "upstream_timeout",
  "not_implemented",
] as const;

export type DenialCode = (typeof DENIAL_CODES)[number];

/** What a dialect's wording may name. Absent facts read as null. */
export interface DenialFacts {
  /** The key's public id, or a stable stand-in made from what was presented (never the secret). */
  readonly keyId?: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly expiredAt?: string;
  /** Permission or endpoint that is needed. */
  readonly required?: string;
  readonly granted?: readonly string[];
  readonly limit?: number;
  /** `minute`, `hour`, `day`, or `<n>s`. */
  readonly window?: string;
  /** Whole seconds, at least 1. */
  readonly retryAfter?: number;
  /** Methods for `Allow`, comma-joined. */
  readonly allow?: string;
  /** One sentence for a person, without anything the client sent. */
  readonly detail?: string;
}

/** A refusal as a value. `facts` feed the wording; nothing in them is secret. */
export interface Denial {
  readonly code: DenialCode;
  readonly facts: DenialFacts;
}

const NO_FACTS: DenialFacts = {};

/** A denial for that reason. */
export function denial(code: DenialCode, facts: DenialFacts = NO_FACTS): Denial {
  return { code, facts };
}
