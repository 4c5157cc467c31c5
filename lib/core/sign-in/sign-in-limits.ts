// How many failed sign-ins an account, an address, and the two together may have before they are slowed down.
import { type Address, parseAddress } from "@/lib/core/grants/addresses";
import type { SlidingClaim } from "@/lib/core/windows/claim";

/** Where a sign-in comes from. */
export interface SignInSource {
  /** Names it: an address, or the key of a backend that does not say for whom it asks. */
  readonly name: string;
  /** Everybody who uses the backend comes from there, so it is no one guesser. */
  readonly isShared: boolean;
}

/** A try as far as limits are concerned. */
export interface SignInTry {
  /** Names the account within its tenant, whether or not there is such an account. */
  readonly account: string;
  readonly source: SignInSource;
}

/** Whose failures are counted together; `crowd` = everybody's on one account. */
export type SignInGuard = "pair" | "source" | "crowd" | "newcomer";

/** Per guard: [failures, seconds]. */
type Limits = readonly (readonly [limit: number, periodSeconds: number])[];

const MINUTE = 60;
const HOUR = 3600;

const LIMITS: Readonly<Record<SignInGuard, Limits>> = {
  pair: [
    [10, MINUTE],
    [30, HOUR],
  ],
  source: [[60, MINUTE]],
  crowd: [
    [50, HOUR],
    [500, 24 * HOUR],
  ],
  newcomer: [[1, 5 * MINUTE]],
};

/** A backend's users share its pair, so it is wider; its key has windows of its own. */
const SHARED_PAIR: Limits = [
  [60, MINUTE],
  [600, HOUR],
];

/** Longer ones are no account that anybody has. */
const MAX_ACCOUNT_CHARACTERS = 300;

/** The source behind an address: one subscriber holds a whole /64 of IPv6 (RFC 6177). */
export function sourceOfAddress(address: string): SignInSource {
  const words = parseAddress(address);
  return { name: words === null ? "unknown" : nameOf(words), isShared: false };
}

function nameOf(words: Address): string {
  const [high = 0, low = 0] = words;
  if (words.length === 1) return [high >>> 24, (high >>> 16) & 255, (high >>> 8) & 255, high & 255].join(".");
  const groups = [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff].map((group) => group.toString(16));
  return `${groups.join(":")}::/64`;
}

/**
 * The windows of failures that one guard keeps. All failures count, successes never:
 * - `pair`: of one account from one source; nobody else is slowed down by it.
 * - `source`: of one source over all accounts.
 * - `crowd`: of one account from everywhere. Where it is full the account is being guessed at from many places. Nobody is locked out
 *   then: who signed in from their address before passes as always, and anybody else has one try (`newcomer`) in five minutes, which is
 *   enough for somebody who knows the password.
 */
export function signInClaims(guard: SignInGuard, { account, source }: SignInTry): SlidingClaim[] {
  const limits = guard === "pair" && source.isShared ? SHARED_PAIR : LIMITS[guard];
  const subject = subjectOf(guard, account.slice(0, MAX_ACCOUNT_CHARACTERS), source.name);
  return limits.map(([limit, periodSeconds]) => ({ kind: "sliding", subject, limit, periodSeconds }));
}

function subjectOf(guard: SignInGuard, account: string, source: string): string {
  if (guard === "source") return `source ${source}`;
  return guard === "crowd" ? `crowd ${account}` : `${guard} ${source} ${account}`;
}
