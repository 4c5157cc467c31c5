// Each role may what the product says, and nothing more.
import { describe, expect, it } from "vitest";
import { CONSOLE_ACTIONS, ROLES, type Role, readRole, roleAllows } from "./roles";

const VIEWER = ["session.end", "keys.read", "apis.read", "tenants.read", "usage.read"];
const DEVELOPER = [...VIEWER, "keys.write"];
const ADMIN = [
  ...DEVELOPER,
  "keys.write-all",
  "keys.write-built-in",
  "apis.write",
  "tenants.write",
  "usage.read-all",
  "audit.read",
  "approvals.write",
];
const OWNER = [...ADMIN, "team.write", "signing-keys.write", "settings.write", "keys.flag-manager"];

describe("roles", () => {
  it.each<[Role, readonly string[]]>([
    ["viewer", VIEWER],
    ["developer", DEVELOPER],
    ["admin", ADMIN],
    ["owner", OWNER],
  ])("%s may exactly its own actions", (role, allowed) => {
    expect(CONSOLE_ACTIONS.filter((action) => roleAllows(role, action)).sort()).toEqual([...allowed].sort());
  });

  it("an unknown role is no role", () => {
    expect(ROLES.map((role) => readRole(role))).toEqual([...ROLES]);
    for (const text of ["", "Owner", "root", "constructor", "__proto__"]) expect(readRole(text)).toBeNull();
  });
});
