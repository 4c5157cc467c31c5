// Reads what a key manager asks of a key, and turns it into the fields that every key is checked by.
import type { z } from "zod";
import { MANAGEMENT_SLUG } from "@/lib/core/catalogue";
import type { Dimension, KeyPower } from "@/lib/core/grants/within";
import type { JsonObject } from "@/lib/core/json";
import { mergePatch } from "@/lib/core/merge-patch";
import { API_KEY_CHANGE_NAMES, API_KEY_NAMES, apiKeyChangeFields, apiKeyFields } from "@/lib/core/schemas/api-key";
import { type Checked, check, type Problem } from "@/lib/core/schemas/problem";
import { sortNames } from "@/lib/core/schemas/vendor-object";
import { attributesOf, columnsOf } from "@/lib/manage/api-keys/view-api-key";
import { type KeyInput, keyInput } from "@/lib/manage/keys/key-input";
import { type PoweredKey, powerOf } from "./managed-key";

/** A new key as asked for. */
export type AskedKey = z.output<typeof apiKeyFields>;

/** Another content of a key as asked for. */
export type AskedChange = z.output<typeof apiKeyChangeFields>;

/** Reads a new key. */
export function readNewKey(object: JsonObject): Checked<AskedKey> {
  const { own, problems } = sortNames(API_KEY_NAMES, object);
  return check(apiKeyFields, own, problems);
}

/** Reads another content of a key: a whole one, or a merge patch of what it is (RFC 7396). */
export function readKeyChange(how: "replace" | "patch", before: PoweredKey, object: JsonObject): Checked<AskedChange> {
  const { problems } = sortNames(API_KEY_CHANGE_NAMES, object);
  const whole = how === "replace" ? object : mergePatch(contentOf(before), object);
  return check(apiKeyChangeFields, sortNames(API_KEY_CHANGE_NAMES, whole).own, problems);
}

/** What of a key a change can set. */
function contentOf(row: PoweredKey): JsonObject {
  return {
    name: row.name,
    permissions: { endpoints: powerOf(row).endpoints },
    metaData: { attributes: attributesOf(row) },
    ...(row.expiresAt === null ? {} : { expirationInstant: row.expiresAt.getTime() }),
  };
}

/** What stands where nothing is asked for: a source's, or the key's own. */
interface Given {
  readonly name: string;
  readonly endpoints: KeyPower["endpoints"];
  readonly attributes: Readonly<Record<string, string>>;
  /** Whose metadata that is no text stays. */
  readonly metadata: unknown;
  readonly expiresAtMs: number | null;
}

/** The asked content as fields of a key. The rest of the fields is the caller's. */
export function judgeContent(asked: AskedChange, given: Given, others: Partial<Record<keyof KeyInput, unknown>>): Checked<KeyInput> {
  const expiresAtMs = asked.expirationInstant ?? given.expiresAtMs;
  const checked = check(keyInput, {
    ...others,
    api: MANAGEMENT_SLUG,
    name: asked.name ?? given.name,
    ...columnsOf(asked.metaData?.attributes ?? given.attributes, given.metadata),
    endpoints: asked.permissions?.endpoints ?? given.endpoints,
    expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString(),
  });
  return checked;
}

/** Where fields of a key stand in the vendor's body. */
const VENDOR_FIELDS: ReadonlyMap<string, string> = new Map([
  ["id", "apiKeyId"],
  ["sourceKeyId", "sourceKeyId"],
  ["description", "apiKey.metaData.attributes.description"],
  ["endpoints", "apiKey.permissions.endpoints"],
  ["expiresAt", "apiKey.expirationInstant"],
  ["metadata", "apiKey.metaData.attributes"],
  ["secret", "apiKey.key"],
]);

/** Problems of a key's fields, by the vendor's names. */
export function asVendorNames(problems: readonly Problem[]): Problem[] {
  return problems.map(({ field, ...rest }) => {
    const [first = "", ...others] = field.split(".");
    return { ...rest, field: [VENDOR_FIELDS.get(first) ?? `apiKey.${first}`, ...others].join(".") };
  });
}

/** Problems of an object as it was sent: they bear the vendor's names already. */
export function inApiKey(problems: readonly Problem[]): Problem[] {
  return problems.map(({ field, ...rest }) => ({ ...rest, field: field === "" ? "apiKey" : `apiKey.${field}` }));
}

/** Where the vendor's clients set what a dimension is about; what they cannot set they copied. */
const FIELD_OF_DIMENSION: Readonly<Record<Dimension, string>> = {
  endpoints: "endpoints",
  expiresAtMs: "expiresAt",
  ipAllowList: "sourceKeyId",
  keyManager: "keyManager",
  permissions: "sourceKeyId",
  plan: "sourceKeyId",
  tenantId: "tenantId",
};

/** The problem of a key that would be wider than the key that makes it. */
export function tooWide(dimension: Dimension): Problem {
  return { field: FIELD_OF_DIMENSION[dimension], code: "invalid", message: "This would allow more than the calling key is allowed." };
}
