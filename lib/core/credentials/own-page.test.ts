import { expect, test } from "vitest";
import type { HeaderLine } from "@/lib/core/http";
import { isUnvouchedWrite } from "./own-page";

const COOKIE: HeaderLine = ["Cookie", "theme=dark; access_token=a.b.c"];
const HOST: HeaderLine = ["Host", "keys.acme.test"];
const site = (value: string): HeaderLine => ["Sec-Fetch-Site", value];
const origin = (value: string): HeaderLine => ["Origin", value];

test.each<[refused: boolean, method: string, headers: readonly HeaderLine[]]>([
  [true, "POST", [COOKIE]],
  [true, "POST", [COOKIE, HOST]],
  [true, "POST", [COOKIE, HOST, site("cross-site")]],
  [true, "POST", [COOKIE, HOST, site("same-site")]],
  [true, "DELETE", [COOKIE, HOST, site("cross-site"), origin("https://keys.acme.test")]],
  [true, "PUT", [COOKIE, HOST, origin("https://evil.test")]],
  [true, "PUT", [COOKIE, HOST, origin("null")]],
  [true, "PATCH", [COOKIE, HOST, origin("https://keys.acme.test.evil.test")]],
  [true, "PATCH", [COOKIE, HOST, origin("https://keys.acme.test:8443")]],
  [false, "POST", [COOKIE, HOST, site("same-origin")]],
  [false, "POST", [COOKIE, HOST, site("none")]],
  [false, "POST", [COOKIE, HOST, site("Same-Origin "), origin("https://evil.test")]],
  [false, "POST", [COOKIE, HOST, origin("https://keys.acme.test")]],
  [false, "POST", [COOKIE, HOST, origin("http://keys.acme.test")]],
  [false, "GET", [COOKIE, HOST, site("cross-site")]],
  [false, "HEAD", [COOKIE]],
  [false, "POST", [HOST, site("cross-site")]],
  [false, "POST", [["Cookie", "access_token="], HOST]],
  [false, "POST", [["Cookie", "other=1"], HOST]],
])("a cookie is refused: %s for %s %j", (refused, method, headers) => {
  expect(isUnvouchedWrite(method, headers, ["access_token"])).toBe(refused);
});
