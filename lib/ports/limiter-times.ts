// The times that the limiter contract's suites count in, and how they take.
import type { Claim, Verdict } from "@/lib/core/windows/claim";

/** 2026-11-16T00:00:00Z: times of the suites are counted from here. */
export const EPOCH_MS = 1_794_787_200_000;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Takes from a limiter that nothing was taken from yet, at milliseconds after the epoch. */
export type Take = (claims: readonly Claim[], cost: number, atMs: number) => Promise<Verdict>;
