// Promises of the body's length: read from one line, and never from two that could disagree.
import { expect, test } from "vitest";
import type { HeaderLine } from "@/lib/core/http";
import { type BodyFraming, readBodyFraming } from "./body-framing";

const ROWS: readonly (readonly [string, readonly HeaderLine[], BodyFraming | null])[] = [
  ["no line", [["Accept", "*/*"]], { kind: "none" }],
  ["a length", [["Content-Length", "12"]], { kind: "sized", bytes: 12 }],
  ["length zero", [["content-length", "0"]], { kind: "sized", bytes: 0 }],
  ["a transfer coding", [["Transfer-Encoding", "chunked"]], { kind: "unread" }],
  [
    "length beside transfer coding",
    [
      ["Content-Length", "12"],
      ["Transfer-Encoding", "chunked"],
    ],
    null,
  ],
  [
    "two lengths",
    [
      ["Content-Length", "12"],
      ["Content-Length", "12"],
    ],
    null,
  ],
  ["a negative length", [["Content-Length", "-1"]], null],
  ["a signed length", [["Content-Length", "+1"]], null],
  ["a list of lengths", [["Content-Length", "1, 1"]], null],
  ["an empty length", [["Content-Length", ""]], null],
  ["a length beyond exact numbers", [["Content-Length", "9".repeat(30)]], null],
];

test.each(ROWS)("%s", (_, headers, expected) => {
  expect(readBodyFraming(headers)).toEqual(expected);
});
