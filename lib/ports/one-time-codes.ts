// What a second factor by one-time codes needs from the world, with promises in words.
import type { CodeEnrolment } from "@/lib/core/schemas/team-view";

/** One-time codes by time (RFC 6238): six digits, one each 30 seconds. */
export interface OneTimeCodes {
  /** A new seed, for an account that the app is to call so. */
  enrol(account: string): CodeEnrolment;
  /**
   * The time step of the code, where it is that of now or of the step before or after it, and a later one than `afterStep` (null = no
   * code was accepted yet). null = it is wrong, or was used.
   */
  judge(seed: string, code: string, nowMs: number, afterStep: number | null): number | null;
}
