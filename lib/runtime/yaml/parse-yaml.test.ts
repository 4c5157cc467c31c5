// YAML is read as data, and a bomb is refused.
import { describe, expect, it } from "vitest";
import { parseYaml } from "./parse-yaml";

const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x,x]",
  ..."bcdefghi".split("").map((name, n) => `${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[n]}`)}]`),
].join("\n");

describe("a text", () => {
  it.each([
    ["a: 1\nb: [x, 'y']", { a: 1, b: ["x", "y"] }],
    ["200:\n  d: ok", { "200": { d: "ok" } }],
    ["base: &b {x: 1}\nc:\n  <<: *b\n  y: 2", { base: { x: 1 }, c: { x: 1, y: 2 } }],
    ["when: 2020-01-01", { when: "2020-01-01" }],
    ["", null],
  ])("%j is data", (text, value) => expect(parseYaml(text)).toEqual({ value }));

  it.each([
    ["a: [1", /line 1/],
    ["a: 1\na: 2", /line 2/],
    ["a: *none", /aliases/],
    [bomb, /aliases/],
    [`${"[".repeat(50_000)}`, /./],
  ])("%# is refused with its line", (text, fault) => expect(parseYaml(text)).toEqual({ fault: expect.stringMatching(fault) }));
});
