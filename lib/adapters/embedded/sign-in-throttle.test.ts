// Guessing is slowed down by failures alone, at once or one after the other, and nobody is locked out by others.
import { beforeEach, expect, test } from "vitest";
import { type SignInSource, sourceOfAddress } from "@/lib/core/sign-in/sign-in-limits";
import type { SignInThrottle } from "@/lib/ports/sign-in-throttle";
import { createUserSignInThrottle } from "./sign-in-throttle";

let nowMs: number;
let throttle: SignInThrottle;
beforeEach(() => {
  nowMs = 1_700_000_000_000;
  throttle = createUserSignInThrottle({ nowMs: () => nowMs });
});

const HERE = sourceOfAddress("198.51.100.1");
const BACKEND: SignInSource = { name: "key key_0000000001", isShared: true };
const address = (number: number) => sourceOfAddress(`10.0.${number >> 8}.${number & 255}`);

function attempt(outcome: "right" | "wrong", account = "ada", source = HERE, isFamiliar = false): string {
  const admission = throttle.admit({ account, source }, isFamiliar);
  if (admission.kind === "slowed") return `${admission.by} ${admission.retryAfterSeconds}`;
  admission.end(outcome);
  return "admitted";
}

const many = (count: number, each: (index: number) => string) => Array.from({ length: count }, (_, index) => each(index));

test("any number of right passwords passes", () => {
  expect(new Set(many(200, () => attempt("right")))).toEqual(new Set(["admitted"]));
});

test("ten failures a minute, thirty an hour; the account passes from elsewhere, and the address for other accounts", () => {
  expect(new Set(many(10, () => attempt("wrong")))).toEqual(new Set(["admitted"]));
  expect(attempt("wrong")).toBe("own 60");
  expect(attempt("right", "ada", sourceOfAddress("198.51.100.2"))).toBe("admitted");
  expect(attempt("right", "bob")).toBe("admitted");
  for (let minute = 0; minute < 2; minute++) {
    nowMs += 60_000;
    many(10, () => attempt("wrong"));
  }
  nowMs += 60_000;
  expect(attempt("right")).toMatch(/^own 34\d\d$/);
  nowMs += 3_600_000;
  expect(attempt("right")).toBe("admitted");
});

test("tries at once count as failures until they end", () => {
  const admissions = Array.from({ length: 30 }, () => throttle.admit({ account: "ada", source: HERE }, false));
  expect(admissions.filter(({ kind }) => kind === "admitted")).toHaveLength(10);
  for (const admission of admissions) if (admission.kind === "admitted") admission.end("right");
  expect(attempt("right")).toBe("admitted");
});

test("sixty failures a minute from one address, over all accounts", () => {
  expect(new Set(many(60, (index) => attempt("wrong", `account ${index}`)))).toEqual(new Set(["admitted"]));
  expect(attempt("wrong", "another")).toBe("own 60");
});

test("a crowd: who is familiar passes as always, a newcomer has a try in five minutes, and knowing the password is enough", () => {
  expect(new Set(many(50, (index) => attempt("wrong", "ada", address(index))))).toEqual(new Set(["admitted"]));
  expect(attempt("wrong", "ada", address(500))).toBe("admitted");
  expect(attempt("right", "ada", address(500))).toBe("crowd 300");
  expect(attempt("right", "ada", address(501))).toBe("admitted");
  expect(many(3, () => attempt("wrong", "ada", HERE, true))).toEqual(["admitted", "admitted", "admitted"]);
  expect(attempt("right", "bob", address(502))).toBe("admitted");
  nowMs += 3_600_000;
  expect(many(2, () => attempt("wrong", "ada", address(503)))).toEqual(["admitted", "admitted"]);
});

test("a backend that does not say for whom it asks has room for many users", () => {
  expect(new Set(many(50, () => attempt("wrong", "ada", BACKEND)))).toEqual(new Set(["admitted"]));
  expect(new Set(many(100, (index) => attempt("wrong", `account ${index}`, BACKEND)))).toEqual(new Set(["admitted"]));
});
