// Another path of the same server is no other server; another scheme, host or port is.
import { expect, test } from "vitest";
import { leadsElsewhere } from "./upstream-origin";

test.each([
  ["https://a.example.com/v1", "https://a.example.com/v2", false],
  ["https://a.example.com", "https://A.example.com:443/", false],
  ["https://a.example.com", "http://a.example.com", true],
  ["https://a.example.com", "https://a.example.com:8443", true],
  ["https://a.example.com", "https://a.example.com.evil.example", true],
  ["https://a.example.com", null, false],
  ["https://a.example.com", "sample", false],
  // Otherwise two steps would do what one may not.
  [null, "https://evil.example", true],
  ["sample", "https://evil.example", true],
])("%s → %s: %j", (before, after, isElsewhere) => {
  expect(leadsElsewhere(before, after)).toBe(isElsewhere);
});
