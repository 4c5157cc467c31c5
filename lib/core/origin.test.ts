// Only pages of the very host that was addressed may change anything.
import { expect, it } from "vitest";
import { isOwnOrigin } from "./origin";

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
