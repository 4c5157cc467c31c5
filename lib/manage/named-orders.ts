// The orders of lists whose rows have a name and an instant of creation.
import { CREATED_ORDERS, type ListOrder } from "@/lib/manage/seek-page";

/** The usual one first. */
export const NAMED_SORTS = ["name", "newest", "oldest"] as const;

export type NamedSort = (typeof NAMED_SORTS)[number];

/** By what each of them sorts. */
export const NAMED_ORDERS: Readonly<Record<NamedSort, ListOrder<{ readonly name: string; readonly createdAt: Date }>>> = {
  name: { column: "name", valueOf: (row) => row.name },
  ...CREATED_ORDERS,
};
