// Slows sign-ins down: few for one account from one address, more for one address in all.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { parseAddress } from "@/lib/core/grants/addresses";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import type { SignInWorld } from "@/lib/manage/team/sign-in";
import type { Clock } from "@/lib/ports/gate-ports";

/** Longer ones are no address that anybody has. */
const MAX_ACCOUNT_CHARACTERS = 254;

/**
 * A throttle of this process. No window counts an account alone: whoever knows a member's address could keep them out with it, and
 * passwords of fifteen characters are not found by trying from many addresses either.
 */
export function createSignInThrottle(clock: Clock): SignInWorld["admitSignIn"] {
  const limiter = createEmbeddedLimiter({ ceilingBytes: 16 * 1024 * 1024 });
  return (email, address) => {
    const source = sourceOf(address);
    const account = `${source} ${email.slice(0, MAX_ACCOUNT_CHARACTERS)}`;
    const verdict = limiter.take([claim(account, 5, 60), claim(account, 20, 3600), claim(source, 30, 60)], 1, clock.nowMs());
    return verdict.admitted ? null : (verdict.retryAfterSeconds ?? 1);
  };
}

function claim(subject: string, limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject, limit, periodSeconds };
}

/** One subscriber holds a whole /64 of IPv6 (RFC 6177), so that is what counts as an address. */
function sourceOf(address: string): string {
  const words = parseAddress(address);
  return words === null ? "unknown" : words.slice(0, 2).join(".");
}
