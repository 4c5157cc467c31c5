// Whether a key is in use: then whoever ends it should say which one they mean.

const LATELY_MS = 86_400_000;

/** Whether a key that was used last at that instant (null = never) was used in the last 24 hours. */
export function wasUsedLately(lastUsedAtMs: number | null, nowMs: number): boolean {
  return lastUsedAtMs !== null && nowMs - lastUsedAtMs < LATELY_MS;
}
