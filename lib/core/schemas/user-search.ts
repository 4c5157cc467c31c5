// What a search for users may ask, in the vendor's names.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { storableText, uuidText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

const DEFAULT_RESULTS = 25;
const MOST_RESULTS = 1000;
const LAST_ROW = 2_147_483_647;

/** Names by which results can be sorted, in the vendor's words. */
export const SORT_NAMES = ["email", "firstName", "id", "insertInstant", "lastName", "lastUpdateInstant", "username"] as const;

const SEARCH_NAMES: VendorNames = {
  own: ["ids", "queryString", "numberOfResults", "startRow", "sortFields"],
  kept: [],
  ignored: ["accurateTotal", "orderBy"],
};

/** In a query every number is a text. */
const count = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,10}$/, "This is not a whole number.")
    .transform(Number),
]);

const searchFields = z.strictObject({
  ids: z.array(uuidText).max(MOST_RESULTS).optional(),
  queryString: storableText(255).optional(),
  numberOfResults: count.pipe(z.int().min(0).max(MOST_RESULTS)).default(DEFAULT_RESULTS),
  startRow: count.pipe(z.int().min(0).max(LAST_ROW)).default(0),
  sortFields: z
    .array(
      z.strictObject({
        name: z.enum(SORT_NAMES, `Results can be sorted by ${SORT_NAMES.join(", ")}.`),
        order: z.enum(["asc", "desc", "ASC", "DESC"]).default("asc"),
        missing: z.string().nullish(),
      }),
    )
    .max(SORT_NAMES.length)
    .default([]),
});

/** The body's search, for those who write clients. */
export const searchObject = vendorObject(SEARCH_NAMES, searchFields).meta({ id: "UserSearch" });

/** What of a search a query can say. */
export const searchQuery = searchFields.omit({ sortFields: true });

/** A search for users. Without `ids` and `queryString` it finds all. */
export type UserSearch = z.output<typeof searchFields>;

/** Checks a search as a client sends it. Numbers may be texts, as they are in a query. */
export function readUserSearch(search: JsonObject): Checked<UserSearch> {
  const { own, problems } = sortNames(SEARCH_NAMES, search);
  return check(searchFields, own, problems);
}
