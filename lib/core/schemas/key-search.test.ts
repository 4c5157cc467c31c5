// A page's query: read back as it was written, and harmless whatever it says.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KEY_SORTS, type KeyPlace, readKeyCursor, writeKeyCursor } from "./key-cursor";
import { EVERY_KEY_SEARCH, isNarrowed, type KeySearch, keySearchQuery, readKeySearch } from "./key-search";

const ID = "0b3f0b8e-5b0e-4a53-8a43-1c1f2f8b9a01";

function read(query: string): KeySearch {
  const values = new URLSearchParams(query);
  return readKeySearch(Object.fromEntries([...values.keys()].map((name) => [name, values.getAll(name)])));
}

const SEARCHES: readonly KeySearch[] = [
  EVERY_KEY_SEARCH,
  { ...EVERY_KEY_SEARCH, text: "50% off_ & ünïcode +plus 😀", state: "paused", api: "fusion-ai", tenant: ID, sort: "name" },
  { ...EVERY_KEY_SEARCH, tenant: "none", state: "expired", sort: "expiry" },
];

test.each(SEARCHES)("%j is read back from its query", (search) => {
  expect(read(keySearchQuery(search))).toEqual(search);
});

test("all keys, newest first, need no query and are no narrowed search", () => {
  expect(keySearchQuery(EVERY_KEY_SEARCH)).toBe("");
  expect(isNarrowed({ ...EVERY_KEY_SEARCH, sort: "name" })).toBe(false);
  for (const search of SEARCHES.slice(1)) expect(isNarrowed(search)).toBe(true);
});

test.each([
  ["q=a%00b", { text: "" }],
  ["q=%ED%A0%80", { text: "\ufffd\ufffd\ufffd" }],
  [`q=${"x".repeat(201)}`, { text: "" }],
  ["q=+spaces+", { text: "spaces" }],
  ["q=first&q=second", { text: "first" }],
  ["state=asleep&state=active", { state: null }],
  ["state=Active", { state: null }],
  ["tenant=1%27%20OR%201=1", { tenant: null }],
  [`tenant=${ID.toUpperCase()}`, { tenant: ID }],
  ["api=%00", { api: null }],
  ["sort=constructor", { sort: "newest" }],
  ["sort=__proto__", { sort: "newest" }],
  ["after=nonsense&before=", { position: null }],
])("%s falls back to what makes sense", (query, expected) => {
  expect(read(query)).toEqual({ ...EVERY_KEY_SEARCH, ...expected });
});

describe("a place in the list", () => {
  const places: Record<(typeof KEY_SORTS)[number], KeyPlace> = {
    newest: { value: 1_764_072_000_123, id: ID },
    oldest: { value: 0, id: ID },
    name: { value: 'ünï "quoted" 😀', id: ID },
    "last-used": { value: null, id: ID },
    expiry: { value: 253_402_300_799_999, id: ID },
  };

  test.each(KEY_SORTS)("sorted by %s is read back, and in no other order", (sort) => {
    const cursor = writeKeyCursor(sort, places[sort]);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(readKeyCursor(sort, cursor)).toEqual(places[sort]);
    for (const other of KEY_SORTS.filter((known) => known !== sort)) expect(readKeyCursor(other, cursor)).toBeNull();
    for (const side of ["after", "before"] as const) {
      const search = { ...EVERY_KEY_SEARCH, sort };
      expect(read(keySearchQuery(search, [side, cursor]))).toEqual({ ...search, position: { side, place: places[sort] } });
    }
  });

  const forged = (value: unknown) => btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  test.each([
    [["newest", "2026-01-01", ID]],
    [["newest", null, ID]],
    [["newest", -1, ID]],
    [["newest", 1.5, ID]],
    [["newest", 1e300, ID]],
    [["newest", 1, "not-a-uuid"]],
    [["newest", 1, ID, "more"]],
    [["newest", { toString: "x" }, ID]],
    [{ 0: "newest", 1: 1, 2: ID }],
    ["newest"],
    [null],
  ])("%j is none", (value) => {
    expect(readKeyCursor("newest", forged(value))).toBeNull();
  });

  test("a name that cannot be stored is none", () => {
    expect(readKeyCursor("name", writeKeyCursor("name", { value: "a\0b", id: ID }))).toBeNull();
  });

  test("no text whatever makes it throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...KEY_SORTS), (text, sort) => {
        expect(readKeyCursor(sort, text)).toBeNull();
      }),
    );
  });
});
