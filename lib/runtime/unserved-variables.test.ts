// Promise: what this version does not act on is named, and nothing else is.
import { expect, test } from "vitest";
import { readEnvironment } from "./env";
import { unservedVariables } from "./unserved-variables";

const MASTER_KEY = "00".repeat(32);

function named(source: Record<string, string>): string[] {
  const environment = readEnvironment(source);
  if (typeof environment === "string") throw new Error(environment);
  return unservedVariables(environment);
}

test("a plain environment names none", () => {
  expect(named({})).toEqual([]);
  expect(named({ DATABASE_URL: "postgres://127.0.0.1/kf", KEYFUSE_MASTER_KEY: MASTER_KEY })).toEqual([]);
});

test("workers are named, and Redis is not", () => {
  const source = { DATABASE_URL: "postgres://127.0.0.1/kf", KEYFUSE_MASTER_KEY: MASTER_KEY, REDIS_URL: "redis://127.0.0.1", WORKERS: "2" };
  expect(named(source)).toEqual(["WORKERS"]);
});
