// Two versions differ in what they say, never in how it is ordered.
import { describe, expect, it } from "vitest";
import { differingItems, differingMembers, isSame } from "./differences";

describe("differences", () => {
  it.each([
    [{ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [null, undefined, false],
  ])("%j and %j: the same is %s", (one, other, expected) => expect(isSame(one, other)).toBe(expected));

  it("tells of lists what only one of them has", () => {
    expect(differingItems([{ n: "a" }, { n: "b" }], [{ n: "b" }, { n: "c" }])).toEqual({ from: [{ n: "a" }], to: [{ n: "c" }] });
  });

  it("tells of objects the members that differ, and of a deep one its own", () => {
    expect(differingMembers({ a: 1, w: { x: 1, y: 1 } }, { a: 1, w: { x: 1, y: 2 }, z: true }, "w")).toEqual({
      from: { w: { y: 1 }, z: null },
      to: { w: { y: 2 }, z: true },
    });
  });
});
