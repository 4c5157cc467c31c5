// Packed tallies against tallies that are kept as they are: the same verdicts, whatever grows, moves, is converted or leaves.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Claim } from "@/lib/core/windows/claim";
import { createTally, isTallyIdle, judge, spend, type Tally, windowStates } from "@/lib/core/windows/take";
import { createEmbeddedLimiter } from "./limiter";
import { createUnpacked, TallyMemory } from "./tally-memory";

const SUBJECTS = 60;
const LIMITS = [1, 3, 15, 16, 17, 40, 100, 300, 12_000, 30_000];

interface Call {
  readonly subjects: readonly number[];
  readonly limits: readonly number[];
  readonly isBudgeted: boolean;
  readonly cost: number;
  readonly waitMs: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  subjects: fc.uniqueArray(fc.nat(SUBJECTS - 1), { minLength: 1, maxLength: 3 }),
  limits: fc.tuple(fc.constantFrom(...LIMITS), fc.constantFrom(...LIMITS)),
  isBudgeted: fc.boolean(),
  cost: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 })),
  waitMs: fc.oneof({ weight: 8, arbitrary: fc.nat(50) }, { weight: 1, arbitrary: fc.nat(90_000) }),
});

/** Each subject's claims stand apart, so that its tally is looked for across the call. */
function claimsOf({ subjects, limits, isBudgeted }: Call): Claim[] {
  const of = (nth: number, seconds: number) =>
    subjects.map((subject): Claim => ({ kind: "sliding", subject: `s${subject}`, limit: limits[nth] ?? 1, periodSeconds: seconds }));
  const budgets = subjects.map((subject): Claim => ({ kind: "calendar", subject: `s${subject}`, limit: 500, period: "day" }));
  return [...of(0, 10), ...of(1, 60), ...(isBudgeted ? budgets : [])];
}

test("random calls on many subjects get the verdicts of plain tallies", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 100, maxLength: 300 }), (calls) => {
      const limiter = createEmbeddedLimiter();
      const tallies = new Map<string, Tally>();
      let nowMs = Date.UTC(2026, 10, 28, 23, 50);
      for (const each of calls) {
        nowMs += each.waitMs;
        const claims = claimsOf(each);
        const held = claims.map(({ subject }) => tallies.get(subject) ?? createTally());
        for (const [index, { subject }] of claims.entries()) held[index] = held[claims.findIndex((claim) => claim.subject === subject)]!;
        const refusal = judge(claims, held, each.cost, nowMs);
        if (refusal === null) {
          spend(claims, held, each.cost, nowMs);
          for (const [index, { subject }] of claims.entries()) tallies.set(subject, held[index]!);
        }
        const states = windowStates(claims, held, nowMs);
        const expected = refusal === null ? { admitted: true, states } : { admitted: false, ...refusal, states };
        expect(limiter.take(claims, each.cost, nowMs)).toEqual(expected);
        // As the limiter's sweeps do, at the latest when somebody could notice.
        for (const [subject, tally] of tallies) if (isTallyIdle(tally, nowMs)) tallies.delete(subject);
      }
    }),
    { numRuns: 30 },
  );
});

describe("blocks", () => {
  test("what left gives its bytes back, however it was kept", () => {
    const memory = new TallyMemory();
    const room = createUnpacked();
    const put = (subject: string, limit: number, units: number) => {
      const claims: Claim[] = [{ kind: "sliding", subject, limit, periodSeconds: 60 }];
      const tally = memory.get(subject, room);
      for (let unit = 0; unit < units; unit++) spend(claims, [tally], 1, 0);
      memory.put(subject, tally, room);
    };
    for (let subject = 0; subject < 500; subject++) put(`${subject}`, [5, 200, 20_000][subject % 3] ?? 1, 1 + (subject % 150));
    expect(memory.size).toBe(500);
    for (let subject = 0; subject < 500; subject += 2) memory.delete(`${subject}`);
    for (let subject = 1; subject < 500; subject += 2) {
      const tally = memory.get(`${subject}`, room);
      const units = Math.min(1 + (subject % 150), subject % 3 === 0 ? 5 : 1000);
      const claims: Claim[] = [{ kind: "sliding", subject: "", limit: [5, 200, 20_000][subject % 3] ?? 1, periodSeconds: 60 }];
      expect(windowStates(claims, [tally], 1)[0]?.remaining).toBe(([5, 200, 20_000][subject % 3] ?? 1) - units);
    }
    for (let subject = 1; subject < 500; subject += 2) memory.delete(`${subject}`);
    expect([memory.size, memory.bytes]).toEqual([0, 0]);
  });
});
