// The condition that a page of a list begins with: an index is entered at the place, not walked up to it.
import { expect, it } from "vitest";
import { beyondPlace } from "./seek-page";

it.each([
  [true, "lte", "lt"],
  [false, "gte", "gt"],
])("a place is a bound of its column alone, beside the order of those that share its value (down: %s)", (isDown, bound, beyond) => {
  const at = new Date(0);
  expect(beyondPlace("createdAt", { at, id: "x" }, isDown)).toEqual({
    AND: [{ createdAt: { [bound]: at } }, { OR: [{ createdAt: { [beyond]: at } }, { createdAt: at, id: { [beyond]: "x" } }] }],
  });
});
