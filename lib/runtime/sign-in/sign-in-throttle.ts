// Slows down whoever tries to get in: few tries for one account from one address, more for one address in all.
import { createEmbeddedLimiter } from "@/lib/adapters/embedded/limiter";
import { parseAddress } from "@/lib/core/grants/addresses";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import type { TeamThrottle } from "@/lib/manage/team/team-world";
import type { Clock } from "@/lib/ports/gate-ports";

/** Longer ones are no address that anybody has. */
const MAX_ACCOUNT_CHARACTERS = 254;

/**
 * A throttle of this process. No window counts an account alone: whoever knows a member's address could keep them out with it, and
 * passwords of fifteen characters are not found by trying from many addresses either.
 */
export function createSignInThrottle(clock: Clock): TeamThrottle["admitSignIn"] {
  const limiter = createEmbeddedLimiter({ ceilingBytes: 16 * 1024 * 1024 });
  return (email, address) => {
    const source = sourceOf(address);
    const account = `${source} ${email.slice(0, MAX_ACCOUNT_CHARACTERS)}`;
    const verdict = limiter.take([claim(account, 5, 60), claim(account, 20, 3600), claim(source, 30, 60)], 1, clock.nowMs());
    return verdict.admitted ? null : (verdict.retryAfterSeconds ?? 1);
  };
}

/**
 * All throttles of the team. Codes are counted by member, from wherever they come: only who knows the password can use them up, and six
 * digits would be found by trying from many addresses.
 */
export function createTeamThrottle(clock: Clock): TeamThrottle {
  const limiter = createEmbeddedLimiter({ ceilingBytes: 16 * 1024 * 1024 });
  const wait = (...claims: readonly SlidingClaim[]) => {
    const verdict = limiter.take(claims, 1, clock.nowMs());
    return verdict.admitted ? null : (verdict.retryAfterSeconds ?? 1);
  };
  return {
    admitSignIn: createSignInThrottle(clock),
    admitCode: (memberId) => wait(claim(`code ${memberId}`, 10, 60), claim(`code ${memberId}`, 30, 3600)),
    admitProof: (memberId) => wait(claim(`proof ${memberId}`, 10, 60), claim(`proof ${memberId}`, 60, 3600)),
    admitMail: (email, address) => {
      const source = sourceOf(address);
      const account = `mail ${source} ${email.slice(0, MAX_ACCOUNT_CHARACTERS)}`;
      return wait(claim(account, 3, 900), claim(`mail ${source}`, 10, 900));
    },
    admitRecipient: (email) => {
      const recipient = `recipient ${email.slice(0, MAX_ACCOUNT_CHARACTERS)}`;
      return wait(claim(recipient, 5, 3600), claim(recipient, 15, 86_400));
    },
  };
}

function claim(subject: string, limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject, limit, periodSeconds };
}

/** One subscriber holds a whole /64 of IPv6 (RFC 6177), so that is what counts as an address. */
export function sourceOf(address: string): string {
  const words = parseAddress(address);
  return words === null ? "unknown" : words.slice(0, 2).join(".");
}
