// What a search for users may ask, in the vendor's names.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { pageFields, readOrder, type SortStep } from "./page-fields";
import { type Checked, check } from "./problem";
import { storableText, uuidText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

const MOST_RESULTS = 1000;

/** Names by which results can be sorted, in the vendor's words. */
export const SORT_NAMES = ["email", "firstName", "id", "insertInstant", "lastName", "lastUpdateInstant", "username"] as const;

type SortName = (typeof SORT_NAMES)[number];

const SEARCH_NAMES: VendorNames = {
  own: ["accurateTotal", "ids", "queryString", "numberOfResults", "orderBy", "startRow", "sortFields"],
  kept: [],
  ignored: [],
};

const fields = pageFields(SORT_NAMES);

/** In a query every value is a text: one of that form is read as the JSON that it is. */
function inQuery<S extends z.ZodType>(schema: S, form: RegExp) {
  return z.preprocess((value) => (typeof value === "string" && form.test(value) ? (JSON.parse(value) as unknown) : value), schema);
}

const searchFields = z.strictObject({
  ids: z.array(uuidText).max(MOST_RESULTS).optional(),
  queryString: storableText(255).optional(),
  ...fields,
  numberOfResults: inQuery(fields.numberOfResults, /^(0|[1-9]\d{0,9})$/),
  startRow: inQuery(fields.startRow, /^(0|[1-9]\d{0,9})$/),
  accurateTotal: inQuery(z.boolean().default(false), /^(true|false)$/).meta({
    description: "Whether a total above 10,000 is counted to its end.",
  }),
});

/** The body's search, for those who write clients. */
export const searchObject = vendorObject(SEARCH_NAMES, searchFields).meta({ id: "UserSearch" });

/** What of a search a query can say. */
export const searchQuery = searchFields.omit({ sortFields: true });

/** A search for users. Without `ids` and `queryString` it finds all. */
export interface UserSearch {
  readonly ids?: readonly string[];
  readonly queryString?: string;
  readonly numberOfResults: number;
  readonly startRow: number;
  /** Whether the total is exact; else it stops at 10,000, as the vendor's does. */
  readonly isTotalExact: boolean;
  /** None = in the order of creation. */
  readonly order: readonly SortStep<SortName>[];
}

/** Checks a search as a client sends it. Numbers may be texts, as they are in a query; of the two ways to sort, `sortFields` decides. */
export function readUserSearch(search: JsonObject): Checked<UserSearch> {
  const { own, problems } = sortNames(SEARCH_NAMES, search);
  const checked = check(searchFields, own, problems);
  if (!checked.ok) return checked;
  const order = readOrder(SORT_NAMES, checked.value);
  if (!order.ok) return order;
  const { ids, queryString, numberOfResults, startRow, accurateTotal } = checked.value;
  return { ok: true, value: { ids, queryString, numberOfResults, startRow, isTotalExact: accurateTotal, order: order.value } };
}
