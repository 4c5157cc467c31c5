import { expect, it } from "vitest";
import { DENIAL_CODES } from "./denial";
import { meaningOf, reasonTitle } from "./reason-words";

it.each(DENIAL_CODES)("the reason %s is told in words", (code) => {
  expect(reasonTitle(code)).not.toContain("_");
  expect(meaningOf(code)?.fix).not.toBe("");
});

it.each(["from_a_later_build", "constructor", ""])("the unknown reason %j stands as it is", (reason) => {
  expect(reasonTitle(reason)).toBe(reason);
  expect(meaningOf(reason)).toBeNull();
});
