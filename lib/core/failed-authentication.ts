// Which refusals count as failed authentication, and under whose name they are counted.
import type { DenialCode } from "@/lib/core/denials/denial";
import { isLoopback } from "@/lib/core/forwarded";
import { parseAddress } from "@/lib/core/grants/addresses";
import type { SlidingClaim } from "@/lib/core/windows/claim";

/** What guessing looks like: a credential that is absent, unreadable, unknown, or no longer good. */
const FAILURES: ReadonlySet<DenialCode> = new Set([
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
]);

const PERIOD_SECONDS = 60;
/** 32-bit words of an IPv6 address that name its network: a /64 is what one subscriber is given, so all of it is one guesser. */
const NETWORK_WORDS = 2;

/** Whether that refusal counts against the address it came from. */
export function isFailedAuthentication(code: DenialCode): boolean {
  return FAILURES.has(code);
}

/**
 * The claim that a failure from this address makes, or null where failures are not counted: on loopback, and where the limit is 0.
 * No key's own counters are part of it, so that nobody can use up another's.
 */
export function failureClaim(peer: string, perMinute: number): SlidingClaim | null {
  if (perMinute === 0 || isLoopback(peer)) return null;
  const address = parseAddress(peer);
  const name = address === null || address.length === 1 ? peer : `${address.slice(0, NETWORK_WORDS).join(".")}/64`;
  return { kind: "sliding", subject: `auth-failures:${name}`, limit: perMinute, periodSeconds: PERIOD_SECONDS };
}
