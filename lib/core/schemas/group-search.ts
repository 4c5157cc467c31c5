// What searches for groups and for their members may ask, in the vendor's names.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { pageFields, readOrder, type SortStep } from "./page-fields";
import { type Checked, check } from "./problem";
import { storableText, uuidText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

const PAGE_NAMES = ["numberOfResults", "orderBy", "sortFields", "startRow"];

const GROUP_SORTS = ["name", "id", "insertInstant", "lastUpdateInstant"] as const;
const GROUP_SEARCH: VendorNames = { own: ["name", "tenantId", ...PAGE_NAMES], kept: [], ignored: [] };

const groupFields = z.strictObject({ name: storableText(255).optional(), tenantId: uuidText.optional(), ...pageFields(GROUP_SORTS) });

/** The body's search for groups, for those who write clients. */
export const groupSearchObject = vendorObject(GROUP_SEARCH, groupFields).meta({ id: "GroupSearch" });

/** A search for groups. Without conditions it finds all. */
export interface GroupSearch {
  /** Contained in the name; `*` stands for any text. */
  readonly name?: string;
  readonly tenantId?: string;
  readonly numberOfResults: number;
  readonly startRow: number;
  readonly order: readonly SortStep<(typeof GROUP_SORTS)[number]>[];
}

/** Checks a search for groups as a client sends it. */
export function readGroupSearch(search: JsonObject): Checked<GroupSearch> {
  const { own, problems } = sortNames(GROUP_SEARCH, search);
  const checked = check(groupFields, own, problems);
  if (!checked.ok) return checked;
  const order = readOrder(GROUP_SORTS, checked.value);
  if (!order.ok) return order;
  const { name, tenantId, numberOfResults, startRow } = checked.value;
  return { ok: true, value: { name, tenantId, numberOfResults, startRow, order: order.value } };
}

const MEMBER_SORTS = ["insertInstant", "id", "groupId", "userId"] as const;
const MEMBER_SEARCH: VendorNames = { own: ["groupId", "userId", "tenantId", ...PAGE_NAMES], kept: [], ignored: [] };

const memberFields = z.strictObject({
  groupId: uuidText.optional(),
  userId: uuidText.optional(),
  tenantId: uuidText.optional(),
  ...pageFields(MEMBER_SORTS),
});

/** The body's search for members, for those who write clients. */
export const memberSearchObject = vendorObject(MEMBER_SEARCH, memberFields).meta({ id: "MemberSearch" });

/** A search for members. Without conditions it finds all. */
export interface MemberSearch {
  readonly groupId?: string;
  readonly userId?: string;
  readonly tenantId?: string;
  readonly numberOfResults: number;
  readonly startRow: number;
  readonly order: readonly SortStep<(typeof MEMBER_SORTS)[number]>[];
}

/** Checks a search for members as a client sends it. */
export function readMemberSearch(search: JsonObject): Checked<MemberSearch> {
  const { own, problems } = sortNames(MEMBER_SEARCH, search);
  const checked = check(memberFields, own, problems);
  if (!checked.ok) return checked;
  const order = readOrder(MEMBER_SORTS, checked.value);
  if (!order.ok) return order;
  const { orderBy: _orderBy, sortFields: _sortFields, ...conditions } = checked.value;
  return { ok: true, value: { ...conditions, order: order.value } };
}
