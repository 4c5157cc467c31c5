// A URL of a usage page asks for what it says, and nonsense in it asks for nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OUTCOMES } from "@/lib/core/usage/outcome";
import { decisionsPath, filterDecisions, readDecisionFilter, readUsageQuery, USAGE_RANGES, usagePath } from "./usage-query";

const text = fc.stringMatching(/^[!-~]{0,40}$/);

function queryOf(path: string) {
  return Object.fromEntries(new URL(path, "http://localhost").searchParams);
}

describe("the admin page's query", () => {
  it("the path of a query reads back as that query", () => {
    fc.assert(
      fc.property(fc.constantFrom(...USAGE_RANGES), fc.option(text), (range, api) => {
        const query = { range, api: api || null };
        expect(readUsageQuery(queryOf(usagePath(query)))).toEqual(query);
      }),
    );
  });

  it.each([
    [{}, { range: "24h", api: null }],
    [
      { range: "all", api: "" },
      { range: "24h", api: null },
    ],
    [
      { range: ["7d", "30d"], api: " fusion-ai " },
      { range: "7d", api: "fusion-ai" },
    ],
    [
      { range: "__proto__", api: "constructor" },
      { range: "24h", api: "constructor" },
    ],
  ])("%j asks for %j", (query, asked) => expect(readUsageQuery(query)).toEqual(asked));

  it("what is not asked for stands in no path", () => {
    expect(usagePath({ range: "24h", api: null })).toBe("/usage");
    expect(usagePath({ range: "7d", api: "a&b" })).toBe("/usage?range=7d&api=a%26b");
  });
});

describe("the list of a key's requests", () => {
  const decisions = [
    { outcome: "accepted", requestId: "req_1" },
    { outcome: "limited", requestId: "req_21" },
    { outcome: "denied", requestId: "req_22" },
    { outcome: "accepted", requestId: "req_23" },
  ] as const;

  it.each([
    [{ outcome: null, request: "" }, ["req_1", "req_21", "req_22", "req_23"]],
    [{ outcome: "accepted", request: "" }, ["req_1", "req_23"]],
    [{ outcome: null, request: "req_2" }, ["req_21", "req_22", "req_23"]],
    [{ outcome: "limited", request: "req_22" }, []],
  ] as const)("%j shows %j, in their order", (filter, shown) => {
    expect(filterDecisions(decisions, filter).map(({ requestId }) => requestId)).toEqual(shown);
  });

  it("the path of a filter reads back as that filter and leads to the list", () => {
    fc.assert(
      fc.property(fc.option(fc.constantFrom(...OUTCOMES)), text, (outcome, request) => {
        const path = decisionsPath("/keys/key_1", { outcome, request }, "requests");
        expect(path).toMatch(/#requests$/);
        expect(readDecisionFilter(queryOf(path))).toEqual({ outcome, request });
      }),
    );
    expect(readDecisionFilter({ outcome: "toString" })).toEqual({ outcome: null, request: "" });
  });
});
