import { expect, test } from "vitest";
import { clearedCookies, sessionCookies } from "./session-cookies";

test("over HTTPS both cookies are Secure, and what clears them has the attributes of what set them", () => {
  expect(sessionCookies("https", "a.b.c", { token: "r", lifeSeconds: 60 })).toEqual([
    ["set-cookie", "access_token=a.b.c; Path=/; HttpOnly; SameSite=Lax; Secure"],
    ["set-cookie", "refresh_token=r; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"],
  ]);
  expect(clearedCookies("https")).toEqual([
    ["set-cookie", "access_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"],
    ["set-cookie", "refresh_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure"],
  ]);
  expect(sessionCookies("http", "a.b.c", null)).toEqual([["set-cookie", "access_token=a.b.c; Path=/; HttpOnly; SameSite=Lax"]]);
});
