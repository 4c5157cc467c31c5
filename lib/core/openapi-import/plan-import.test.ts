// The changes that a document stands for, and the endpoints once some of them are made.
import { describe, expect, it } from "vitest";
import type { Endpoint } from "@/lib/core/catalogue";
import { applyImport, planImport } from "./plan-import";

const endpoint = (line: string, permission: string | null = null, cost = 1): Endpoint => {
  const [methods = "", path = ""] = line.split(" ");
  return { path, methods: methods.split(","), permission, cost };
};
const operation = (line: string, permission: string | null = null) => {
  const [method = "", path = ""] = line.split(" ");
  return { method, path, permission };
};
const CURRENT = [endpoint("GET,POST /a", "read", 3), endpoint("GET /b/{id}"), endpoint("DELETE /gone", "write")];

describe("the plan", () => {
  const plan = planImport(CURRENT, [
    operation("GET /a", "admin"),
    operation("POST /a"),
    operation("GET /b/{key}"),
    operation("PUT /b/{id}", "write"),
    operation("GET /new"),
  ]);

  it("names each path × method once, what changes something first", () => {
    expect(plan.map(({ kind, method, path, from, to }) => [kind, `${method} ${path}`, from, to])).toEqual([
      ["added", "PUT /b/{id}", null, "write"],
      ["added", "GET /new", null, null],
      ["changed", "GET /a", "read", "admin"],
      ["removed", "DELETE /gone", "write", null],
      ["unchanged", "POST /a", "read", "read"],
      ["unchanged", "GET /b/{id}", null, null],
    ]);
  });

  it.each([
    ["nothing", [], CURRENT],
    ["an addition of a path that is there", ["PUT /b/{}"], [CURRENT[0], CURRENT[1], endpoint("PUT /b/{id}", "write"), CURRENT[2]]],
    ["an addition of a new path", ["GET /new"], [...CURRENT, endpoint("GET /new")]],
    [
      "a change, which keeps the cost",
      ["GET /a"],
      [endpoint("POST /a", "read", 3), endpoint("GET /a", "admin", 3), CURRENT[1], CURRENT[2]],
    ],
    ["a removal", ["DELETE /gone"], [CURRENT[0], CURRENT[1]]],
    ["what is unchanged", ["POST /a"], CURRENT],
  ])("applies %s", (_what, chosen, expected) => expect(applyImport(CURRENT, plan, new Set(chosen))).toEqual(expected));
});

it("puts methods that need the same into one endpoint", () => {
  const plan = planImport([], [operation("POST /a"), operation("GET /a"), operation("DELETE /a", "admin")]);
  expect(applyImport([], plan, new Set(plan.map(({ id }) => id)))).toEqual([endpoint("GET,POST /a"), endpoint("DELETE /a", "admin")]);
});
