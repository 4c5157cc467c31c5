// Which page of tenants, or of a tenant's users, groups or applications, is shown: what its URL asks for, and the URL that asks for it.
import { z } from "zod";
import { readCursorText, writeCursorText } from "./cursor-text";
import { type PageQuery, singleOf, storableOf } from "./page-query";
import { isStorable, uuidText } from "./texts";

/** No instant that is stored is beyond the year 9999. */
const LAST_MS = 253_402_300_799_999;

const instantMs = z.int().min(0).max(LAST_MS);
const text = z.string().max(1000).refine(isStorable);

/** What a list is sorted by, for each order that there is. */
const VALUES = {
  newest: instantMs,
  oldest: instantMs,
  name: text,
  email: text.nullable(),
  username: text.nullable(),
} as const satisfies Record<string, z.ZodType>;

export type ListSort = keyof typeof VALUES;

/** The row beside which a page begins or ends, by what it is sorted by. The row itself may be gone meanwhile. */
export interface ListPlace {
  /** Milliseconds since the epoch, or a text; null for a row without one. */
  readonly value: number | string | null;
  /** UUID: tells rows with the same value apart. */
  readonly id: string;
}

/** Filters that are not set are null. */
export interface ListQuery<Sort extends ListSort = ListSort> {
  /** Empty = anything. */
  readonly text: string;
  readonly isActive: boolean | null;
  readonly sort: Sort;
  /** Where the page lies; null = it is the first. */
  readonly position: { readonly side: "after" | "before"; readonly place: ListPlace } | null;
}

const STATES = { active: true, inactive: false } as const;

/** Reads a query; what it does not understand is as if it were not there. The first of the orders is the usual one. */
export function readListQuery<Sort extends ListSort>(sorts: readonly [Sort, ...Sort[]], query: PageQuery): ListQuery<Sort> {
  const sort = sorts.find((known) => known === storableOf(query, "sort")) ?? sorts[0];
  const state = storableOf(query, "state");
  return {
    text: storableOf(query, "q"),
    isActive: state === "active" || state === "inactive" ? STATES[state] : null,
    sort,
    position: positionOf("after", sort, query) ?? positionOf("before", sort, query),
  };
}

/** The query that asks for the first page, or for the one at a cursor, beginning with `?`; empty for everything in the usual order. */
export function writeListQuery(
  { text: asked, isActive, sort }: Omit<ListQuery, "position">,
  usualSort: ListSort,
  cursor?: readonly ["after" | "before", string],
): string {
  const query = new URLSearchParams();
  if (asked !== "") query.set("q", asked);
  if (isActive !== null) query.set("state", isActive ? "active" : "inactive");
  if (sort !== usualSort) query.set("sort", sort);
  if (cursor !== undefined) query.set(...cursor);
  return query.size === 0 ? "" : `?${query}`;
}

const content = z.tuple([z.string(), z.unknown(), uuidText]);

/** The place as a text of URL-safe characters. */
export function writeListCursor(sort: ListSort, { value, id }: ListPlace): string {
  return writeCursorText([sort, value, id]);
}

function positionOf(side: "after" | "before", sort: ListSort, query: PageQuery): ListQuery["position"] {
  const parsed = content.safeParse(readCursorText(singleOf(query, side)));
  if (!parsed.success || parsed.data[0] !== sort) return null;
  const value = VALUES[sort].safeParse(parsed.data[1]);
  return value.success ? { side, place: { value: value.data, id: parsed.data[2] } } : null;
}
