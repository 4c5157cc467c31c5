// Refusals that stand out are found, the usual ones are not.
import { expect, test } from "vitest";
import { findSpikes } from "./spikes";

const points = (refusals: readonly number[]) =>
  refusals.map((denied, startMs) => ({ startMs, accepted: 1000, limited: denied % 2, denied: denied - (denied % 2) }));

test.each<[readonly number[], readonly number[]]>([
  [[], []],
  [[0, 0, 0, 19], []],
  [[0, 0, 0, 20], [3]],
  [[30, 30, 30, 90], []],
  [[30, 30, 30, 91], [3]],
  [
    [0, 500, 0, 25, 0, 0, 99],
    [1, 6, 3],
  ],
  [[0, 0, 0, 0, 0, 0, 0, 21, 22, 23, 24, 25, 26].reverse(), [0, 1, 2, 3, 4]],
])("%j", (refusals, found) => {
  expect(findSpikes(points(refusals)).map(({ startMs }) => startMs)).toEqual(found);
});
