// Promise: every change of a key reads as a sentence, and one that nobody knows yet is still named.
import { expect, it } from "vitest";
import { keyEventWords } from "./key-event-words";

it.each([
  ["key.create", { publicId: "key_0000000001" }, "Created"],
  ["key.revoke", {}, "Revoked"],
  ["key.update", { from: "a", to: "b", described: false }, "Renamed from “a” to “b”"],
  ["key.update", { from: "a", to: "b", described: true }, "Renamed from “a” to “b” and described anew"],
  ["key.update", { described: true }, "Described anew"],
  ["key.update", { api: "fusion-ai" }, "Changed"],
  ["key.rotate", {}, "key.rotate"],
  ["constructor", {}, "constructor"],
])("%s %j reads %s", (action, details, words) => {
  expect(keyEventWords(action, details)).toBe(words);
});
