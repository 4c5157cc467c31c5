// Two audit rows have the same bytes exactly when every field is equal.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/core/http";
import { type AuditRow, canonicalRow } from "./canonical-row";

const ROW: AuditRow = {
  chain: "instance",
  sequence: 1n,
  atMs: 1_700_000_000_000,
  actor: "command-line",
  action: "key.create",
  target: "key:1",
  details: { b: [1, { d: null, c: "x" }], a: true },
};

const text = (row: AuditRow) => new TextDecoder().decode(canonicalRow(row));

describe("canonicalRow", () => {
  it("has one known form", () => {
    expect(text(ROW)).toBe(
      '["keyfuse-audit-1","instance","1",1700000000000,"command-line","key.create","key:1",{"a":true,"b":[1,{"c":"x","d":null}]}]',
    );
  });

  it("does not depend on the order of names", () => {
    expect(text({ ...ROW, details: { a: true, b: [1, { c: "x", d: null }] } })).toBe(text(ROW));
  });

  it.each([
    ["chain", "instance2"],
    ["sequence", 2n],
    ["atMs", ROW.atMs + 1],
    ["actor", ""],
    ["action", 'key.create","key:1'],
    ["target", "key:2"],
    ["details", {}],
    ["details", { a: true, b: [{ d: null, c: "x" }, 1] }],
    ["details", { a: "true", b: [1, { d: null, c: "x" }] }],
  ])("depends on %s", (field, value) => {
    expect(text({ ...ROW, [field]: value })).not.toBe(text(ROW));
  });

  it("text cannot move from one field into the next", () => {
    fc.assert(
      fc.property(fc.tuple(fc.string(), fc.string()), fc.tuple(fc.string(), fc.string()), ([a1, a2], [b1, b2]) => {
        const isSame = a1 === b1 && a2 === b2;
        return (text({ ...ROW, actor: a1, action: a2 }) === text({ ...ROW, actor: b1, action: b2 })) === isSame;
      }),
    );
  });

  it("survives a store that writes JSON its own way", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const details = value as Json;
        const stored = JSON.parse(JSON.stringify(details), (_, inner: unknown) =>
          typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).reverse())
            : inner,
        ) as Json;
        return text({ ...ROW, details: stored }) === text({ ...ROW, details });
      }),
    );
  });
});
