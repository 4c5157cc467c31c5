// Uses that wait to be written: the latest of each key, never more than memory allows, and none lost to a failed writing.
import { expect, test } from "vitest";
import type { UsedKey } from "@/lib/ports/gate-ports";
import { PendingUses } from "./pending-uses";

const key = (id: string): UsedKey => ({ id, version: null });

test("of several uses of a key the latest waits, and each is taken once", () => {
  const uses = new PendingUses();
  uses.note(key("b"), 1, "192.0.2.1", "curl/8");
  uses.note(key("a"), 2, "192.0.2.2", "curl/8");
  uses.note(key("b"), 3, null, null);
  expect(uses.take()).toMatchObject([
    { keyId: "b", atMs: 3, address: null, agent: null },
    { keyId: "a", atMs: 2, address: "192.0.2.2", agent: "curl/8" },
  ]);
  expect(uses.take()).toEqual([]);
});

test("what could not be written waits again, behind a later use", () => {
  const uses = new PendingUses();
  uses.note(key("a"), 1, "192.0.2.1", null);
  uses.note(key("b"), 1, "192.0.2.1", "curl/8");
  const taken = uses.take();
  uses.note(key("a"), 2, "192.0.2.2", null);
  uses.putBack(taken);
  expect(uses.take()).toMatchObject([
    { keyId: "a", atMs: 2, address: "192.0.2.2", agent: null },
    { keyId: "b", atMs: 1, address: "192.0.2.1", agent: "curl/8" },
  ]);
});

test("beyond its room it remembers no further keys, and still the latest use of those it knows", () => {
  const uses = new PendingUses(2);
  for (const keyId of ["a", "b", "c"]) uses.note(key(keyId), 1, null, null);
  uses.note(key("a"), 2, null, null);
  const taken = uses.take();
  expect(taken.map(({ keyId, atMs }) => [keyId, atMs])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
  uses.note(key("d"), 3, null, null);
  uses.putBack(taken);
  expect(uses.take().map(({ keyId }) => keyId)).toEqual(["d", "a"]);
});

test("of a version that retires every request is counted, by minute and range, also those that could not be written at first", () => {
  const uses = new PendingUses();
  const old: UsedKey = { id: "a", version: { id: "v1", retiresAtMs: 9e12 } };
  const current: UsedKey = { id: "a", version: { id: "v2", retiresAtMs: null } };
  uses.note(old, 59_999, "10.0.0.1", null);
  uses.note(old, 60_000, "10.0.0.2", null);
  uses.note(current, 60_000, "10.0.0.2", null);
  const taken = uses.take();
  uses.note(old, 60_001, "10.0.0.3", null);
  uses.note(old, 60_002, null, null);
  uses.putBack(taken);
  const counts = (use: { counts: ReadonlyMap<string, object> | null } | undefined) => use?.counts && [...use.counts.values()];
  const [first, second] = uses.take();
  expect(first).toMatchObject({ keyId: "a", versionId: "v1", firstMs: 59_999, atMs: 60_002 });
  expect(counts(first)).toEqual([
    { minuteMs: 60_000, range: "10.0.0.0/24", count: 2 },
    { minuteMs: 60_000, range: "", count: 1 },
    { minuteMs: 0, range: "10.0.0.0/24", count: 1 },
  ]);
  expect([second?.versionId, counts(second)]).toEqual(["v2", null]);
});

test("of a minute so many ranges are told apart and no more, however often what waits is taken", () => {
  const uses = new PendingUses();
  const old: UsedKey = { id: "a", version: { id: "v1", retiresAtMs: 9e12 } };
  const rows = new Map<string, number>();
  const take = () => {
    for (const use of uses.take())
      for (const { minuteMs, range, count } of use.counts?.values() ?? []) {
        rows.set(`${minuteMs} ${range}`, (rows.get(`${minuteMs} ${range}`) ?? 0) + count);
      }
  };
  for (let n = 0; n < 300; n++) {
    uses.note(old, 60_000 + n, `10.0.${n % 150}.1`, null);
    if (n % 7 === 0) take();
  }
  uses.note(old, 120_000, "10.0.200.1", null);
  take();
  expect(rows.size).toBe(52);
  expect([rows.get("60000 10.0.49.0/24"), rows.get("60000 10.0.50.0/24"), rows.get("60000 ")]).toEqual([2, undefined, 200]);
  expect(rows.get("120000 10.0.200.0/24")).toBe(1);
});
