// What the access report says of itself on paper.
import { expect, test } from "vitest";
import { extentWords } from "./access-lines";

test.each([
  ["key", ["a", "b"], { isFirst: true, isLast: true }, null],
  ["key", [], { isFirst: true, isLast: false }, null],
  ["key", ["a", "b", "c"], { isFirst: true, isLast: false }, "These are 3 keys, by name from “a” to “c”. More follow."],
  [
    "key",
    ["a", "c"],
    { isFirst: false, isLast: false },
    "These are 2 keys, by name from “a” to “c”. Others stand before them. More follow.",
  ],
  ["key", ["z"], { isFirst: false, isLast: true }, "This is 1 key, “z”. Others stand before it. No more follow."],
  ["member", ["Zoe", "Ada"], { isFirst: true, isLast: false }, "These are 2 members, by role and name from “Zoe” to “Ada”. More follow."],
  ["member", ["Ada"], { isFirst: false, isLast: true }, "This is 1 member, “Ada”. Others stand before it. No more follow."],
] as const)("%s %j, %j: %s", (noun, names, place, words) => expect(extentWords(noun, names, place)).toBe(words));
