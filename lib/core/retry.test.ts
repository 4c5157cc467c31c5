// Tries again soon at first and less and less often, then gives up.
import { expect, it } from "vitest";
import { nextTryMs } from "./retry";

const HOUR_MS = 3_600_000;
const TWO_DAYS_MS = 48 * HOUR_MS;

function triesOf(giveUpAfterMs: number): number[] {
  const at: number[] = [0];
  for (;;) {
    const next = nextTryMs({ firstDueMs: 0, tries: at.length, giveUpAfterMs }, at.at(-1) ?? 0);
    if (next === null) return at;
    at.push(next);
  }
}

it("tries within seconds, then at ever longer intervals of at most four hours, and never after the end", () => {
  const tries = triesOf(TWO_DAYS_MS);
  const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
  expect(pauses.slice(0, 3)).toEqual([15_000, 60_000, 300_000]);
  expect(pauses).toEqual([...pauses].sort((one, other) => one - other));
  expect(Math.max(...pauses)).toBe(4 * HOUR_MS);
  expect(tries.at(-1)).toBeLessThanOrEqual(TWO_DAYS_MS);
  expect(tries.at(-1)).toBeGreaterThan(TWO_DAYS_MS - 5 * HOUR_MS);
});

it.each([
  [0, null],
  [14_999, null],
  [15_000, 15_000],
])("given %i ms in all, the second try is at %j", (giveUpAfterMs, expected) => {
  expect(nextTryMs({ firstDueMs: 0, tries: 1, giveUpAfterMs }, 0)).toBe(expected);
});
