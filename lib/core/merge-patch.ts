// JSON merge patch (RFC 7396).
import type { Json } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** The object with the patch applied (RFC 7396 §2): null removes, objects are merged, anything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map<string, Json>(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, patchedValue(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

function patchedValue(before: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  return mergePatch(isJsonObject(before) ? before : {}, patch);
}
