// Promise: rows, columns and single boxes tick exactly what they name, and what is open along with another call is never ticked twice.
import { describe, expect, it } from "vitest";
import { callsOf, coversCall } from "@/lib/core/grants/reach";
import { callText, selectionOf, tickState, withTicks } from "./call-selection";
import { grantsOf } from "./form-values";

const CALLS = callsOf({
  endpoints: [
    { path: "/user", methods: ["GET", "POST"], permission: null, cost: 1 },
    { path: "/user/{id}", methods: ["GET", "DELETE"], permission: null, cost: 1 },
    { path: "/user/search", methods: ["GET"], permission: null, cost: 1 },
  ],
});
const row = (path: string) => CALLS.filter((call) => call.path === path);
const column = (method: string) => CALLS.filter((call) => call.method === method);

describe("tickState", () => {
  it.each([
    [[], "none", "none", "none"],
    [["GET /user"], "some", "all", "some"],
    [["GET /user", "GET /user/search"], "some", "all", "all"],
    [["GET /user/{id}"], "none", "all", "some"],
    [["DELETE /user/{id}", "POST /user"], "some", "none", "none"],
  ] as const)("of %j the row /user is %s, its child by GET %s, the column GET %s", (ticked, user, child, get) => {
    expect(tickState(row("/user"), selectionOf(ticked))).toBe(user);
    expect(
      tickState(
        row("/user/{id}").filter(({ method }) => method === "GET"),
        selectionOf(ticked),
      ),
    ).toBe(child);
    expect(tickState(column("GET"), selectionOf(ticked))).toBe(get);
  });
});

describe("withTicks", () => {
  it.each([
    ["a row", [], row("/user"), true, ["GET /user", "POST /user"]],
    ["a column, whose longer paths come along", [], column("GET"), true, ["GET /user", "GET /user/search"]],
    ["everything", ["DELETE /user/{id}"], CALLS, true, ["GET /user", "POST /user", "GET /user/search", "DELETE /user/{id}"]],
    ["nothing of a row", ["GET /user", "POST /user", "DELETE /user/{id}"], row("/user"), false, ["DELETE /user/{id}"]],
    ["nothing of a column", ["GET /user", "POST /user"], column("GET"), false, ["POST /user"]],
    ["what the API does not know stays", ["GET /gone"], row("/user/search"), true, ["GET /gone", "GET /user/search"]],
  ] as const)("%s", (_name, ticked, calls, isTicked, expected) => {
    expect([...withTicks(ticked, calls, isTicked)].sort()).toEqual([...expected].sort());
  });
});

it("of every selection, what it opens is what the gate would open", () => {
  for (let bits = 1; bits < 2 ** CALLS.length; bits += 1) {
    const ticked = CALLS.filter((_, index) => bits & (1 << index)).map(callText);
    for (const call of CALLS) {
      expect(tickState([call], selectionOf(ticked)) === "all", `${callText(call)} by ${ticked}`).toBe(coversCall(grantsOf(ticked), call));
    }
  }
});
