// A limiter against a naive model that keeps every instant: random claims, costs, limits and steps of time must give the same verdicts.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Claim, Verdict, WindowState } from "@/lib/core/windows/claim";
import type { OpenedLimiter } from "./limiter.contract";

/** 2026-01-31T23:59:00Z: a minute before a day and a month end. */
const START_MS = Date.UTC(2026, 0, 31, 23, 59);

const NAMES: Record<number, string> = { 1: "second", 60: "minute", 3600: "hour" };

/** One call of a sequence: how long after the previous one, what it costs, which limits its claims carry. */
interface Call {
  readonly waitMs: number;
  readonly cost: number;
  readonly limits: readonly [number, number, number];
  readonly who: "both" | "key" | "account";
}

/** Compares `sequences` random call sequences, each on a limiter of its own. */
export function limiterModelContract(
  open: () => Promise<OpenedLimiter>,
  { sequences, seed }: { readonly sequences: number; readonly seed: number },
): void {
  test(`${sequences} random sequences agree with a list of every instant (seed ${seed})`, { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(call(), { minLength: 1, maxLength: 60 }), async (calls) => {
        const { limiter, close } = await open();
        try {
          const model = new ListedInstants();
          let nowMs = START_MS;
          for (const { waitMs, cost, limits, who } of calls) {
            nowMs += waitMs;
            const claims = claimsOf(limits, who);
            expect(await limiter.take(claims, cost, nowMs)).toEqual(model.take(claims, cost, nowMs));
          }
        } finally {
          await close();
        }
      }),
      { numRuns: sequences, seed },
    );
  });
}

/** Waits around the periods' edges, costs around the limits, limits that change between calls. */
function call(): fc.Arbitrary<Call> {
  const limit = (largest: number) => fc.integer({ min: 0, max: largest });
  return fc.record({
    waitMs: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 400 }) },
      { weight: 2, arbitrary: fc.constantFrom(999, 1000, 1001, 59_999, 60_000, 60_001) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 4_000_000 }) },
    ),
    cost: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) }),
    limits: fc.oneof({ weight: 5, arbitrary: fc.constant([3, 40, 90] as const) }, fc.tuple(limit(6), limit(60), limit(120))),
    who: fc.constantFrom("both", "key", "account"),
  });
}

function claimsOf([perSecond, perMinute, perHour]: Call["limits"], who: Call["who"]): Claim[] {
  const key: Claim[] = [
    { kind: "sliding", subject: "key", limit: perSecond, periodSeconds: 1 },
    { kind: "sliding", subject: "key", limit: perMinute, periodSeconds: 60 },
    { kind: "sliding", subject: "key", limit: perHour, periodSeconds: 3600 },
  ];
  const account: Claim[] = [{ kind: "sliding", subject: "account", limit: perHour, periodSeconds: 60 }];
  const budget: Claim[] = [{ kind: "calendar", subject: who === "account" ? "account" : "key", limit: perHour * 2, period: "day" }];
  return [...(who === "account" ? [] : key), ...(who === "key" ? [] : account), ...budget];
}

/** The model: every unit's instant for ever, and the definition of a window word for word. */
class ListedInstants {
  readonly #unitsMs = new Map<string, number[]>();

  take(claims: readonly Claim[], cost: number, nowMs: number): Verdict {
    const openings = claims.map((claim) => this.#opensMs(claim, cost, nowMs));
    const admitted = openings.every((opensMs) => opensMs <= nowMs);
    if (admitted) {
      for (const list of new Set(claims.map(listOf))) {
        this.#unitsMs.set(list, [...(this.#unitsMs.get(list) ?? []), ...Array<number>(cost).fill(nowMs)]);
      }
    }
    const states = claims.map((claim) => this.#state(claim, nowMs));
    if (admitted) return { admitted, states };
    const never = openings.indexOf(Number.POSITIVE_INFINITY);
    if (never >= 0) return { admitted, failing: never, retryAfterSeconds: null, states };
    const failing = openings.findIndex((opensMs) => opensMs > nowMs);
    return { admitted, failing, retryAfterSeconds: Math.ceil((Math.max(...openings) - nowMs) / 1000), states };
  }

  /** The earliest instant from now on at which the claim has room, found by trying each instant at which a unit leaves. */
  #opensMs(claim: Claim, cost: number, nowMs: number): number {
    if (cost > claim.limit) return Number.POSITIVE_INFINITY;
    const leaves = this.#counted(claim, nowMs).map((unitMs) => leavesMs(claim, unitMs));
    for (const instantMs of [nowMs, ...leaves]) {
      if (leaves.filter((leaveMs) => leaveMs > instantMs).length + cost <= claim.limit) return instantMs;
    }
    throw new Error("an empty window admits any cost up to its limit");
  }

  #state(claim: Claim, nowMs: number): WindowState {
    const counted = this.#counted(claim, nowMs);
    const windowSeconds = claim.kind === "sliding" ? claim.periodSeconds : 86_400;
    return {
      name: claim.kind === "sliding" ? (NAMES[claim.periodSeconds] ?? "?") : "quota-day",
      limit: claim.limit,
      remaining: Math.max(0, claim.limit - counted.length),
      windowSeconds,
      resetSeconds: counted[0] === undefined ? 0 : Math.ceil((leavesMs(claim, counted[0]) - nowMs) / 1000),
    };
  }

  #counted(claim: Claim, nowMs: number): number[] {
    return (this.#unitsMs.get(listOf(claim)) ?? []).filter((unitMs) => leavesMs(claim, unitMs) > nowMs);
  }
}

/** All sliding windows of a subject count the same units; a budget counts those that were taken from it. */
function listOf(claim: Claim): string {
  return `${claim.kind} ${claim.subject}`;
}

function leavesMs(claim: Claim, unitMs: number): number {
  return claim.kind === "sliding" ? unitMs + claim.periodSeconds * 1000 : new Date(unitMs).setUTCHours(24, 0, 0, 0);
}
