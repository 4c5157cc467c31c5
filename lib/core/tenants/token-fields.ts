// The fields in which a form says how tokens are made, by the names of the vendor's `jwtConfiguration`; what has no field stays as it is.
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** The fields, and whether each holds a number. */
const TOKEN_FIELDS = {
  timeToLiveInSeconds: "number",
  refreshTokenTimeToLiveInMinutes: "number",
  refreshTokenUsagePolicy: "text",
  tokenProfile: "text",
  accessTokenKeyId: "text",
} as const;

export type TokenFieldName = keyof typeof TOKEN_FIELDS;

/** What stands in each field; empty = the value of whoever decides next: the tenant, or the default. */
export type TokenFields = Readonly<Record<TokenFieldName, string>>;

/** The name of a field in a form, which is also how a problem with it is named. */
export function tokenFieldName(name: TokenFieldName): string {
  return `jwtConfiguration.${name}`;
}

/** What a form shows of a stored configuration. */
export function tokenFieldsOf(configuration: JsonObject | null): TokenFields {
  const stored = configuration ?? {};
  const entries = Object.keys(TOKEN_FIELDS).map((name) => {
    const value = stored[name];
    return [name, typeof value === "string" || typeof value === "number" ? String(value) : ""];
  });
  return Object.fromEntries(entries) as TokenFields;
}

/**
 * A merge patch (RFC 7396) that makes the configuration say what the form says; null where it says so already. `textOf` gives a field's
 * text, or null where the form has no such field. A text that should be a number goes on as a text, and is refused with its field.
 */
export function tokenPatch(configuration: JsonObject | null, textOf: (field: string) => string | null): JsonObject | null {
  const before = tokenFieldsOf(configuration);
  const names = Object.keys(TOKEN_FIELDS) as TokenFieldName[];
  const changes = names.flatMap((name) => {
    const text = textOf(tokenFieldName(name))?.trim() ?? null;
    if (text === null || text === before[name]) return [];
    const isNumber = TOKEN_FIELDS[name] === "number" && /^\d{1,15}$/.test(text);
    return [[name, text === "" ? null : isNumber ? Number(text) : text] as const];
  });
  return changes.length === 0 ? null : Object.fromEntries(changes);
}

/** A JSON column's property where it is an object. */
export function objectIn(stored: unknown, name: string): JsonObject | null {
  const value = isJsonObject(stored as JsonObject) ? (stored as JsonObject)[name] : undefined;
  return isJsonObject(value) ? value : null;
}
