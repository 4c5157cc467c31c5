// Promise: developers change what they made, admins every key; keys of Keyfuse itself are for admins; nobody goes beyond their tenants.
import { expect, it } from "vitest";
import { ROLES, type Role } from "@/lib/core/roles";
import { EVERYTHING } from "@/lib/core/tenant-reach";
import { chosenHolder, type KeyMaker, mayChangeKey, mayEditKey, mayMakeKeysOf } from "./key-access";

const ADA = "member:ada";
const makerAs = (role: Role, more: Partial<KeyMaker> = {}): KeyMaker => ({
  role,
  isConfined: false,
  reach: EVERYTHING,
  actor: ADA,
  ...more,
});
const confined = (role: Role, ...reach: readonly string[]) => makerAs(role, { isConfined: true, reach });

it.each([
  ["viewer", false, false],
  ["developer", true, false],
  ["admin", true, true],
  ["owner", true, true],
] as const)("%s changes own keys: %s, others' keys: %s", (role, own, others) => {
  for (const tenantId of [null, "a"]) {
    expect(mayChangeKey(makerAs(role), { createdBy: ADA, tenantId })).toBe(own);
    for (const createdBy of ["member:bob", "system", "", `${ADA} `])
      expect(mayChangeKey(makerAs(role), { createdBy, tenantId })).toBe(others);
  }
});

it.each([
  ["developer", true, false],
  ["admin", true, true],
] as const)(
  "a confined %s changes own keys of their tenants: %s, others': %s; of no other tenant, be they their own",
  (role, own, others) => {
    const maker = confined(role, "a", "b");
    expect(mayChangeKey(maker, { createdBy: ADA, tenantId: "b" })).toBe(own);
    expect(mayChangeKey(maker, { createdBy: "member:bob", tenantId: "b" })).toBe(others);
    for (const tenantId of ["c", null]) expect(mayChangeKey(maker, { createdBy: ADA, tenantId })).toBe(false);
    expect(mayEditKey(maker, { createdBy: ADA, tenantId: "c", api: "fusion-ai", keyManager: false })).toBe(false);
  },
);

it("only admins and owners make keys of the management API and service keys, and none who is confined", () => {
  const makers = (slug: string, isConfined: boolean) => ROLES.filter((role) => mayMakeKeysOf({ role, isConfined }, slug));
  for (const slug of ["management", "service"]) {
    expect(makers(slug, false)).toEqual(["admin", "owner"]);
    expect(makers(slug, true)).toEqual([]);
  }
  for (const isConfined of [false, true]) expect(makers("fusion-ai", isConfined)).toEqual(["developer", "admin", "owner"]);
});

it.each([
  [{ api: "fusion-ai", keyManager: false }, ["developer", "admin", "owner"]],
  [{ api: "management", keyManager: false }, ["admin", "owner"]],
  [{ api: "management", keyManager: true }, ["owner"]],
])("what was made as %j is edited by %j, be it their own", (key, editors) => {
  const made = { ...key, createdBy: ADA, tenantId: null };
  expect(ROLES.filter((role) => mayEditKey(makerAs(role), made))).toEqual(editors);
  expect(mayEditKey(makerAs("developer", { actor: "member:bob" }), made)).toBe(false);
});

it.each([
  [undefined, ["developer", "admin", "owner"], "member:ada"],
  ["", ["developer", "admin", "owner"], "member:ada"],
  ["organisation", ["admin", "owner"], "organisation"],
  ["member:bob", [], ""],
  [null, [], ""],
] as const)("asked to be held by %j, keys of %j are held by %s, and others' are refused", (asked, makers, holder) => {
  for (const role of ["developer", "admin", "owner"] as const) {
    expect(chosenHolder(makerAs(role), asked)).toBe((makers as readonly string[]).includes(role) ? holder : null);
  }
});
