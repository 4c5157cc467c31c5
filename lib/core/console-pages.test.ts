// The navigation offers what a role can open, and marks one page as the current one.
import { describe, expect, it } from "vitest";
import { pageAt, pageGroupsFor } from "./console-pages";
import { isConsolePath } from "./console-paths";
import { ROLES, type Role } from "./roles";

const pathsFor = (role: Role, isConfined = false) =>
  pageGroupsFor({ role, isConfined }).flatMap(({ pages }) => pages.map(({ path }) => path));

describe("console pages", () => {
  it("higher roles find all that lower ones do", () => {
    const found = ROLES.map((role) => pathsFor(role));
    for (const [index, paths] of found.entries()) expect(found[index + 1] ?? paths).toEqual(expect.arrayContaining(paths));
    expect(pathsFor("viewer")).toContain("/keys");
    expect(pathsFor("viewer")).not.toContain("/usage");
    expect(pathsFor("owner")).toContain("/usage");
  });

  it("confined members find what stays within their tenants", () => {
    for (const role of ROLES) expect(pathsFor(role, true)).toEqual(["/keys", "/docs", "/tenants"]);
  });

  it("no group is shown empty", () => {
    for (const isConfined of [false, true])
      for (const role of ROLES) for (const { pages } of pageGroupsFor({ role, isConfined })) expect(pages).not.toEqual([]);
  });

  it("every page is one that a sign-in can lead back to; the reference is open to strangers too", () => {
    for (const path of pathsFor("owner")) expect([path, isConsolePath(path) || path === "/docs"]).toEqual([path, true]);
  });

  it.each([
    ["/keys", "/keys"],
    ["/keys/key_0000000001", "/keys"],
    ["/keysmith", null],
    ["/", null],
  ])("%s is under %s", (path, page) => expect(pageAt(pageGroupsFor({ role: "owner", isConfined: false }), path)?.path ?? null).toBe(page));
});
