// Promise of instantText: the same text as the platform's own calendar, for every instant a key can have.
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantText } from "./instant";

test("instantText agrees with Date for any instant of four-digit years", () => {
  fc.assert(
    fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (ms) => {
      expect(instantText(ms)).toBe(`${new Date(Math.floor(ms / 1000) * 1000).toISOString().slice(0, 19)}Z`);
    }),
    { numRuns: 5000 },
  );
});
