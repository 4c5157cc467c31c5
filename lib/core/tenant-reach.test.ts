// Promise: whoever is confined reaches what belongs to their tenants, and nothing that belongs to another one or to none.
import { expect, it } from "vitest";
import { EVERYTHING, reaches } from "./tenant-reach";

it.each([
  [EVERYTHING, "a", true],
  [EVERYTHING, null, true],
  [["a", "b"], "a", true],
  [["a", "b"], "c", false],
  [["a"], null, false],
  // Their tenants were deleted: that widens nobody.
  [[], "a", false],
  [[], null, false],
  [[], "", false],
] as const)("a reach of %j and what belongs to %j: %s", (reach, tenantId, isWithin) => {
  expect(reaches(reach, tenantId)).toBe(isWithin);
});
