// Reads a JSON Schema off examples: what all of them have, and what some of them have.
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject, type JsonObject } from "@/lib/core/json";

/** A schema that every one of the values satisfies. */
export function shapeOf(values: readonly Json[]): JsonObject {
  const objects = values.filter(isJsonObject);
  const lists = values.filter(isJsonList);
  const types = [...new Set(values.map(typeOf))].sort();
  return {
    type: types.length === 1 ? (types[0] ?? "null") : types,
    ...(objects.length === 0 ? {} : objectShape(objects)),
    ...(lists.length === 0 ? {} : { items: lists.flat().length === 0 ? {} : shapeOf(lists.flat()) }),
  };
}

function objectShape(objects: readonly JsonObject[]): JsonObject {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const valuesOf = (name: string) => objects.flatMap((object) => (Object.hasOwn(object, name) ? [object[name] ?? null] : []));
  const required = names.filter((name) => valuesOf(name).length === objects.length);
  return {
    properties: Object.fromEntries(names.map((name) => [name, shapeOf(valuesOf(name))])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  if (isJsonList(value)) return "array";
  return typeof value;
}
