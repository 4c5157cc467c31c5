// What a search for applications may ask, in the vendor's names.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { pageFields, readOrder, type SortStep } from "./page-fields";
import { type Checked, check } from "./problem";
import { storableText, uuidText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

const SORT_NAMES = ["name", "id", "insertInstant", "lastUpdateInstant", "tenantId"] as const;
const STATES = ["Active", "Inactive", "PendingDelete"] as const;

/** Names by which applications can be sorted. */
export type ApplicationSortName = (typeof SORT_NAMES)[number];

const SEARCH_NAMES: VendorNames = {
  own: ["name", "state", "tenantId", "universal", "numberOfResults", "startRow", "orderBy", "sortFields"],
  kept: [],
  ignored: [],
};

const searchFields = z.strictObject({
  name: storableText(255).optional(),
  state: z.enum(STATES, `This is one of ${STATES.join(", ")}.`).optional(),
  tenantId: uuidText.optional(),
  universal: z.boolean().optional(),
  ...pageFields(SORT_NAMES),
});

/** The body's search, for those who write clients. */
export const applicationSearchObject = vendorObject(SEARCH_NAMES, searchFields).meta({ id: "ApplicationSearch" });

/** A search for applications. Without conditions it finds all. */
export interface ApplicationSearch {
  readonly name: string | null;
  readonly state: (typeof STATES)[number] | null;
  readonly tenantId: string | null;
  /** The vendor's applications of all tenants, which do not exist here. */
  readonly isUniversal: boolean;
  readonly numberOfResults: number;
  readonly startRow: number;
  readonly order: readonly SortStep<ApplicationSortName>[];
}

/** Checks a search as a client sends it. */
export function readApplicationSearch(search: JsonObject): Checked<ApplicationSearch> {
  const { own, problems } = sortNames(SEARCH_NAMES, search);
  const checked = check(searchFields, own, problems);
  if (!checked.ok) return checked;
  const order = readOrder(SORT_NAMES, checked.value);
  if (!order.ok) return order;
  const { name = null, state = null, tenantId = null, universal = false, numberOfResults, startRow } = checked.value;
  return { ok: true, value: { name, state, tenantId, isUniversal: universal, numberOfResults, startRow, order: order.value } };
}
