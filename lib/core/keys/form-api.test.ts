// Promise: what a plan allows is said in words, also where it limits nothing.
import { expect, it } from "vitest";
import type { Plan } from "@/lib/core/catalogue";
import { planWords } from "./form-api";

const MINUTE = { limit: 100, seconds: 60 };

it.each<[Pick<Plan, "windows" | "quota">, string]>([
  [{ windows: [], quota: null }, "no limits"],
  [{ windows: [MINUTE, { limit: 5, seconds: 90 }], quota: null }, "100 a minute, 5 in 90 seconds"],
  [{ windows: [{ limit: 9, seconds: 3600 }], quota: { limit: 5000, period: "month" } }, "9 an hour, 5,000 a calendar month"],
  [{ windows: [], quota: { limit: 10, period: "total" } }, "10 in all"],
])("%j is %s", (plan, words) => {
  expect(planWords(plan)).toBe(words);
});
