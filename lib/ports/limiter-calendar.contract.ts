// What every limiter promises about calendar budgets: whole again when their period ends, taken together with the windows or not at all.
import { describe, expect, test } from "vitest";
import type { CalendarClaim, SlidingClaim, Verdict } from "@/lib/core/windows/claim";
import { DAY, HOUR, MINUTE, type Take } from "./limiter-times";

const SUBJECT = "{api:1}:key:1";

/** Part of the limiter contract. */
export function limiterCalendarContract(openTaker: () => Promise<Take>): void {
  describe("calendar budgets", () => {
    test("a day's budget is whole again at midnight UTC, and Retry-After leads there", async () => {
      const take = await openTaker();
      const claims = [quota(3, "day")];
      for (let unit = 0; unit < 3; unit++) expect((await take(claims, 1, 23 * HOUR)).admitted).toBe(true);
      expect(refusalOf(await take(claims, 1, 23 * HOUR)).retryAfterSeconds).toBe(3600);
      expect((await take(claims, 1, DAY - 1)).admitted).toBe(false);
      expect((await take(claims, 3, DAY)).admitted).toBe(true);
    });

    test("a month's budget is whole again on the first", async () => {
      const take = await openTaker();
      const claims = [quota(10, "month")];
      expect((await take(claims, 10, 0)).states).toEqual([
        { name: "quota-month", limit: 10, remaining: 0, windowSeconds: 30 * 86_400, resetSeconds: 15 * 86_400 },
      ]);
      expect(refusalOf(await take(claims, 1, DAY)).retryAfterSeconds).toBe(14 * 86_400);
      expect((await take(claims, 1, 15 * DAY)).admitted).toBe(true);
    });

    test("a spent budget for life never comes back", async () => {
      const take = await openTaker();
      const claims = [quota(2, "total")];
      expect((await take(claims, 2, 0)).admitted).toBe(true);
      expect(refusalOf(await take(claims, 1, 400 * DAY))).toMatchObject({ failing: 0, retryAfterSeconds: null });
    });

    test("a budget refused spends no window, and a window refused spends no budget", async () => {
      const take = await openTaker();
      const claims = [sliding(3, 60), quota(5, "day")];
      await take(claims, 3, 0);
      expect((await take(claims, 1, 1)).states.map((state) => state.remaining)).toEqual([0, 2]);
      await take(claims, 2, MINUTE);
      expect(await take(claims, 1, MINUTE + 1)).toMatchObject({
        admitted: false,
        failing: 1,
        states: [{ remaining: 1 }, { remaining: 0 }],
      });
    });
  });
}

function sliding(limit: number, periodSeconds: number): SlidingClaim {
  return { kind: "sliding", subject: SUBJECT, limit, periodSeconds };
}

function quota(limit: number, period: CalendarClaim["period"]): CalendarClaim {
  return { kind: "calendar", subject: SUBJECT, limit, period };
}

function refusalOf(verdict: Verdict) {
  if (verdict.admitted) throw new Error("admitted, where the test expects a refusal");
  return verdict;
}
