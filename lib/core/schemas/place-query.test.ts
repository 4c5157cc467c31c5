// Lists on one page say where they lie without resetting one another; what is no cursor is the first page.
import { expect, it } from "vitest";
import { writeListCursor } from "./list-query";
import { type PlacedList, placeQueryText, placesIn, readPlacement } from "./place-query";

const MAIN = { name: "", sort: "oldest" } as const satisfies PlacedList;
const OTHER = { name: "invitations", sort: "newest" } as const satisfies PlacedList;
const ID = "00000000-0000-4000-8000-000000000001";

const oldest = writeListCursor("oldest", { value: 1_700_000_000_000, id: ID });
const newest = writeListCursor("newest", { value: 1_700_000_000_000, id: ID });

const askedFor = (text: string) => Object.fromEntries(new URLSearchParams(text));

it("each list reads its own parameters", () => {
  const place = { value: 1_700_000_000_000, id: ID };
  const query = { after: oldest, "invitations-before": newest };
  expect(readPlacement(MAIN, query)).toEqual({ sort: "oldest", position: { side: "after", place } });
  expect(readPlacement(OTHER, query)).toEqual({ sort: "newest", position: { side: "before", place } });
});

it.each([
  ["nothing", undefined],
  ["an empty text", ""],
  ["a made-up text", "made-up"],
  ["an id", ID],
  ["the cursor of another order", newest],
  ["a cursor that was cut", oldest.slice(0, -3)],
  ["an instant beyond all", writeListCursor("oldest", { value: Number.MAX_SAFE_INTEGER, id: ID })],
  ["no UUID", writeListCursor("oldest", { value: 0, id: "1" })],
])("%s → the first page", (_what, after) => {
  expect(readPlacement(MAIN, { after }).position).toBeNull();
  expect(placesIn([MAIN], { after })).toEqual([]);
});

it("going on in one list leaves the other where it is, and what else the URL says", () => {
  const asked = { after: oldest, "invitations-before": newest, news: "removed" };
  const kept = placesIn([MAIN, OTHER], asked);
  expect(askedFor(placeQueryText(OTHER, ["after", "x"], kept))).toEqual({ after: oldest, "invitations-after": "x" });
  expect(askedFor(placeQueryText(MAIN, ["before", "y"], kept))).toEqual({ before: "y", "invitations-before": newest });
  expect(askedFor(placeQueryText(MAIN, ["after", "z"], [["api", "a & b"]]))).toEqual({ api: "a & b", after: "z" });
  expect(placeQueryText(MAIN, ["after", oldest])).toBe(`?after=${oldest}`);
});
