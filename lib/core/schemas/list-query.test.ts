// The URL of a list: whatever it says, a page can be read; what this program wrote is read as it was meant.
import { describe, expect, it } from "vitest";
import { writeCursorText } from "./cursor-text";
import { readListQuery, writeListCursor, writeListQuery } from "./list-query";

const ID = "11111111-1111-4111-8111-111111111111";
const SORTS = ["newest", "oldest", "email"] as const;
const read = (query: Readonly<Record<string, string>>) => readListQuery(SORTS, query);

describe("list query", () => {
  it("comes back from the URL as it went", () => {
    const place = { value: "a+b@example.com", id: ID };
    const query = writeListQuery({ text: "ada", isActive: false, sort: "email" }, "newest", ["before", writeListCursor("email", place)]);
    expect(read(Object.fromEntries(new URLSearchParams(query)))).toEqual({
      text: "ada",
      isActive: false,
      sort: "email",
      position: { side: "before", place },
    });
    expect(writeListQuery({ text: "", isActive: null, sort: "newest" }, "newest")).toBe("");
  });

  it.each([
    ["an order of another list", { sort: "name" }],
    ["a state that is none", { state: "paused" }],
    ["a cursor of another order", { after: writeListCursor("email", { value: null, id: ID }) }],
    ["a cursor with a text for an instant", { after: writeListCursor("newest", { value: "x", id: ID }) }],
    ["a cursor with nothing for an instant", { after: writeListCursor("newest", { value: null, id: ID }) }],
    ["a cursor with an instant beyond time", { after: writeListCursor("newest", { value: 1e300, id: ID }) }],
    ["a cursor without an id", { after: writeCursorText(["newest", 1, "x"]) }],
    ["a cursor that nobody wrote", { after: "%%%", before: "AAAA" }],
  ])("%s is as if it were not there", (_what, query) => {
    expect(read(query)).toEqual({ text: "", isActive: null, sort: "newest", position: null });
  });
});
