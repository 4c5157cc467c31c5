// Tells the kinds of parsed JSON apart.
import type { Json } from "@/lib/core/http";

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** Whether the value is a JSON array. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether the value is a JSON object. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isJsonList(value);
}
