// Promise: of each place exactly the key that a token would be signed with is said to sign.
import { expect, it } from "vitest";
import { type SigningKeyFacts, signingKeyStates } from "./signing-key-state";

const NOW = 1_000_000;
const key = (id: string, fields: Partial<SigningKeyFacts> = {}): SigningKeyFacts => ({
  id,
  tenantId: null,
  algorithm: "RS256",
  createdAtMs: 1,
  retiresAtMs: null,
  ...fields,
});

it.each<[string, SigningKeyFacts[], string[], Record<string, string>]>([
  ["the newest of a place", [key("a"), key("b", { createdAtMs: 2 })], [], { a: "spare", b: "signs" }],
  ["two of one instant, by their ids", [key("a"), key("b")], [], { a: "spare", b: "signs" }],
  ["each place its own", [key("a"), key("b", { tenantId: "t" })], [], { a: "signs", b: "signs" }],
  ["protected APIs know RS256 only", [key("a"), key("b", { algorithm: "ES256", createdAtMs: 2 })], [], { a: "signs", b: "spare" }],
  [
    "a tenant any but a shared one",
    [key("a", { tenantId: "t" }), key("b", { tenantId: "t", algorithm: "HS256", createdAtMs: 2 })],
    [],
    { a: "signs", b: "spare" },
  ],
  ["what was chosen", [key("a"), key("b", { algorithm: "ES256" })], ["b"], { a: "signs", b: "signs" }],
  ["one that retires", [key("a", { retiresAtMs: NOW + 1 }), key("b", { retiresAtMs: NOW })], ["a", "b"], { a: "verifies", b: "retired" }],
])("%s", (_what, keys, chosen, states) => {
  expect(Object.fromEntries(signingKeyStates(keys, new Set(chosen), NOW))).toEqual(states);
});
