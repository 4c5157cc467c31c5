// A reason as it stands in the counts, in words.
import { DENIAL_MEANINGS, type DenialMeaning } from "./denial-meanings";

/** What the reason means; null = a later build wrote it, and this one does not know it. */
export function meaningOf(reason: string): DenialMeaning | null {
  return Object.hasOwn(DENIAL_MEANINGS, reason) ? DENIAL_MEANINGS[reason as keyof typeof DENIAL_MEANINGS] : null;
}

/** A few words for it; a reason that is not known stands as it is. */
export function reasonTitle(reason: string): string {
  return meaningOf(reason)?.title ?? reason;
}
