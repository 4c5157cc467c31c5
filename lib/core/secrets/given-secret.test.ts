import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isWeakSecret, judgeGivenSecret } from "./given-secret";

test.each(["super-secret-key", "30663132-6464-6665-3032-326466613934", "12345678", "!".repeat(256), "a=b;c:d/e?f"])(
  "%s can be used",
  (value) => {
    expect(judgeGivenSecret(value)).toBeNull();
  },
);

test.each([
  ["", "at least 8"],
  ["1234567", "at least 8"],
  ["a".repeat(257), "at most 256"],
  ["two words", "spaces"],
  ["one,another", "commas"],
  ["pässwörter", "visible ASCII"],
  ["line\nbreak", "visible ASCII"],
  ["deleted\u007f", "visible ASCII"],
  ["nul\u0000nul\u0000", "visible ASCII"],
])("%j is refused with a sentence that says why", (value, reason) => {
  expect(judgeGivenSecret(value)).toContain(reason);
});

const nearlyVisible = fc.oneof(
  { arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }), weight: 200 },
  { arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), weight: 1 },
);

test("exactly 8 to 256 characters from ! to ~ without comma can be used", () => {
  fc.assert(
    fc.property(fc.string({ unit: nearlyVisible, maxLength: 300 }), (value) => {
      const isUsable = value.length >= 8 && value.length <= 256 && [...value].every((c) => c > " " && c < "\u007f" && c !== ",");
      return (judgeGivenSecret(value) === null) === isUsable;
    }),
  );
});

test.each([
  "password",
  "super-secret-key",
  "given-or-generated",
  "passwordpasswordpassword",
  "abcdefghijklmnopqrstuvwxyz0123456789",
  "zyxwvutsrqponmlkjihgfedcba",
  "0".repeat(64),
  "qwertyuiop",
])("%s is weak", (value) => {
  expect(isWeakSecret(value)).toBe(true);
});

test("random secrets of 120 bits and more are not weak", () => {
  for (let round = 0; round < 500; round++) {
    expect(isWeakSecret(randomBytes(32).toString("base64url"))).toBe(false);
    expect(isWeakSecret(randomBytes(16).toString("hex"))).toBe(false);
    expect(isWeakSecret(randomUUID())).toBe(false);
  }
});
