// The calendar budgets of a tally in the words of its block.
import type { Budget } from "@/lib/core/windows/calendar";
import type { Tally } from "@/lib/core/windows/take";

const TWO_TO_32 = 2 ** 32;
const DAY_MS = 86_400_000;

/** Units of day, month and life, two words each; the days on which day and month end. */
export const BUDGET_WORDS = 8;

/** Reads them from `at` on into the tally. */
export function unpackBudgets(words: Uint32Array, at: number, tally: Tally): void {
  tally.day = budgetAt(words, at, (words[at + 6] ?? 0) * DAY_MS);
  tally.month = budgetAt(words, at + 2, (words[at + 7] ?? 0) * DAY_MS);
  tally.total = budgetAt(words, at + 4, Number.POSITIVE_INFINITY);
}

function budgetAt(words: Uint32Array, at: number, endsAtMs: number): Budget | null {
  const used = (words[at] ?? 0) * TWO_TO_32 + (words[at + 1] ?? 0);
  return used === 0 ? null : { used, endsAtMs };
}

/** Writes those of the tally from `at` on. */
export function packBudgets(words: Uint32Array, at: number, { day, month, total }: Tally): void {
  for (const [index, budget] of [day, month, total].entries()) {
    const used = budget?.used ?? 0;
    const upper = Math.floor(used / TWO_TO_32);
    words[at + 2 * index] = upper;
    words[at + 2 * index + 1] = used - upper * TWO_TO_32;
  }
  words[at + 6] = (day?.endsAtMs ?? 0) / DAY_MS;
  words[at + 7] = (month?.endsAtMs ?? 0) / DAY_MS;
}
