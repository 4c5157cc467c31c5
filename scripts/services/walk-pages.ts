// What every list that is paged by place promises: each row once, forwards and back again, and the first page for a cursor that is none.
import { expect } from "vitest";
import { readCursorText, writeCursorText } from "@/lib/core/schemas/cursor-text";
import type { PageQuery } from "@/lib/core/schemas/page-query";
import type { ListPage } from "@/lib/manage/seek-page";

/** More pages than any suite fills. */
const MOST_PAGES = 10;

const ID = "00000000-0000-4000-8000-000000000001";

/** The rows of all pages from the first to the last, each page found again on the way back. `name`: what the list's parameters begin with. */
export async function walkPages<Row>(list: (query: PageQuery) => Promise<ListPage<Row>>, name = ""): Promise<Row[]> {
  const at = (side: "after" | "before", cursor: string) => ({ [name === "" ? side : `${name}-${side}`]: cursor });
  const pages = [await list({})];
  expect(pages[0]?.previous).toBeNull();
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
    pages.push(await list(at("after", next)));
    expect(pages.length).toBeLessThan(MOST_PAGES);
  }
  for (let index = pages.length - 1; index > 0; index -= 1) {
    expect(await list(at("before", pages[index]?.previous ?? ""))).toEqual(pages[index - 1]);
  }
  const own = pages[0]?.next ?? "";
  for (const cursor of ["made-up", ID, own.slice(0, own.length / 2), inAnotherOrder(own)]) {
    expect(await list(at("after", cursor))).toEqual(pages[0]);
  }
  return pages.flatMap(({ rows }) => rows);
}

/** The same place in a list that is sorted by something else. */
function inAnotherOrder(cursor: string): string {
  const [, ...place] = (readCursorText(cursor) ?? []) as readonly unknown[];
  return writeCursorText(["elsewhere", ...place]);
}
