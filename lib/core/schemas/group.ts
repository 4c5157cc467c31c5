// A tenant's group as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { anyJson, nameText } from "./texts";
import { sortNames, type VendorNames, vendorObject } from "./vendor-object";

/** The vendor's names of a group. */
export const GROUP_NAMES: VendorNames = {
  own: ["name"],
  kept: ["data"],
  ignored: ["id", "insertInstant", "lastUpdateInstant", "roles", "tenantId"],
};

const groupFields = z.strictObject({ name: nameText(255) });

/** The body's group, for those who write clients. */
export const groupObject = vendorObject(GROUP_NAMES, groupFields).meta({ id: "GroupRequest", description: "A group to be made." });

/** A group to be made. */
export type GroupInput = z.output<typeof groupFields> & { readonly extra: JsonObject };

/** Checks a group as a client sends it. */
export function readGroupInput(group: JsonObject): Checked<GroupInput> {
  const { own, kept, problems } = sortNames(GROUP_NAMES, group);
  const checked = check(groupFields, own, problems);
  return checked.ok ? { ok: true, value: { ...checked.value, extra: kept } } : checked;
}

/** A group as it leaves. */
export const groupView = z
  .strictObject({
    id: z.string(),
    tenantId: z.string(),
    name: z.string(),
    data: anyJson.optional(),
    insertInstant: z.int(),
    lastUpdateInstant: z.int(),
  })
  .meta({ id: "Group", description: "A tenant's group. Instants are milliseconds since 1970." });

export type GroupView = z.output<typeof groupView>;
