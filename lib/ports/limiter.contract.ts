// What every limiter promises, as one suite that each adapter passes with times of the suite's own making.
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { CalendarClaim, Claim, SlidingClaim, Verdict } from "@/lib/core/windows/claim";
import type { Limiter } from "@/lib/ports/gate-ports";
import { limiterCalendarContract } from "./limiter-calendar.contract";
import { limiterChangesContract } from "./limiter-changes.contract";
import { limiterEdgesContract } from "./limiter-edges.contract";
import { limiterLargeContract } from "./limiter-large.contract";
import { limiterModelContract } from "./limiter-model.contract";
import { DAY, EPOCH_MS, HOUR, MINUTE, SECOND, type Take } from "./limiter-times";

/** A limiter with nothing counted yet, and how to let go of it. */
export interface OpenedLimiter {
  readonly limiter: Limiter;
  close(): Promise<void>;
}

export interface LimiterContractOptions {
  /** Random call sequences that are compared with the model. */
  readonly sequences?: number;
  /** Where the random sequences start from; default = anew each time. Stands in their names. */
  readonly seed?: number;
  /** Told how many cases the adapter passed through. */
  readonly report?: (line: string) => void;
}

/** Thousands of calls over a network, on whatever machine: a guard against a hang and no measurement. */
const HANG_MS = 600_000;

const SUBJECT = "{api:1}:key:1";

/** The three windows of a vendor page, on one subject. */
const VENDOR_WINDOWS = [sliding(100, 60), sliding(1000, 3600), sliding(5000, 86_400)];

/** Runs the suite against the limiters that `open` makes; each test gets a fresh one. */
export function limiterContract(name: string, open: () => Promise<OpenedLimiter>, options: LimiterContractOptions = {}): void {
  const { sequences = 2000, seed = Math.floor(Math.random() * 2 ** 31), report } = options;
  describe(`limiter contract: ${name}`, { timeout: HANG_MS }, () => {
    let opened: OpenedLimiter | null = null;
    let cases = 0;

    /** Takes from a fresh limiter, with times counted from the suite's epoch. */
    async function openTaker(): Promise<Take> {
      opened = await open();
      const { limiter } = opened;
      return async (claims, cost, atMs) => limiter.take(claims, cost, EPOCH_MS + atMs);
    }

    afterEach(async () => {
      await opened?.close();
      opened = null;
      cases++;
    });

    afterAll(() => report?.(`limiter contract: ${name}: ${cases} cases, seed ${seed}, ${sequences} sequences a model`));

    describe("exactness", () => {
      test.each([
        [100, 60],
        [1000, 3600],
        [5000, 86_400],
      ])("a window of %i per %i s admits exactly that many, and one more as each leaves", async (limit, seconds) => {
        const take = await openTaker();
        const claims = [sliding(limit, seconds)];
        for (let unit = 0; unit < limit; unit++) expect((await take(claims, 1, unit)).admitted).toBe(true);
        expect((await take(claims, 1, limit)).admitted).toBe(false);
        for (let unit = 0; unit < 20; unit++) {
          expect((await take(claims, 1, seconds * SECOND + unit - 1)).admitted).toBe(false);
          expect((await take(claims, 1, seconds * SECOND + unit)).admitted).toBe(true);
        }
      });

      test("the three vendor windows hold at once: 100 a minute, 1,000 an hour, 5,000 a day", async () => {
        const take = await openTaker();
        const admittedMs: number[] = [];
        for (let atMs = 0; atMs < 7 * HOUR; ) {
          const verdict = await take(VENDOR_WINDOWS, 1, atMs);
          if (verdict.admitted) admittedMs.push(atMs);
          // Knocks twice a second, and rests where it is told that nothing opens for long.
          atMs += verdict.admitted ? 500 : Math.max(500, ((verdict.retryAfterSeconds ?? 0) - 2) * SECOND);
        }
        expect(admittedMs.length).toBe(5000);
        expect(mostWithin(admittedMs, MINUTE)).toBe(100);
        expect(mostWithin(admittedMs, HOUR)).toBe(1000);
        expect((await take(VENDOR_WINDOWS, 1, DAY - 1)).admitted).toBe(false);
        expect((await take(VENDOR_WINDOWS, 1, DAY)).admitted).toBe(true);
      });

      test("steady traffic just below the limit is never refused", async () => {
        const take = await openTaker();
        const claims = [sliding(10, 1), sliding(600, 60)];
        for (let request = 0; request < 3000; request++) expect((await take(claims, 1, request * 100)).admitted).toBe(true);
      });

      test("no claims: admitted, nothing to tell", async () => {
        const take = await openTaker();
        expect(await take([], 1, 0)).toEqual({ admitted: true, states: [] });
      });
    });

    describe("every window or none", () => {
      test("a refusal spends nothing, in no window of no subject", async () => {
        const take = await openTaker();
        const tight = sliding(2, 60, "{api:1}:key:1");
        const wide = sliding(1000, 60, "{api:1}:account:1");
        for (const atMs of [0, 1]) await take([wide, tight], 1, atMs);
        for (let refused = 0; refused < 50; refused++) {
          const verdict = await take([wide, tight], 1, 2);
          expect(verdict).toMatchObject({ admitted: false, failing: 1, retryAfterSeconds: 60 });
          expect(verdict.states.map((state) => state.remaining)).toEqual([998, 0]);
        }
        expect((await take([wide], 1, 3)).states[0]?.remaining).toBe(997);
      });

      test("subjects do not share units", async () => {
        const take = await openTaker();
        expect((await take([sliding(1, 60, "a")], 1, 0)).admitted).toBe(true);
        expect((await take([sliding(1, 60, "b")], 1, 0)).admitted).toBe(true);
        expect((await take([sliding(1, 60, "a")], 1, 0)).admitted).toBe(false);
      });

      test("a refusal names the first failing claim and waits for the last of them", async () => {
        const take = await openTaker();
        const claims = [sliding(1, 60), sliding(1, 3600), quota(1, "day")];
        await take(claims, 1, 12 * HOUR);
        expect(await take(claims, 1, 12 * HOUR + SECOND)).toMatchObject({ admitted: false, failing: 0, retryAfterSeconds: 12 * 3600 - 1 });
      });
    });

    describe("a peek", () => {
      test("says what a take would be told, and counts nothing", async () => {
        const take = await openTaker();
        const peek = async (claims: readonly Claim[], cost: number, atMs: number) => opened?.limiter.peek(claims, cost, EPOCH_MS + atMs);
        const claims = [sliding(2, 60), quota(5, "day")];
        for (let looked = 0; looked < 10; looked++) {
          expect(await peek(claims, 1, 0)).toMatchObject({ admitted: true, states: [{ remaining: 2 }, { remaining: 5 }] });
        }
        for (const atMs of [0, SECOND]) expect((await take(claims, 1, atMs)).admitted).toBe(true);
        const full = { admitted: false, failing: 0, retryAfterSeconds: 59, states: [{ remaining: 0 }, { remaining: 3 }] };
        for (let looked = 0; looked < 10; looked++) expect(await peek(claims, 1, SECOND)).toMatchObject(full);
        expect(await peek(claims, 6, SECOND)).toMatchObject({ admitted: false, retryAfterSeconds: null });
        expect(await take(claims, 1, SECOND)).toMatchObject(full);
        expect((await peek(claims, 1, MINUTE))?.admitted).toBe(true);
        expect((await take(claims, 1, MINUTE - 1)).admitted).toBe(false);
        expect((await take(claims, 1, MINUTE)).admitted).toBe(true);
      });
    });

    describe("Retry-After", () => {
      test.each([
        [1, 0, 3],
        [3, 250, 2],
        [100, 499, 60],
        [100, 7, 3600],
      ])("is tight both ways: limit %i, one unit each %i ms, period %i s", async (limit, everyMs, seconds) => {
        const take = await openTaker();
        const claims = [sliding(limit, seconds)];
        let atMs = 0;
        for (let unit = 0; unit < limit; unit++, atMs += everyMs) await take(claims, 1, atMs);
        const retryAfterSeconds = refusalOf(await take(claims, 1, atMs)).retryAfterSeconds ?? 0;
        expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
        if (retryAfterSeconds > 2) expect((await take(claims, 1, atMs + (retryAfterSeconds - 2) * SECOND)).admitted).toBe(false);
        expect((await take(claims, 1, atMs + retryAfterSeconds * SECOND)).admitted).toBe(true);
      });

      test("a costly take waits until enough units have left", async () => {
        const take = await openTaker();
        const claims = [sliding(10, 60)];
        for (let unit = 0; unit < 10; unit++) await take(claims, 1, unit * SECOND);
        expect(refusalOf(await take(claims, 4, 10 * SECOND)).retryAfterSeconds).toBe(53);
        expect((await take(claims, 4, 63 * SECOND - 1)).admitted).toBe(false);
        expect((await take(claims, 4, 63 * SECOND)).admitted).toBe(true);
      });

      test("a cost above a limit is never admitted and has none, whatever else fails", async () => {
        const take = await openTaker();
        const claims = [sliding(1, 60), sliding(5, 3600)];
        await take(claims, 1, 0);
        expect(await take(claims, 6, 1)).toMatchObject({ admitted: false, failing: 0, retryAfterSeconds: null });
        expect(await take([sliding(9, 60), sliding(5, 3600)], 6, 1)).toMatchObject({ failing: 1, retryAfterSeconds: null });
        expect((await take([sliding(0, 60, "closed")], 1, 1)).admitted).toBe(false);
      });
    });

    describe("cost", () => {
      test.each([1, 2, 7, 15, 16, 17, 100, 999, 1000])("a cost of %i takes that many units", async (cost) => {
        const take = await openTaker();
        const claims = [sliding(2500, 60)];
        const admissible = Math.floor(2500 / cost);
        for (let taken = 0; taken < admissible; taken++) {
          expect((await take(claims, cost, taken)).states[0]?.remaining).toBe(2500 - (taken + 1) * cost);
        }
        expect((await take(claims, cost, admissible)).admitted).toBe(false);
        const rest = 2500 - admissible * cost;
        if (rest > 0) expect((await take(claims, rest, admissible)).admitted).toBe(true);
        expect((await take(claims, 1, admissible)).admitted).toBe(false);
      });
    });

    limiterChangesContract(openTaker);
    limiterCalendarContract(openTaker);
    limiterEdgesContract(openTaker);
    limiterModelContract(open, { sequences, seed });
    limiterLargeContract(openTaker, open, { sequences: Math.ceil(sequences / 10), seed });
  });
}

function sliding(limit: number, periodSeconds: number, subject = SUBJECT): SlidingClaim {
  return { kind: "sliding", subject, limit, periodSeconds };
}

function quota(limit: number, period: CalendarClaim["period"], subject = SUBJECT): CalendarClaim {
  return { kind: "calendar", subject, limit, period };
}

function refusalOf(verdict: Verdict) {
  if (verdict.admitted) throw new Error("admitted, where the test expects a refusal");
  return verdict;
}

/** The largest number of instants in any trailing period. */
function mostWithin(instantsMs: readonly number[], periodMs: number): number {
  let most = 0;
  let first = 0;
  for (const [index, instantMs] of instantsMs.entries()) {
    while ((instantsMs[first] ?? 0) <= instantMs - periodMs) first++;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
