// Figures read as people write them, and none is rounded into a lie.
import { describe, expect, it } from "vitest";
import { bytesText, latencyText, shareText, shortCount, spanText, sparklineParts, sumPoints, totalsText } from "./usage-words";

describe("usage in words", () => {
  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1k"],
    [1249, "1.2k"],
    [12_499, "12k"],
    [999_499, "999k"],
    [999_500, "1M"],
    [2_500_000, "2.5M"],
    [3_000_000_000, "3G"],
  ])("a scale's %i reads %s", (count, text) => expect(shortCount(count)).toBe(text));

  it.each([
    [null, "–"],
    [0.25, "≤ 0.25 ms"],
    [700, "≤ 700 ms"],
    [1000, "≤ 1 s"],
    [30_000, "≤ 30 s"],
    [Number.POSITIVE_INFINITY, "> 30 s"],
  ])("the latency bound %s reads %s", (bound, text) => expect(latencyText(bound)).toBe(text));

  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [1_234_567, "1.23 MB"],
    [5e15, "5 PB"],
    [5e19, "50000 PB"],
  ])("%d bytes read %s", (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it.each([
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min"],
    [61, "1 min 1 s"],
    [3600, "1 h"],
    [3661, "1 h 1 min"],
    [86_400 * 2 + 10, "2 d"],
    [86_400 * 2 + 7200, "2 d 2 h"],
  ])("%d seconds read %s", (seconds, text) => expect(spanText(seconds)).toBe(text));

  it.each([
    [0, 0, "0 %"],
    [0, 5, "0 %"],
    [1, 10_000, "< 0.1 %"],
    [1, 3, "33 %"],
    [1, 30, "3.3 %"],
    [9_966, 10_000, "99.7 %"],
    [9_999, 10_000, "> 99.9 %"],
    [5, 5, "100 %"],
  ])("%d of %d is %s", (part, whole, text) => expect(shareText(part, whole)).toBe(text));

  it("a sparkline tells accepted and refused, or that there was nothing", () => {
    const day = (accepted: number, limited: number, denied: number) => ({ startMs: 0, accepted, limited, denied });
    expect(sparklineParts(sumPoints([day(1000, 1, 0), day(204, 0, 2)]))).toEqual(["1,204 accepted,", "3 refused"]);
    expect(sparklineParts(sumPoints([day(0, 0, 0)]))).toEqual(["No requests"]);
    expect(totalsText(sumPoints([day(1, 2, 3), day(1000, 0, 0)]))).toBe("1,001 accepted, 2 limited, 3 denied");
  });
});
