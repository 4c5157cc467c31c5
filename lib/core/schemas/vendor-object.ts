// Sorts the properties of a vendor's object: those with behaviour here, those that are only kept, those that are not the caller's to set.
import { z } from "zod";
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject, type JsonObject } from "@/lib/core/json";
import { mergePatch } from "@/lib/core/merge-patch";
import { type Checked, type Problem, unknownName } from "./problem";
import { anyJson } from "./texts";

/** The documented names of one vendor object. */
export interface VendorNames {
  /** Have behaviour here. */
  readonly own: readonly string[];
  /** Of those, the ones that are stored among what is kept, since only their values are looked at. */
  readonly settings?: readonly string[];
  /** Documented without behaviour here: stored and returned as they came. */
  readonly kept: readonly string[];
  /** Parts of a view, or secrets of features that do not exist here: ignored, so that a client can send back what it got. */
  readonly ignored: readonly string[];
}

/** An object's properties, sorted. `null` counts as absent, as the vendor's clients send it. */
export interface SortedObject {
  readonly own: JsonObject;
  readonly kept: JsonObject;
  readonly problems: readonly Problem[];
}

/** Names under which vendors nest recoverable secrets. Only sealed columns may hold such, so they are left out of what is kept. */
const SECRET_NAMES = new Set(["password", "secret", "clientSecret", "client_secret", "secretKey", "apiKey", "authToken", "privateKey"]);

/**
 * The object as a client sends it: the fields that are checked here, and every other documented name with any value. `null` stands for
 * an absent field. What it describes is what `sortNames` and the check of `fields` let through.
 */
export function vendorObject(names: VendorNames, fields: z.ZodObject): z.ZodObject {
  const others = [...names.kept, ...names.ignored].map((name) => [name, anyJson.optional()]);
  const own = Object.entries(fields.shape).map(([name, field]) => [name, isOptional(field) ? z.nullable(field) : field]);
  return z.strictObject(Object.fromEntries([...own, ...others]));
}

/** The same object as a merge patch, for those who write clients: no field is needed, and `null` removes it. */
export function patchSchema(names: VendorNames, fields: z.ZodObject): z.ZodObject {
  const others = [...names.kept, ...names.ignored].map((name) => [name, anyJson.optional()]);
  const own = Object.entries(fields.shape).map(([name, field]) => [name, z.nullish(withoutDefault(field))]);
  return z.strictObject(Object.fromEntries([...own, ...others]));
}

/** A patch that says nothing of a field leaves it alone. */
function withoutDefault(field: z.core.$ZodType): z.core.$ZodType {
  return field instanceof z.ZodDefault ? field.unwrap() : field;
}

function isOptional(field: z.core.$ZodType): boolean {
  return z.safeParse(field, undefined).success;
}

/** Sorts by the documented names. Names that nobody documents become problems. */
export function sortNames(names: VendorNames, object: JsonObject): SortedObject {
  const entries = Object.entries(object).filter(([name]) => !names.ignored.includes(name));
  const given = (list: readonly string[]) => entries.filter(([name, value]) => list.includes(name) && value !== null);
  const unknown = entries.filter(([name]) => !names.own.includes(name) && !names.kept.includes(name));
  return {
    own: Object.fromEntries(given(names.own)),
    // `data` is the customer's own and comes back as it is.
    kept: Object.fromEntries(given(storedNames(names)).map(([name, value]) => [name, name === "data" ? value : withoutSecrets(value)])),
    problems: unknown.map(([name]) => unknownName(name)),
  };
}

/** What a stored object keeps of the vendor's names, ready to be spread into a view. Other names in the column never leave. */
export function keptOf(names: VendorNames, stored: unknown): Record<string, unknown> {
  if (typeof stored !== "object" || stored === null) return {};
  const kept = storedNames(names);
  return Object.fromEntries(Object.entries(stored).filter(([name]) => kept.includes(name)));
}

/**
 * The object as a merge patch (RFC 7396) leaves it, to be checked like one that was sent whole. What is not the caller's to set is left
 * out of the patch; a name that nobody documents is refused even where it would only be removed.
 */
export function patchObject(names: VendorNames, current: JsonObject, patch: JsonObject): Checked<JsonObject> {
  const { problems } = sortNames(names, patch);
  if (problems.length > 0) return { ok: false, problems };
  const settable = Object.entries(patch).filter(([name]) => !names.ignored.includes(name));
  return { ok: true, value: mergePatch(current, Object.fromEntries(settable)) };
}

function storedNames({ kept, settings = [] }: VendorNames): readonly string[] {
  return [...kept, ...settings];
}

function withoutSecrets(value: Json): Json {
  if (isJsonObject(value)) {
    const entries = Object.entries(value).filter(([name]) => !SECRET_NAMES.has(name));
    return Object.fromEntries(entries.map(([name, inner]) => [name, withoutSecrets(inner)]));
  }
  return isJsonList(value) ? value.map(withoutSecrets) : value;
}

export { withoutSecrets };
