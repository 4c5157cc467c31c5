// Uses that wait to be written: the latest of each key, never more than memory allows, and none lost to a failed writing.
import { expect, test } from "vitest";
import { PendingUses } from "./pending-uses";

test("of several uses of a key the latest waits, and each is taken once", () => {
  const uses = new PendingUses();
  uses.note("b", 1, "192.0.2.1", "curl/8");
  uses.note("a", 2, "192.0.2.2", "curl/8");
  uses.note("b", 3, null, null);
  expect(uses.take()).toEqual([
    { keyId: "b", atMs: 3, address: null, agent: null },
    { keyId: "a", atMs: 2, address: "192.0.2.2", agent: "curl/8" },
  ]);
  expect(uses.take()).toEqual([]);
});

test("what could not be written waits again, behind a later use", () => {
  const uses = new PendingUses();
  uses.note("a", 1, "192.0.2.1", null);
  uses.note("b", 1, "192.0.2.1", "curl/8");
  const taken = uses.take();
  uses.note("a", 2, "192.0.2.2", null);
  uses.putBack(taken);
  expect(uses.take()).toEqual([
    { keyId: "a", atMs: 2, address: "192.0.2.2", agent: null },
    { keyId: "b", atMs: 1, address: "192.0.2.1", agent: "curl/8" },
  ]);
});

test("beyond its room it remembers no further keys, and still the latest use of those it knows", () => {
  const uses = new PendingUses(2);
  for (const keyId of ["a", "b", "c"]) uses.note(keyId, 1, null, null);
  uses.note("a", 2, null, null);
  const taken = uses.take();
  expect(taken.map(({ keyId, atMs }) => [keyId, atMs])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
  uses.note("d", 3, null, null);
  uses.putBack(taken);
  expect(uses.take().map(({ keyId }) => keyId)).toEqual(["d", "a"]);
});
