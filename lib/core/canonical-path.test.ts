import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgePath, PATH_FAULTS, type PathFault } from "./canonical-path";

const REFUSED: readonly [path: string, fault: PathFault][] = [
  ["", "not_rooted"],
  ["*", "not_rooted"],
  ["a/b", "not_rooted"],
  ["http://host/a", "not_rooted"],
  ["host:443", "not_rooted"],
  ["/api/%", "invalid_escape"],
  ["/api/%f", "invalid_escape"],
  ["/api/%zz", "invalid_escape"],
  ["/api/%u0041", "invalid_escape"],
  ["/api/%2", "invalid_escape"],
  ["/%e2%82%g0", "invalid_escape"],
  ["/%00", "null_byte"],
  ["/api/user%00.json", "null_byte"],
  ["/a%2fb", "encoded_slash"],
  ["/a%2Fb", "encoded_slash"],
  ["/%2f", "encoded_slash"],
  ["/%2f..%2fapi", "encoded_slash"],
  ["/a%5cb", "encoded_backslash"],
  ["/a%5Cb", "encoded_backslash"],
  ["/..%5c..%5capi", "encoded_backslash"],
  ["/a\\b", "backslash"],
  ["/\\evil", "backslash"],
  ["//", "empty_segment"],
  ["//host/a", "empty_segment"],
  ["/a//b", "empty_segment"],
  ["/a//", "empty_segment"],
  ["/.", "dot_segment"],
  ["/..", "dot_segment"],
  ["/a/./b", "dot_segment"],
  ["/a/../b", "dot_segment"],
  ["/a/..", "dot_segment"],
  ["/a/.", "dot_segment"],
  ["/%2e", "encoded_unreserved"],
  ["/%2e%2E/a", "encoded_unreserved"],
  ["/.%2e/a", "encoded_unreserved"],
  ["/api/%75ser", "encoded_unreserved"],
  ["/api/%55ser", "encoded_unreserved"],
  ["/%30", "encoded_unreserved"],
  ["/%7e", "encoded_unreserved"],
  ["/%5f", "encoded_unreserved"],
  ["/%2d", "encoded_unreserved"],
  ["/api/%ff", "invalid_utf8"],
  ["/%80", "invalid_utf8"],
  ["/%c0%af", "invalid_utf8"],
  ["/%c1%bf", "invalid_utf8"],
  ["/%e0%80%af", "invalid_utf8"],
  ["/%ed%a0%80", "invalid_utf8"],
  ["/%f0%80%80%af", "invalid_utf8"],
  ["/%f4%90%80%80", "invalid_utf8"],
  ["/%f5%80%80%80", "invalid_utf8"],
  ["/%e2%82", "invalid_utf8"],
  ["/%e2%82x", "invalid_utf8"],
  ["/%e2%82/%ac", "invalid_utf8"],
  ["/%c3", "invalid_utf8"],
  ["/a b", "invalid_character"],
  ["/a#b", "invalid_character"],
  ["/a?b", "invalid_character"],
  ["/a\tb", "invalid_character"],
  ["/a\u007f", "invalid_character"],
  ["/caf\u00e9", "invalid_character"],
  ["/\u20ac", "invalid_character"],
  ['/a"b', "invalid_character"],
  ["/<a>", "invalid_character"],
  ["/a|b", "invalid_character"],
  ["/a^b", "invalid_character"],
  ["/a`b", "invalid_character"],
  ["/{id}", "invalid_character"],
  ["/[0]", "invalid_character"],
];

const ACCEPTED: readonly string[] = [
  "/",
  "/a",
  "/a/",
  "/api/user",
  "/api/user/",
  "/v0/payments/01HZX-_.~",
  "/@me:x!$&'()*+;=,",
  "/.well-known/jwks.json",
  "/...",
  "/..a/b..",
  "/a/.b",
  "/a%20b",
  "/a%25b",
  "/a%252fb",
  "/a%3fb",
  "/a%3Fb",
  "/a%23b",
  "/a%22b",
  "/%3a%3A",
  "/%40",
  "/%0a",
  "/caf%c3%a9",
  "/caf%C3%A9",
  "/%e2%82%ac/%F0%9F%98%80",
  "/%ed%9f%bf",
  "/%f4%8f%bf%bf",
];

describe("a path with a second reading is refused", () => {
  test.each(REFUSED)("%j → %s", (path, fault) => {
    expect(judgePath(path)).toBe(fault);
    expect(PATH_FAULTS[fault]).toMatch(/^The .*\.$/);
  });
});

describe("a canonical path passes unchanged", () => {
  test.each(ACCEPTED)("%j", (path) => {
    expect(judgePath(path)).toBeNull();
  });
});

describe("an API that allows encoded slashes", () => {
  test.each(["/a%2fb", "/a%2Fb", "/%2F", "/sites/https%3A%2F%2Fexample.com%2F"])("%j passes", (path) => {
    expect(judgePath(path, { allowEncodedSlash: true })).toBeNull();
  });
  test.each<[string, PathFault]>([
    ["/a%5cb", "encoded_backslash"],
    ["/a%2f%2e%2e", "encoded_unreserved"],
    ["/a//b", "empty_segment"],
    ["/a%2f../b", "dot_segment"],
    ["/a/..%2Fb", "dot_segment"],
    ["/a%2f..%2fadmin", "dot_segment"],
    ["/a%2f.", "dot_segment"],
  ])("%j is refused all the same", (path, fault) => {
    expect(judgePath(path, { allowEncodedSlash: true })).toBe(fault);
  });
});

const anySegment = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
  .filter((text) => !/[/\\\0]/.test(text) && text !== "." && text !== "..");

describe("whatever the path", () => {
  test("a segment escaped the standard way passes, and decodes to itself", () => {
    fc.assert(
      fc.property(fc.array(anySegment, { minLength: 1, maxLength: 4 }), (segments) => {
        const path = `/${segments.map(encodeURIComponent).join("/")}`;
        expect(judgePath(path)).toBeNull();
        expect(path.slice(1).split("/").map(decodeURIComponent)).toEqual(segments);
      }),
    );
  });

  test("an accepted path reads the same to a URL parser", () => {
    const piece = fc.constantFrom("/", "a", ".", "..", "%2e", "%2f", "%20", "\\", "%c3%a9", "%ff", ";", "%5C", "//", "?", "#", "é", "%");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = `/${pieces.join("")}`;
        if (judgePath(path) === null) expect(new URL(`http://host${path}`).pathname).toBe(path);
      }),
      { numRuns: 2_000 },
    );
  });

  test("an accepted path decodes without a fault, to as many segments", () => {
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        if (judgePath(path) !== null) return;
        expect(decodeURIComponent(path).split("/")).toHaveLength(path.split("/").length);
      }),
    );
  });
});
