// Promise: a base URL under which clients really reach the API.
import { expect, it } from "vitest";
import { baseUrlOf } from "./api-entrance";

it.each([
  ["fusion-ai", [], "http://127.0.0.1:3000", "http://127.0.0.1:3000/gateway/fusion-ai"],
  ["fusion-ai", ["api.example.com"], "https://keys.example.com", "https://api.example.com"],
  ["fusion-ai", ["api.example.com"], "http://keys.example.com:3000", "http://api.example.com:3000"],
  ["management", [], "https://keys.example.com", "https://keys.example.com"],
  ["service", [], "https://keys.example.com", "https://keys.example.com"],
])("%s with the hosts %j at %s", (slug, hosts, instanceUrl, expected) => {
  expect(baseUrlOf({ slug, hosts }, instanceUrl)).toBe(expected);
});
