// What the use cases of members need besides the world.
import type { World } from "@/lib/manage/world";
import type { OneTimeCodes } from "@/lib/ports/one-time-codes";
import type { Passkeys } from "@/lib/ports/passkeys";

/** Slows guessing down. Each counts a try and answers the whole seconds to wait when there were too many, else null. */
export interface TeamThrottle {
  /** A sign-in to that account from that address. */
  readonly admitSignIn: (email: string, address: string) => number | null;
  /** A code for that member, from wherever: only who knows the password comes so far. */
  readonly admitCode: (memberId: string) => number | null;
  /** A password that the signed-in member types once more. */
  readonly admitProof: (memberId: string) => number | null;
  /** A link by mail to that address, asked for from there. */
  readonly admitMail: (email: string, address: string) => number | null;
  /** A link by mail to that address, from wherever it was asked for; null = it is sent. Whoever asked is not told: others may have asked. */
  readonly admitRecipient: (email: string) => number | null;
}

export interface TeamWorld extends World, TeamThrottle {
  readonly oneTimeCodes: OneTimeCodes;
  readonly passkeys: Passkeys;
}

/** Where somebody is signed in from. */
export interface Whence {
  /** The client's address. */
  readonly address: string;
  /** The browser's `User-Agent`. */
  readonly agent: string;
}
