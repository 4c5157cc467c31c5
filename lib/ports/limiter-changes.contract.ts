// What every limiter promises while limits are changed and clocks are set.
import { describe, expect, test } from "vitest";
import type { SlidingClaim } from "@/lib/core/windows/claim";
import { DAY, HOUR, SECOND, type Take } from "./limiter-times";

/** Part of the limiter contract. */
export function limiterChangesContract(openTaker: () => Promise<Take>): void {
  describe("limits changed while they count", () => {
    test("a raised limit admits the difference and no more", async () => {
      const take = await openTaker();
      for (let unit = 0; unit < 100; unit++) await take([sliding(100, 60)], 1, unit);
      for (let unit = 0; unit < 50; unit++) expect((await take([sliding(150, 60)], 1, 200)).admitted).toBe(true);
      expect((await take([sliding(150, 60)], 1, 200)).admitted).toBe(false);
    });

    test("a lowered limit holds at once, and what was taken still counts", async () => {
      const take = await openTaker();
      for (let unit = 0; unit < 100; unit++) await take([sliding(100, 60)], 1, unit * 100);
      const refused = await take([sliding(10, 60)], 1, 10 * SECOND);
      expect(refused).toMatchObject({ admitted: false, states: [{ limit: 10, remaining: 0 }] });
      expect((await take([sliding(10, 60)], 1, 69 * SECOND - 1)).admitted).toBe(false);
      expect((await take([sliding(10, 60)], 1, 69 * SECOND)).admitted).toBe(true);
    });
  });

  describe("a clock that steps", () => {
    test.each([2 * SECOND, 90 * SECOND, HOUR, 40 * DAY])("back by %i ms neither un-refuses nor starves", async (stepMs) => {
      const take = await openTaker();
      const claims = [sliding(5, 60)];
      for (let unit = 0; unit < 5; unit++) await take(claims, 1, HOUR + unit * SECOND);
      const steppedMs = HOUR + 4 * SECOND - stepMs;
      expect((await take(claims, 1, steppedMs)).admitted).toBe(false);
      expect((await take(claims, 1, steppedMs + 30 * SECOND)).admitted).toBe(false);
      for (let unit = 0; unit < 5; unit++) {
        expect((await take(claims, 1, steppedMs + (56 + unit) * SECOND - 1)).admitted).toBe(false);
        expect((await take(claims, 1, steppedMs + (56 + unit) * SECOND)).admitted).toBe(true);
      }
    });

    test("forward past every window frees them all", async () => {
      const take = await openTaker();
      for (let unit = 0; unit < 100; unit++) await take(WINDOWS, 1, unit);
      const freed = await take(WINDOWS, 1, 60 * DAY);
      expect(freed.states.map((state) => state.remaining)).toEqual([99, 999, 4999]);
    });
  });
}

/** The three windows of a vendor page. */
const WINDOWS = [sliding(100, 60), sliding(1000, 3600), sliding(5000, 86_400)];

function sliding(limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject: "{api:1}:key:1", limit, periodSeconds };
}
