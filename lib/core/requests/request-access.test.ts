// What an API says of itself comes before what the instance says, and words say which of the two holds.
import { expect, it } from "vitest";
import { accessBy, accessSentence, readRequestAccess, readRequestAnswer } from "./request-access";

it.each([
  ["instance", "off", "off", "Nobody may ask for a key of this API, as the settings of this instance say."],
  ["instance", "public", "public", "Everybody may ask for a key of this API, as the settings of this instance say."],
  ["off", "public", "off", "Nobody may ask for a key of this API, as was decided for this API alone."],
  ["members", "off", "members", "Members may ask for a key of this API, as was decided for this API alone."],
] as const)("an API that says %s where the instance says %s: %s", (answer, usual, access, sentence) => {
  expect(accessBy(answer, usual)).toBe(access);
  expect(accessSentence(answer, usual)).toBe(sentence);
});

it.each(["", "Public", "everybody", null, undefined, ["public"]])("%j names nobody", (text) => {
  expect(readRequestAccess(text)).toBeNull();
  expect(readRequestAnswer(text)).toBeNull();
});

it("only an API follows the instance", () => {
  expect(readRequestAnswer("instance")).toBe("instance");
  expect(readRequestAccess("instance")).toBeNull();
});
