// Promises of the caller headers: every fact has one unambiguous spelling, and the signature covers all of them.
import { describe, expect, test } from "vitest";
import type { Caller } from "@/lib/core/decision";
import { callerHeaders, signedCallerHeaders, signedText } from "./caller-headers";

const CALLER: Caller = {
  kind: "key",
  id: "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01",
  publicId: "key_0000000001",
  name: "ci",
  subject: "key_0000000001",
  tenantId: "30663132-6464-6665-3032-326466613934",
  permissions: ["read", "write"],
  metadata: null,
  keyManager: false,
  expiresAtMs: null,
};
const REQUEST = { method: "POST", path: "/base/v1/generate", atSeconds: 1_700_000_000 };

test("a key with a tenant has four lines", () => {
  expect(callerHeaders(CALLER)).toEqual([
    ["x-keyfuse-key-id", "key_0000000001"],
    ["x-keyfuse-tenant", "30663132-6464-6665-3032-326466613934"],
    ["x-keyfuse-subject", "key_0000000001"],
    ["x-keyfuse-scope", "read write"],
  ]);
});

test("what the caller does not have has no line", () => {
  const token = { ...CALLER, kind: "token" as const, publicId: null, tenantId: null, subject: "user_12345" };
  expect(callerHeaders(token).map(([name]) => name)).toEqual(["x-keyfuse-subject", "x-keyfuse-scope"]);
});

test.each([
  ["a\r\nX-Admin: 1", "a%0D%0AX-Admin%3A%201"],
  ["Jörg Müller", "J%C3%B6rg%20M%C3%BCller"],
  ["100%", "100%25"],
  ["\ud800", "%EF%BF%BD"],
  ["user_12345", "user_12345"],
])("the subject %j travels as %s", (subject, expected) => {
  expect(callerHeaders({ ...CALLER, subject }).find(([name]) => name === "x-keyfuse-subject")?.[1]).toBe(expected);
});

test("a permission with a space does not become two", () => {
  const lines = callerHeaders({ ...CALLER, permissions: ["read all", "write"] });
  expect(lines.at(-1)).toEqual(["x-keyfuse-scope", "read%20all write"]);
});

describe("the signed text", () => {
  test("is time, method, path, then one line per header", () => {
    expect(signedText(REQUEST, callerHeaders(CALLER))).toBe(
      "1700000000.POST./base/v1/generate.\nx-keyfuse-key-id:key_0000000001\nx-keyfuse-tenant:30663132-6464-6665-3032-326466613934" +
        "\nx-keyfuse-subject:key_0000000001\nx-keyfuse-scope:read write",
    );
  });

  test("names an absent header with an empty value, so that leaving one out is not the same as having none", () => {
    const text = signedText(REQUEST, callerHeaders({ ...CALLER, tenantId: null }));
    expect(text).toContain("\nx-keyfuse-tenant:\n");
  });

  test("is what the signature line is made of", () => {
    const lines = signedCallerHeaders(CALLER, REQUEST, (text) => `<${text.length}>`);
    expect(lines.at(-1)).toEqual(["x-keyfuse-signature", `t=1700000000,v1=<${signedText(REQUEST, callerHeaders(CALLER)).length}>`]);
  });

  test("without a secret nothing claims to be signed", () => {
    expect(signedCallerHeaders(CALLER, REQUEST, null)).toEqual(callerHeaders(CALLER));
  });
});
