// A tenant's group as it comes in and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "./problem";
import { anyJson, nameText, uuidText } from "./texts";
import { patchObject, patchSchema, sortNames, type VendorNames, vendorObject } from "./vendor-object";

const MOST_ROLES = 1000;

/** The vendor's names of a group. */
export const GROUP_NAMES: VendorNames = {
  own: ["name"],
  kept: ["data"],
  ignored: ["id", "insertInstant", "lastUpdateInstant", "roles", "tenantId"],
};

const groupFields = z.strictObject({ name: nameText(255) });

/** The body's group, for those who write clients. */
export const groupObject = vendorObject(GROUP_NAMES, groupFields).meta({
  id: "GroupRequest",
  description: "A group to be made or changed.",
});

/** The same for a merge patch: `null` removes. */
export const groupPatchObject = patchSchema(GROUP_NAMES, groupFields).meta({ id: "GroupPatch" });

/** A group to be made. */
export type GroupInput = z.output<typeof groupFields> & { readonly extra: JsonObject };

/** Checks a group as a client sends it. */
export function readGroupInput(group: JsonObject): Checked<GroupInput> {
  const { own, kept, problems } = sortNames(GROUP_NAMES, group);
  const checked = check(groupFields, own, problems);
  return checked.ok ? { ok: true, value: { ...checked.value, extra: kept } } : checked;
}

/** Checks a merge patch of a group that is there. */
export function readGroupPatch(current: JsonObject, patch: JsonObject): Checked<GroupInput> {
  const patched = patchObject(GROUP_NAMES, current, patch);
  return patched.ok ? readGroupInput(patched.value) : patched;
}

/** Ids of application roles, beside the group in the body. */
export const roleIdsField = z
  .array(uuidText)
  .max(MOST_ROLES)
  .transform((ids) => [...new Set(ids)]);

const roleView = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  isDefault: z.boolean(),
  isSuperRole: z.boolean(),
});

/** A group as it leaves. */
export const groupView = z
  .strictObject({
    id: z.string(),
    tenantId: z.string(),
    name: z.string(),
    data: anyJson.optional(),
    roles: z.record(z.string(), z.array(roleView)),
    insertInstant: z.int(),
    lastUpdateInstant: z.int(),
  })
  .meta({ id: "Group", description: "A tenant's group. `roles` are by application. Instants are milliseconds since 1970." });

export type GroupView = z.output<typeof groupView>;

/** Every group that the caller may see. */
export const groupsAnswer = z.strictObject({ groups: z.array(groupView) });

/** What finds groups. */
export const foundGroupsAnswer = z.strictObject({ groups: z.array(groupView), total: z.int().min(0) });
