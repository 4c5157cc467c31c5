import fc from "fast-check";
import { expect, test } from "vitest";
import { INSTANCE_CHAIN } from "./canonical-row";
import { entryNumber, rangeOf, readEntryNumber } from "./entry-number";

test("rows of the instance are numbered from 1", () => {
  expect([1n, 2n, 3n].map((sequence) => entryNumber(INSTANCE_CHAIN, sequence))).toEqual([1, 2, 3]);
});

test("a number is exact in JSON and leads back to its row", () => {
  const row = fc.tuple(fc.oneof(fc.constant(INSTANCE_CHAIN), fc.uuid()), fc.bigInt({ min: 1n, max: 2n ** 30n - 1n }));
  fc.assert(
    fc.property(row, ([chain, sequence]) => {
      const number = entryNumber(chain, sequence);
      expect(Number.isSafeInteger(number)).toBe(true);
      expect(readEntryNumber(JSON.stringify(number))).toEqual({ range: rangeOf(chain), sequence });
    }),
  );
});

test.each(["", "0", "-1", "1.5", "01", "1e3", " 1", "NaN", "99999999999999999", "1073741824"])("%j is no number of a row", (text) => {
  expect(readEntryNumber(text)).toBeNull();
});
