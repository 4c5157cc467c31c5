// A role of an application as it comes in, as it is stored and as it leaves.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check, type Problem } from "./problem";
import { nameText, storableText, uuidText } from "./texts";
import { patchObject, patchSchema, sortNames, type VendorNames, vendorObject } from "./vendor-object";

/** The vendor's names of a role. */
export const ROLE_NAMES: VendorNames = {
  own: ["id", "name", "description", "isDefault", "isSuperRole"],
  kept: [],
  ignored: ["insertInstant", "lastUpdateInstant"],
};

const ownFields = z.strictObject({
  id: uuidText.optional(),
  name: nameText(255),
  description: storableText(255).optional(),
  isDefault: z.boolean().default(false),
  isSuperRole: z.boolean().default(false),
});

/** A role inside an application that is sent whole; null counts as absent. */
export const roleFields = vendorObject(ROLE_NAMES, ownFields)
  .transform((role) => sortNames(ROLE_NAMES, role as JsonObject).own)
  .pipe(ownFields);

/** The body's role, for those who write clients. */
export const roleObject = vendorObject(ROLE_NAMES, ownFields).meta({ id: "RoleRequest", description: "A role of an application." });

/** The body's role where only some of it is to change, for those who write clients. */
export const rolePatch = patchSchema(ROLE_NAMES, ownFields).meta({
  id: "RolePatch",
  description: "What of a role is to change; null removes.",
});

/** A role as a client sends it; without an id it is a new one, or the one with that name. */
export type GivenRole = z.output<typeof ownFields>;

/** Checks a role as a client sends it. */
export function readRole(role: JsonObject): Checked<GivenRole> {
  const { own, problems } = sortNames(ROLE_NAMES, role);
  return check(ownFields, own, problems);
}

/** Checks what a merge patch makes of a role. */
export function readRolePatch(current: Role, patch: JsonObject): Checked<GivenRole> {
  const { id, name, isDefault, isSuperRole } = current;
  const before: JsonObject = {
    id,
    name,
    isDefault,
    isSuperRole,
    ...(current.description === undefined ? {} : { description: current.description }),
  };
  const patched = patchObject(ROLE_NAMES, before, patch);
  return patched.ok ? readRole(patched.value) : patched;
}

/** What is wrong with a list of roles: names and ids are unique within it. */
export function roleProblems(roles: readonly GivenRole[]): Problem[] {
  if (hasTwice(roles.map(({ name }) => name))) return [{ field: "roles", code: "duplicate", message: "Two roles have the same name." }];
  const ids = roles.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return hasTwice(ids) ? [{ field: "roles", code: "duplicate", message: "Two roles have the same id." }] : [];
}

function hasTwice(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

/** A role as it leaves. */
export const roleView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().optional(),
    isDefault: z.boolean(),
    isSuperRole: z.boolean(),
    insertInstant: z.int().optional(),
    lastUpdateInstant: z.int().optional(),
  })
  .meta({ id: "Role" });

/** A role as it is stored. */
export type Role = z.output<typeof roleView>;

/** The stored roles of an application. */
export function readStoredRoles(stored: unknown): Role[] {
  return z.array(roleView).parse(stored);
}
