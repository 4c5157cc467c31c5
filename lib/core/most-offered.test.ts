// What a form says of a list that was cut.
import { expect, it } from "vitest";
import { MOST_MEMBERS_OFFERED, offeredWords } from "./most-offered";

it.each([
  [0, undefined],
  [199, undefined],
  [200, "The first 200 members by name."],
  [201, "The first 200 members by name."],
])("%i → %s", (offered, words) => expect(offeredWords("members", offered)).toBe(words));

it("filters by members offer more", () => {
  expect(offeredWords("members", 200, MOST_MEMBERS_OFFERED)).toBeUndefined();
  expect(offeredWords("members", 500, MOST_MEMBERS_OFFERED)).toBe("The first 500 members by name.");
});
