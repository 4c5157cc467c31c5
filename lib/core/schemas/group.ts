// A tenant's group as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { nameText } from "./texts";
import { sortNames, type VendorNames } from "./vendor-object";

/** The vendor's names of a group. */
export const GROUP_NAMES: VendorNames = {
  own: ["name"],
  kept: ["data"],
  ignored: ["id", "insertInstant", "lastUpdateInstant", "roles", "tenantId"],
};

const groupFields = z.strictObject({ name: nameText(255) });

/** A group to be made. */
export type GroupInput = z.output<typeof groupFields> & { readonly extra: JsonObject };

/** Checks a group as a client sends it. */
export function readGroupInput(group: JsonObject): Checked<GroupInput> {
  const { own, kept, problems } = sortNames(GROUP_NAMES, group);
  const checked = check(groupFields, own, problems);
  return checked.ok ? { ok: true, value: { ...checked.value, extra: kept } } : checked;
}

/** A group as it leaves. */
export const groupView = z.strictObject({
  id: z.string(),
  tenantId: z.string(),
  name: z.string(),
  data: z.json().optional(),
  insertInstant: z.int(),
  lastUpdateInstant: z.int(),
});

export type GroupView = z.output<typeof groupView>;
