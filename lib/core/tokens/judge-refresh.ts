// What a refresh token that came in is worth, and how long what follows it lives.
import type { RefreshSettings } from "./token-settings";

/** A session and the one of its refresh tokens that came in. Instants are milliseconds since the epoch. */
export interface PresentedRefresh {
  readonly startedAtMs: number;
  readonly expiresAtMs: number;
  /** null = it goes on. */
  readonly endedAtMs: number | null;
  /** When this token was exchanged for the next one; null = it was not. */
  readonly spentAtMs: number | null;
}

/** `reused`: somebody has a copy, and nobody can say who of the two is the user. `over`: it is worth nothing, and that is all. */
export type RefreshVerdict = "good" | "reused" | "over";

/**
 * Judges a refresh token by RFC 9700 §4.14.2. Within the grace a spent one is still good, as often as it comes: each use then
 * begins a branch of its own, and all branches are of one session and end together.
 */
export function judgeRefresh(presented: PresentedRefresh, settings: Pick<RefreshSettings, "graceSeconds">, nowMs: number): RefreshVerdict {
  const { endedAtMs, expiresAtMs, spentAtMs } = presented;
  if (endedAtMs !== null || nowMs >= expiresAtMs) return "over";
  if (spentAtMs === null) return "good";
  // A use that waited for the one that spent it was begun before that: it is not within a grace that is not given.
  return Math.max(0, nowMs - spentAtMs) < settings.graceSeconds * 1000 ? "good" : "reused";
}

/** When the session ends unless it is used before: at the sign-in `usedAtMs` is `startedAtMs`. `current` = when it would end so far. */
export function refreshExpiryMs(
  { lifeSeconds, expiration, longestSeconds }: RefreshSettings,
  { startedAtMs, usedAtMs, current }: { readonly startedAtMs: number; readonly usedAtMs: number; readonly current: number | null },
): number {
  if (current !== null && expiration === "fixed") return current;
  const longestMs = longestSeconds === null ? Number.POSITIVE_INFINITY : startedAtMs + longestSeconds * 1000;
  return Math.min(usedAtMs + lifeSeconds * 1000, longestMs);
}
