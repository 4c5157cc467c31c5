// Promise: each range that called stands once, with how often and when last, the busiest first; what is not known is not left out.
import { expect, it } from "vitest";
import { callersOf } from "./callers";

it("adds up what came from each range, in whatever order it came", () => {
  const decisions = [
    { range: "10.0.0.0/24", atMs: 5 },
    { range: null, atMs: 4 },
    { range: "2001:db8::/48", atMs: 9 },
    { range: "10.0.0.0/24", atMs: 2 },
    { range: "2001:db8::/48", atMs: 1 },
    { range: "10.0.0.0/24", atMs: 3 },
  ];
  expect(callersOf(decisions)).toEqual([
    { range: "10.0.0.0/24", count: 3, lastAtMs: 5 },
    { range: "2001:db8::/48", count: 2, lastAtMs: 9 },
    { range: null, count: 1, lastAtMs: 4 },
  ]);
  expect(callersOf([...decisions].reverse())).toEqual(callersOf(decisions));
});

it("of equally busy ranges the one that called last comes first", () => {
  expect(callersOf([1, 3, 2].map((atMs) => ({ range: `10.0.${atMs}.0/24`, atMs }))).map(({ lastAtMs }) => lastAtMs)).toEqual([3, 2, 1]);
});

it("nobody called: nothing", () => {
  expect(callersOf([])).toEqual([]);
});
