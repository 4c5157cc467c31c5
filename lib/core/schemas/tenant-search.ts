// What a search for tenants may ask, in the vendor's names.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { pageFields, readOrder, type SortStep } from "./page-fields";
import { type Checked, check } from "./problem";
import { storableText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

const SORT_NAMES = ["name", "id", "insertInstant", "lastUpdateInstant"] as const;

/** Names by which tenants can be sorted. */
export type TenantSortName = (typeof SORT_NAMES)[number];

const SEARCH_NAMES: VendorNames = { own: ["name", "numberOfResults", "startRow", "orderBy", "sortFields"], kept: [], ignored: [] };

const searchFields = z.strictObject({ name: storableText(255).optional(), ...pageFields(SORT_NAMES) });

/** The body's search, for those who write clients. */
export const tenantSearchObject = vendorObject(SEARCH_NAMES, searchFields).meta({ id: "TenantSearch" });

/** A search for tenants. Without a name it finds all. */
export interface TenantSearch {
  readonly name: string | null;
  readonly numberOfResults: number;
  readonly startRow: number;
  readonly order: readonly SortStep<TenantSortName>[];
}

/** Checks a search as a client sends it. */
export function readTenantSearch(search: JsonObject): Checked<TenantSearch> {
  const { own, problems } = sortNames(SEARCH_NAMES, search);
  const checked = check(searchFields, own, problems);
  if (!checked.ok) return checked;
  const order = readOrder(SORT_NAMES, checked.value);
  if (!order.ok) return order;
  const { name = null, numberOfResults, startRow } = checked.value;
  return { ok: true, value: { name, numberOfResults, startRow, order: order.value } };
}
