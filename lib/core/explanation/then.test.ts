// What a request was made with is told only where it can have been one secret; and changes since then are told of.
import { expect, test } from "vitest";
import { laterChange, onlySecretAt } from "./then";

const AT = Date.parse("2026-11-29T12:00:00Z");
const first = { preview: "sk_…aaaa", createdAt: "2026-11-01T00:00:00.000Z", retiresAt: null };
const ended = { preview: "sk_…bbbb", createdAt: "2026-10-01T00:00:00.000Z", retiresAt: "2026-11-28T00:00:00.000Z" };
const ending = { ...ended, retiresAt: "2026-11-30T00:00:00.000Z" };
const later = { preview: "sk_…cccc", createdAt: "2026-11-29T13:00:00.000Z", retiresAt: null };

test.each([
  ["its only version", [first], "sk_…aaaa"],
  ["the one that had not ended", [ended, first], "sk_…aaaa"],
  ["the one that ended since", [{ ...first, retiresAt: "2026-11-29T12:30:00.000Z" }, later], "sk_…aaaa"],
  ["none, of two that overlapped", [ending, first], null],
  ["none, where it ended in that very second beside another", [{ ...ended, retiresAt: "2026-11-29T12:00:00.000Z" }, first], null],
  ["none that was made later", [later], null],
  ["none that cannot be told from others", [{ ...first, preview: "…" }], null],
])("a request was made with %s", (_what, versions, preview) => expect(onlySecretAt(versions, AT)).toBe(preview));

test("changes of the dialect are told from others", () => {
  const row = (changed: readonly string[], at: string) => ({ at, details: { changed: [...changed] } });
  expect(laterChange([])).toBeNull();
  expect(laterChange([row(["plans"], "2026-11-29T13:00:00.000Z")])).toEqual({ at: "2026-11-29T13:00:00.000Z", isOfDialect: false });
  expect(laterChange([row(["name"], "b"), row(["customDialect"], "a")])).toEqual({ at: "b", isOfDialect: true });
});
