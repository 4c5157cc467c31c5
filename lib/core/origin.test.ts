// Only pages of the very host that was addressed may change anything.
import { expect, it } from "vitest";
import { isOwnOrigin, mailedOrigin } from "./origin";

it.each([
  ["http://127.0.0.1:3000", "127.0.0.1:3000", true],
  ["https://keys.example.com", "keys.example.com", true],
  ["https://keys.example.com", "keys.example.com:443", true],
  ["https://keys.example.com", "Keys.Example.com", true],
  ["http://[::1]:3000", "[::1]:3000", true],
  ["https://evil.example", "keys.example.com", false],
  ["https://keys.example.com.evil.example", "keys.example.com", false],
  ["https://keys.example.com:8443", "keys.example.com", false],
  ["http://127.0.0.1:3001", "127.0.0.1:3000", false],
  ["null", "keys.example.com", false],
  ["", "keys.example.com", false],
  [null, "keys.example.com", false],
  ["https://keys.example.com", null, false],
  ["chrome-extension://keys.example.com", "keys.example.com", false],
])("origin %s at host %s: %s", (origin, host, isOwn) => {
  expect(isOwnOrigin(origin, host)).toBe(isOwn);
});

it.each([
  ["http://localhost:3000", "http://localhost:3000"],
  ["http://192.0.2.7:3000", "http://192.0.2.7:3000"],
  ["http://localhost:8000", "http://127.0.0.1:3000"],
  ["http://localhost", "http://127.0.0.1:3000"],
  ["http://not a host", "http://127.0.0.1:3000"],
])("asked under %s, links in mails begin with %s", (asked, expected) => {
  expect(mailedOrigin("http://127.0.0.1:3000", asked)).toBe(expected);
});

it("the default port of a scheme is a port, too", () => {
  expect(mailedOrigin("https://192.0.2.7:443", "https://192.0.2.7")).toBe("https://192.0.2.7");
});
