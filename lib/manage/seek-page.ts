// Reads a page of a list by place and never by number, so that the last page costs what the first does.
import { type ListPlace, type ListQuery, type ListSort, writeListCursor } from "@/lib/core/schemas/list-query";

/** Rows on a page. */
export const PAGE_SIZE = 50;

/** By what a list is sorted. Rows without a value stand where PostgreSQL has them: after all others, or before them the other way round. */
export interface ListOrder<Row> {
  readonly column: string;
  readonly isDescending?: boolean;
  readonly isNullable?: boolean;
  readonly valueOf: (row: Row) => string | Date | null;
}

/** The orders of what has an instant of creation. */
export const CREATED_ORDERS = {
  newest: { column: "createdAt", isDescending: true, valueOf: (row) => row.createdAt },
  oldest: { column: "createdAt", valueOf: (row) => row.createdAt },
} as const satisfies Readonly<Record<"newest" | "oldest", ListOrder<{ readonly createdAt: Date }>>>;

/** What the rows of a page meet, in which order, and how many of them to read: one more than the page holds. */
export interface Seek {
  readonly where: Readonly<Record<string, unknown>>;
  readonly orderBy: Readonly<Record<string, "asc" | "desc">>[];
  readonly take: number;
}

interface Identified {
  readonly id: string;
}

/** One page, and the cursors of the pages beside it (null = there is none). */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly previous: string | null;
  readonly next: string | null;
}

/**
 * The page at the query's position. Where the rows around it are gone, or too few are left before it to fill a page, the first page is
 * given.
 */
export async function seekPage<Row extends Identified>(
  { sort, position }: Pick<ListQuery, "sort" | "position">,
  order: ListOrder<NoInfer<Row>>,
  read: (seek: Seek) => Promise<Row[]>,
): Promise<ListPage<Row>> {
  const isBackwards = position?.side === "before";
  const rows = await read(seekFrom(order, isBackwards, position?.place ?? null));
  const isWhole = rows.length > PAGE_SIZE;
  if (position !== null && (isBackwards ? rows.length < PAGE_SIZE : rows.length === 0)) {
    return seekPage({ sort, position: null }, order, read);
  }
  const shown = rows.slice(0, PAGE_SIZE);
  if (isBackwards) shown.reverse();
  const hasPrevious = isBackwards ? isWhole : position !== null;
  return {
    rows: shown,
    previous: hasPrevious ? cursorOf(sort, order, shown[0]) : null,
    next: isBackwards || isWhole ? cursorOf(sort, order, shown.at(-1)) : null,
  };
}

function cursorOf<Row extends Identified>(sort: ListSort, order: ListOrder<Row>, row: Row | undefined): string | null {
  if (row === undefined) return null;
  const value = order.valueOf(row);
  return writeListCursor(sort, { value: value instanceof Date ? value.getTime() : value, id: row.id });
}

function seekFrom<Row>(
  { column, isDescending = false, isNullable = false }: ListOrder<Row>,
  isBackwards: boolean,
  place: ListPlace | null,
): Seek {
  const isDown = isDescending !== isBackwards;
  const direction = isDown ? "desc" : "asc";
  const where = place === null ? {} : beyond(column, place, { isDown, isNullable });
  return { where, orderBy: [{ [column]: direction }, { id: direction }], take: PAGE_SIZE + 1 };
}

/**
 * The rows beyond a place, where every row has a value in the column. `gte` and `lte` say again what the rest says, so that an index is
 * entered at the place.
 */
export function beyondPlace(column: string, { at, id }: { readonly at: string | Date; readonly id: string }, isDown: boolean) {
  if (isDown) return { AND: [{ [column]: { lte: at } }, { OR: [{ [column]: { lt: at } }, { [column]: at, id: { lt: id } }] }] };
  return { AND: [{ [column]: { gte: at } }, { OR: [{ [column]: { gt: at } }, { [column]: at, id: { gt: id } }] }] };
}

function beyond(
  column: string,
  { value, id }: ListPlace,
  { isDown, isNullable }: { readonly isDown: boolean; readonly isNullable: boolean },
) {
  if (value === null) {
    const alike = { [column]: null, id: isDown ? { lt: id } : { gt: id } };
    return isDown ? { OR: [{ [column]: { not: null } }, alike] } : alike;
  }
  const at = typeof value === "number" ? new Date(value) : value;
  const valued = beyondPlace(column, { at, id }, isDown);
  return isDown || !isNullable ? valued : { OR: [valued, { [column]: null }] };
}
