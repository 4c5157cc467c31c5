// Each role may what the product says, and nothing more; confined members no more than what stays within their tenants.
import { describe, expect, it } from "vitest";
import { CONSOLE_ACTIONS, mayTake, ROLES, type Role, readRole } from "./roles";

const VIEWER = [
  "session.end",
  "account.write",
  "docs.read",
  "keys.read",
  "keys.test",
  "apis.read",
  "tenants.read",
  "requests.make",
  "requests.explain",
  "usage.read",
];
const DEVELOPER = [...VIEWER, "keys.write"];
const ADMIN = [
  ...DEVELOPER,
  "keys.write-all",
  "keys.write-built-in",
  "keys.hand-on",
  "apis.write",
  "tenants.write",
  "tenants.administer",
  "usage.read-all",
  "review.read",
  "audit.read",
  "approvals.write",
  "team.read",
  "settings.read",
];
const OWNER = [...ADMIN, "team.write", "signing-keys.write", "settings.write", "keys.flag-manager"];

const CONFINED_VIEWER = ["session.end", "account.write", "docs.read", "keys.read", "tenants.read", "usage.read"];
const CONFINED_DEVELOPER = [...CONFINED_VIEWER, "keys.write"];
const CONFINED_ADMIN = [...CONFINED_DEVELOPER, "keys.write-all", "tenants.write"];

describe("roles", () => {
  it.each<[Role, readonly string[], readonly string[]]>([
    ["viewer", VIEWER, CONFINED_VIEWER],
    ["developer", DEVELOPER, CONFINED_DEVELOPER],
    ["admin", ADMIN, CONFINED_ADMIN],
    // There is no confined owner; whoever were one would get no more than an admin.
    ["owner", OWNER, CONFINED_ADMIN],
  ])("%s may exactly its own actions, confined only those that stay within tenants", (role, allowed, confined) => {
    const actionsOf = (isConfined: boolean) => CONSOLE_ACTIONS.filter((action) => mayTake({ role, isConfined }, action)).sort();
    expect(actionsOf(false)).toEqual([...allowed].sort());
    expect(actionsOf(true)).toEqual([...confined].sort());
  });

  it("an unknown role is no role", () => {
    expect(ROLES.map((role) => readRole(role))).toEqual([...ROLES]);
    for (const text of ["", "Owner", "root", "constructor", "__proto__"]) expect(readRole(text)).toBeNull();
  });
});
