// What every limiter promises about limits above 10,000: never over, and traffic up to 99 % of them never refused.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import type { OpenedLimiter } from "./limiter.contract";
import { EPOCH_MS, MINUTE, SECOND, type Take } from "./limiter-times";

/** What the suite compares with: the instants and units of every admitted take. */
type Admitted = readonly { readonly atMs: number; readonly units: number }[];

interface LargeCall {
  readonly waitMs: number;
  readonly cost: number;
}

/** Part of the limiter contract. */
export function limiterLargeContract(
  openTaker: () => Promise<Take>,
  open: () => Promise<OpenedLimiter>,
  { sequences, seed }: { readonly sequences: number; readonly seed: number },
): void {
  describe("limits above 10,000", () => {
    test("traffic at 99 % of the limit is never refused", async () => {
      const take = await openTaker();
      const claims = [window(20_000, 60)];
      for (let request = 0; request < 1800; request++) expect((await take(claims, 33, request * 100)).admitted).toBe(true);
    });

    test.each([10_001, 12_800, 100_000, 1_000_000, 1_000_000_000])(
      "a burst of %i is admitted to the last unit, and no more",
      async (limit) => {
        const take = await openTaker();
        const claims = [window(limit, 60)];
        const part = Math.floor(limit / 7);
        for (let taken = 0; taken < 7; taken++) expect((await take(claims, part, taken)).admitted).toBe(true);
        const rest = limit - 7 * part;
        expect((await take(claims, rest + 1, 8)).admitted).toBe(false);
        if (rest > 0) expect((await take(claims, rest, 9)).states[0]?.remaining).toBe(0);
        expect(await take(claims, 1, 10)).toMatchObject({ admitted: false, retryAfterSeconds: 60 });
        expect((await take(claims, part, MINUTE + 6)).admitted).toBe(true);
      },
    );

    test("a limit raised above 10,000 keeps what was taken", async () => {
      const take = await openTaker();
      await take([window(10_000, 60)], 9_000, 0);
      await take([window(10_000, 60)], 1_000, 30 * SECOND);
      const raised = [window(20_000, 60)];
      expect((await take(raised, 10_001, 31 * SECOND)).admitted).toBe(false);
      expect((await take(raised, 10_000, 31 * SECOND)).states[0]?.remaining).toBe(0);
      expect((await take(raised, 1, MINUTE - 1)).admitted).toBe(false);
      expect((await take(raised, 8_900, MINUTE)).admitted).toBe(true);
    });

    test("a limit lowered below 10,000 keeps what was taken", async () => {
      const take = await openTaker();
      const minute = window(50, 60);
      const before = [minute, window(20_000, 3600)];
      for (let round = 0; round < 58; round++) expect((await take(before, 50, round * 61 * SECOND)).admitted).toBe(true);
      const lowered = [minute, window(3_000, 3600)];
      const atMs = 58 * 61 * SECOND;
      expect((await take(lowered, 50, atMs)).states[1]?.remaining).toBe(50);
      expect((await take(lowered, 50, atMs + MINUTE)).states[1]?.remaining).toBeLessThanOrEqual(50);
      // The first round has left by then; slots of 128 units may keep what has left a while, and never let any go early.
      const later = await take(lowered, 1, atMs + 2 * MINUTE);
      expect(later.states[1]?.remaining).toBeLessThanOrEqual(3_000 - 59 * 50 - 1);
    });

    test(`${sequences} random sequences are never over the limit and never refused below 99 % of it (seed ${seed})`, {
      timeout: 3_600_000,
    }, async () => {
      await fc.assert(fc.asyncProperty(limits(), fc.array(call(), { minLength: 1, maxLength: 60 }), judgeSequence(open)), {
        numRuns: sequences,
        seed,
      });
    });
  });
}

function judgeSequence(open: () => Promise<OpenedLimiter>) {
  return async ([large, small]: readonly [number, number], calls: readonly LargeCall[]) => {
    const { limiter, close } = await open();
    try {
      const claims = [window(large, 60), window(small, 1), window(large * 3, 300)];
      const admitted: { atMs: number; units: number }[] = [];
      let nowMs = EPOCH_MS;
      for (const { waitMs, cost } of calls) {
        nowMs += waitMs;
        const verdict = await limiter.take(claims, cost, nowMs);
        const fits = (share: number) => claims.every((claim) => cost + counted(admitted, claim, nowMs) <= share * claim.limit);
        if (verdict.admitted) expect(fits(1)).toBe(true);
        else expect(fits(0.99)).toBe(false);
        if (verdict.admitted) admitted.push({ atMs: nowMs, units: cost });
      }
    } finally {
      await close();
    }
  };
}

/** Costs are large beside the limits, so that short sequences fill them. */
function limits(): fc.Arbitrary<readonly [number, number]> {
  return fc.tuple(fc.integer({ min: 10_001, max: 60_000 }), fc.integer({ min: 3_000, max: 20_000 }));
}

function call(): fc.Arbitrary<LargeCall> {
  return fc.record({
    waitMs: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
      { weight: 2, arbitrary: fc.constantFrom(999, 1000, 59_999, 60_000, 60_001, 300_000) },
    ),
    cost: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3_000 })),
  });
}

function counted(admitted: Admitted, { periodSeconds }: SlidingClaim, nowMs: number): number {
  return admitted.reduce((sum, { atMs, units }) => (atMs + periodSeconds * 1000 > nowMs ? sum + units : sum), 0);
}

function window(limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject: "{api:1}:key:1", limit, periodSeconds };
}
