// Bars stay within their chart, nothing that happened is invisible, and the marker stays on the chart.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barPath, indexAfterKey, indexAt, scaleTop } from "./bar-shape";

describe("a chart's bars", () => {
  it.each([
    [0, 4],
    [4, 4],
    [5, 5],
    [6, 6],
    [7, 8],
    [9, 10],
    [10, 10],
    [11, 12],
    [13, 15],
    [21, 25],
    [399, 400],
    [401, 500],
    [812, 1000],
  ])("a highest value of %i ends the scale at %i", (highest, top) => expect(scaleTop(highest)).toBe(top));

  it("the scale holds every value and wastes at most a third of its height", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 10 ** 12 }), (highest) => {
        expect(scaleTop(highest)).toBeGreaterThanOrEqual(highest);
        expect(scaleTop(highest)).toBeLessThanOrEqual(Math.max(4, highest * 1.5));
      }),
    );
  });

  it("each value that is not 0 has a bar of its own share, a tiny one too", () => {
    expect(barPath([0, 50, 100], 100, 40)).toBe("M1.13 40V20h0.75V40zM2.13 40V0h0.75V40z");
    expect(barPath([1, 0], 10_000, 100)).toBe("M0.13 100V97h0.75V100z");
    expect(barPath([], 4, 100)).toBe("");
  });

  it.each([
    [-5, 300, 30, 0],
    [0, 300, 30, 0],
    [9.9, 300, 30, 0],
    [10, 300, 30, 1],
    [300, 300, 30, 29],
    [5, 0, 30, null],
    [5, 300, 0, null],
  ])("x %d of %d points at unit %s of %s", (x, width, count, index) => expect(indexAt(x, width, count)).toBe(index));

  it.each([
    ["ArrowRight", 3, 30, 4],
    ["ArrowRight", 29, 30, 29],
    ["ArrowLeft", 0, 30, 0],
    ["ArrowUp", 3, 30, 4],
    ["ArrowDown", 3, 30, 2],
    ["PageUp", 3, 30, 10],
    ["PageDown", 40, 168, 16],
    ["Home", 3, 30, 0],
    ["End", 3, 30, 29],
    ["Tab", 3, 30, null],
    ["constructor", 3, 30, null],
    ["End", 0, 0, null],
  ])("%s at unit %i of %i leads to %s", (key, index, count, next) => expect(indexAfterKey(key, index, count)).toBe(next));
});
