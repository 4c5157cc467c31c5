// Promise: developers change what they made, admins every key; keys of Keyfuse itself are for admins.
import { expect, it } from "vitest";
import { ROLES } from "@/lib/core/roles";
import { mayChangeKey, mayMakeKeysOf } from "./key-access";

it.each([
  ["viewer", false, false],
  ["developer", true, false],
  ["admin", true, true],
  ["owner", true, true],
] as const)("%s changes own keys: %s, others' keys: %s", (role, own, others) => {
  const maker = { role, actor: "member:ada" };
  expect(mayChangeKey(maker, { createdBy: "member:ada" })).toBe(own);
  for (const createdBy of ["member:bob", "system", "", "member:ada "]) expect(mayChangeKey(maker, { createdBy })).toBe(others);
});

it("only admins and owners make keys of the management API and service keys", () => {
  const makers = (slug: string) => ROLES.filter((role) => mayMakeKeysOf(role, slug));
  expect(makers("management")).toEqual(["admin", "owner"]);
  expect(makers("service")).toEqual(["admin", "owner"]);
  expect(makers("fusion-ai")).toEqual(["developer", "admin", "owner"]);
});
