// Where the lists of a page lie that have one order and no search: what its URL asks for, and the URL that asks for it. None resets another.
import { type ListQuery, type ListSort, readListQuery } from "./list-query";
import { type PageQuery, singleOf } from "./page-query";

/** A list that is paged by place alone. */
export interface PlacedList {
  /** What its parameters in the URL begin with; empty for the only list of a page, or its main one. */
  readonly name: string;
  readonly sort: ListSort;
}

/** Which page of such a list is asked for. */
export type Placement = Pick<ListQuery, "sort" | "position">;

/** A parameter of a URL with its value. */
export type QueryPair = readonly [name: string, value: string];

type Side = "after" | "before";

/** The page that a query asks for; the first one where its cursor is none of this program's. */
export function readPlacement(list: PlacedList, query: PageQuery): Placement {
  const { sort, position } = readListQuery([list.sort], {
    after: query[parameterOf(list, "after")],
    before: query[parameterOf(list, "before")],
  });
  return { sort, position };
}

/** What a query says of where these lists lie; nothing of those on their first page. */
export function placesIn(lists: readonly PlacedList[], query: PageQuery): readonly QueryPair[] {
  return lists.flatMap((list) => {
    const { position } = readPlacement(list, query);
    if (position === null) return [];
    const name = parameterOf(list, position.side);
    return [[name, singleOf(query, name)] as const];
  });
}

/** The query that asks for the list at a cursor, beginning with `?`; whatever else is `kept` stays as it is. */
export function placeQueryText(list: PlacedList, [side, cursor]: readonly [Side, string], kept: readonly QueryPair[] = []): string {
  const query = new URLSearchParams(kept.map(([name, value]) => [name, value]));
  for (const known of ["after", "before"] as const) query.delete(parameterOf(list, known));
  query.set(parameterOf(list, side), cursor);
  return `?${query}`;
}

function parameterOf({ name }: PlacedList, side: Side): string {
  return name === "" ? side : `${name}-${side}`;
}
