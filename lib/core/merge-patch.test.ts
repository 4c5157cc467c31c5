import { expect, test } from "vitest";
import type { JsonObject } from "./json";
import { mergePatch } from "./merge-patch";

/** The rows of RFC 7396 appendix A whose patch and target are objects, or whose members are. */
const APPENDIX_A: readonly (readonly [target: JsonObject, patch: JsonObject, result: JsonObject])[] = [
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test.each(APPENDIX_A)("%j patched with %j is %j", (target, patch, result) => {
  const before = structuredClone(target);
  expect(mergePatch(target, patch)).toEqual(result);
  expect(target).toEqual(before);
});

test("members of a list stay as they came, nulls included", () => {
  expect(mergePatch({}, { a: [null, { b: null }] })).toEqual({ a: [null, { b: null }] });
});
