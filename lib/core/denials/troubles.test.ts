// Promise of the troubleshooting page: every denial is explained in exactly one place.
import { expect, test } from "vitest";
import { DENIAL_CODES } from "./denial";
import { TROUBLES } from "./troubles";

test("each denial stands under one status", () => {
  expect(TROUBLES.flatMap(({ codes }) => codes).sort()).toEqual([...DENIAL_CODES].sort());
});
