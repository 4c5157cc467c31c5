// What every limiter promises at the edges of its windows, about many calls at once, several subjects in one step, and steps of the clock.
import { describe, expect, test } from "vitest";
import type { Claim, SlidingClaim } from "@/lib/core/windows/claim";
import { DAY, HOUR, MINUTE, SECOND, type Take } from "./limiter-times";

const WINDOWS: readonly SlidingClaim[] = [
  { kind: "sliding", subject: "{api:1}:key:1", limit: 100, periodSeconds: 60 },
  { kind: "sliding", subject: "{api:1}:key:1", limit: 1000, periodSeconds: 3600 },
  { kind: "sliding", subject: "{api:1}:key:1", limit: 5000, periodSeconds: 86_400 },
];

/** Whose windows one call can touch. */
const SUBJECTS = ["key:1", "account:1", "tenant:1", "api"].map((subject) => `{api:1}:${subject}`);

/** Part of the limiter contract. */
export function limiterEdgesContract(openTaker: () => Promise<Take>): void {
  describe("the edges of 100 a minute, 1,000 an hour, 5,000 a day", () => {
    test.each([
      [0, "minute", 100, 290],
      [1, "hour", 1000, 3_410],
      [2, "day", 5000, 17_050],
    ])(
      "window %i (%s) is exact: full at its limit, open at Retry-After, shut two seconds before",
      async (failing, _name, limit, everyMs) => {
        const take = await openTaker();
        let atMs = 0;
        for (let unit = 0; unit < limit; unit++, atMs += everyMs) expect((await take(WINDOWS, 1, atMs)).admitted).toBe(true);
        const refused = await take(WINDOWS, 1, atMs);
        expect(refused).toMatchObject({ admitted: false, failing });
        const waitSeconds = refused.admitted ? 0 : (refused.retryAfterSeconds ?? 0);
        expect(waitSeconds).toBeGreaterThan(2);
        expect((await take(WINDOWS, 1, atMs + (waitSeconds - 2) * SECOND)).admitted).toBe(false);
        expect((await take(WINDOWS, 1, atMs + waitSeconds * SECOND)).admitted).toBe(true);
      },
    );
  });

  test("1,000 calls at once at a limit of 100: exactly 100 pass, and the longer windows show exactly 100", async () => {
    const take = await openTaker();
    const verdicts = await Promise.all(Array.from({ length: 1000 }, () => take(WINDOWS, 1, 0)));
    expect(verdicts.filter(({ admitted }) => admitted).length).toBe(100);
    expect((await take(WINDOWS, 1, 1)).states.map(({ remaining }) => remaining)).toEqual([0, 900, 4900]);
  });

  describe("several subjects in one step", () => {
    test.each([0, 1, 2, 3])("subject %i is full: the others spend nothing", async (full) => {
      const take = await openTaker();
      const claims = SUBJECTS.map((subject, index) => window(index === full ? 3 : 10, subject));
      for (let unit = 0; unit < 3; unit++) expect((await take(claims, 1, unit)).admitted).toBe(true);
      for (let refused = 0; refused < 20; refused++) expect(await take(claims, 1, 10)).toMatchObject({ admitted: false, failing: full });
      const states = (await take(claims, 1, 10)).states.map(({ remaining }) => remaining);
      expect(states).toEqual(SUBJECTS.map((_, index) => (index === full ? 0 : 7)));
    });

    test("callers that share an account share its window, each with its own beside it", async () => {
      const take = await openTaker();
      const of = (key: number): Claim[] => [window(5, `{api:1}:key:${key}`), window(7, "{api:1}:account:1")];
      for (let unit = 0; unit < 5; unit++) expect((await take(of(1), 1, unit)).admitted).toBe(true);
      expect(await take(of(1), 1, 9)).toMatchObject({ admitted: false, failing: 0 });
      for (let unit = 0; unit < 2; unit++) expect((await take(of(2), 1, 10)).admitted).toBe(true);
      expect(await take(of(2), 1, 11)).toMatchObject({ admitted: false, failing: 1, states: [{ remaining: 3 }, { remaining: 0 }] });
    });
  });

  test("the subject alone counts: a key whose secret was rotated goes on where it stood", async () => {
    const take = await openTaker();
    const asked = () => [window(3, "{api:1}:key:1")];
    for (let unit = 0; unit < 3; unit++) await take(asked(), 1, unit);
    expect((await take(asked(), 1, 3)).admitted).toBe(false);
  });

  test("a clock that steps forward releases no more than the step", async () => {
    const take = await openTaker();
    const claims = [window(5, "{api:1}:key:1")];
    for (const second of [0, 10, 20, 30, 40]) await take(claims, 1, second * SECOND);
    const stepped = 45 * SECOND + 30 * SECOND;
    expect((await take(claims, 2, stepped)).states[0]?.remaining).toBe(0);
    expect((await take(claims, 1, stepped)).admitted).toBe(false);
    expect((await take(claims, 1, 80 * SECOND - 1)).admitted).toBe(false);
    expect((await take(claims, 1, 80 * SECOND)).admitted).toBe(true);
  });

  test("after a forward step that is taken back, nothing is un-refused and nothing starves", async () => {
    const take = await openTaker();
    const claims = [window(2, "{api:1}:key:1")];
    await take(claims, 2, HOUR);
    expect((await take(claims, 2, HOUR + 40 * DAY)).admitted).toBe(true);
    expect((await take(claims, 1, HOUR + SECOND)).admitted).toBe(false);
    expect((await take(claims, 1, HOUR + SECOND + MINUTE - 1)).admitted).toBe(false);
    expect((await take(claims, 1, HOUR + SECOND + MINUTE)).admitted).toBe(true);
  });

  test("steps back of refused calls are remembered as well", async () => {
    const take = await openTaker();
    const claims = [window(1, "{api:1}:key:1")];
    await take(claims, 1, HOUR);
    expect((await take(claims, 1, HOUR + 40 * SECOND)).admitted).toBe(false);
    expect((await take(claims, 1, HOUR + 10 * SECOND)).admitted).toBe(false);
    expect((await take(claims, 1, HOUR + 28 * SECOND)).admitted).toBe(false);
    expect((await take(claims, 1, HOUR + 31 * SECOND)).admitted).toBe(true);
  });
}

function window(limit: number, subject: string): SlidingClaim {
  return { kind: "sliding", subject, limit, periodSeconds: 60 };
}
