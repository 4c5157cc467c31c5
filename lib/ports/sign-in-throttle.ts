// What a sign-in of tenants' users needs to be slowed down by, with promises in words.
import type { SignInTry } from "@/lib/core/sign-in/sign-in-limits";

/** A try that may be judged. */
export interface SignInAdmission {
  readonly kind: "admitted";
  /** To be called once, with what it came to: only failures are counted. */
  end(outcome: "right" | "wrong"): void;
}

/** A try that is not looked at. `crowd`: only because others fail on the account, and so not for somebody familiar. */
export interface SignInRefusal {
  readonly kind: "slowed";
  readonly by: "own" | "crowd";
  /** Whole seconds, at least 1. */
  readonly retryAfterSeconds: number;
}

/** Slows guessing down. */
export interface SignInThrottle {
  /**
   * Whether the try may be judged now. Tries that are being judged count as failures until they end, so that many at once get no
   * further than one after the other. `isFamiliar`: this account was signed in to from there before.
   */
  admit(attempt: SignInTry, isFamiliar: boolean): SignInAdmission | SignInRefusal;
}
