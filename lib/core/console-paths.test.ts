// A sign-in leads back into the console, and nowhere else.
import { describe, expect, it } from "vitest";
import { isConsolePath, readReturnPath, signInTarget } from "./console-paths";

describe("console paths", () => {
  it.each(["/keys", "/keys/abc", "/keys.rsc", "/apis", "/tenants/x", "/test", "/find"])("%s is for members", (path) =>
    expect(isConsolePath(path)).toBe(true),
  );
  it.each(["/", "/keysmith", "/login", "/setup", "/docs", "/api/auth/session"])("%s is not", (path) =>
    expect(isConsolePath(path)).toBe(false),
  );

  it.each([
    ["/keys?sort=name&after=x", "/keys?sort=name&after=x"],
    ["/apis/payments", "/apis/payments"],
    [undefined, "/keys"],
    ["//evil.example/keys", "/keys"],
    ["/\\evil.example", "/keys"],
    ["https://evil.example/keys", "/keys"],
    ["/keys\r\nSet-Cookie: a=b", "/keys"],
    ["javascript:alert(1)", "/keys"],
    ["/login?next=/keys", "/keys"],
  ])("a sign-in that asks for %j leads to %s", (asked, path) => expect(readReturnPath(asked)).toBe(path));

  it("the sign-in page is told the way back, unless it is the usual one", () => {
    expect(signInTarget("/keys")).toBe("/login");
    expect(signInTarget("/keys?a=b")).toBe("/login?next=%2Fkeys%3Fa%3Db");
  });
});
