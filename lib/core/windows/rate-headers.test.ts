// The header lines of a take, letter for letter.
import { expect, test } from "vitest";
import type { WindowState } from "./claim";
import { rateHeaders } from "./rate-headers";

const MINUTE: WindowState = { name: "minute", limit: 100, remaining: 42, windowSeconds: 60, resetSeconds: 17 };
const HOUR: WindowState = { name: "hour", limit: 1000, remaining: 41, windowSeconds: 3600, resetSeconds: 1800 };
const LIFE: WindowState = { name: "quota-total", limit: 5000, remaining: 4000, windowSeconds: 0, resetSeconds: 0 };

test("nothing limited: no lines", () => {
  expect(rateHeaders([])).toEqual([]);
});

test("every window is listed, the tightest one again under the older names", () => {
  expect(rateHeaders([MINUTE, HOUR])).toEqual([
    ["RateLimit-Policy", '"minute";q=100;w=60, "hour";q=1000;w=3600'],
    ["RateLimit", '"minute";r=42;t=17, "hour";r=41;t=1800'],
    ["X-RateLimit-Limit", "1000"],
    ["X-RateLimit-Remaining", "41"],
    ["X-RateLimit-Reset", "1800"],
  ]);
});

test("among windows with as few units left, the one that recovers later is the tightest", () => {
  const spentMinute = { ...MINUTE, remaining: 0 };
  const spentHour = { ...HOUR, remaining: 0 };
  expect(rateHeaders([spentMinute, spentHour])).toContainEqual(["X-RateLimit-Reset", "1800"]);
  expect(rateHeaders([spentHour, spentMinute])).toContainEqual(["X-RateLimit-Reset", "1800"]);
});

test("a budget for life names neither window nor reset", () => {
  expect(rateHeaders([LIFE]).slice(0, 2)).toEqual([
    ["RateLimit-Policy", '"quota-total";q=5000'],
    ["RateLimit", '"quota-total";r=4000'],
  ]);
});
