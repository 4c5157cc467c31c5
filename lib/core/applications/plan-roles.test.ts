// Roles keep their identity through a new list of them: by id, else by name.
import { expect, test } from "vitest";
import type { GivenRole, Role } from "@/lib/core/schemas/application-role";
import { planRoles } from "./plan-roles";

const role = (id: string, name: string): Role => ({
  id,
  name,
  isDefault: false,
  isSuperRole: false,
  insertInstant: 1,
  lastUpdateInstant: 1,
});
const given = (name: string, id?: string): GivenRole => ({
  name,
  isDefault: false,
  isSuperRole: false,
  ...(id === undefined ? {} : { id }),
});

const BEFORE = [role("1", "admin"), role("2", "user")];
const plan = (...roles: GivenRole[]) => planRoles(BEFORE, roles, { atMs: 9, makeId: () => "new" });

test("what stays as it was keeps its id and its instants, with or without the id", () => {
  expect(plan(given("user"), given("admin", "1"))).toEqual({ roles: [BEFORE[1], BEFORE[0]], renamed: new Map(), removed: [] });
});

test("another name under the same id is a new name of that role", () => {
  const { roles, renamed, removed } = plan(given("owner", "1"), given("user"));
  expect(roles).toEqual([{ ...role("1", "owner"), lastUpdateInstant: 9 }, BEFORE[1]]);
  expect([...renamed]).toEqual([["admin", "owner"]]);
  expect(removed).toEqual([]);
});

test("two roles can swap their names", () => {
  expect([...plan(given("user", "1"), given("admin", "2")).renamed]).toEqual([
    ["admin", "user"],
    ["user", "admin"],
  ]);
});

test("a new role that takes over the name of one that is given by id is a new role", () => {
  const { roles, renamed, removed } = plan(given("owner", "1"), given("admin"));
  expect(roles.map(({ id, name }) => [id, name])).toEqual([
    ["1", "owner"],
    ["new", "admin"],
  ]);
  expect([...renamed]).toEqual([["admin", "owner"]]);
  expect(removed).toEqual([BEFORE[1]]);
});

test("what is left out is removed", () => {
  expect(plan().removed).toEqual(BEFORE);
  expect(plan(given("admin", "3")).removed).toEqual(BEFORE);
});
