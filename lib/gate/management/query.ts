// Reads query values as the vendor's clients send them: a value that is missing can arrive as nothing or as the word `null`.
import { z } from "zod";
import type { JsonObject } from "@/lib/core/json";
import { type Checked, check } from "@/lib/core/schemas/problem";

/** The values that a query schema names, as texts; a name whose schema is a list collects its repetitions. What is missing is null. */
export function readQuery(query: URLSearchParams, schema: z.ZodObject): JsonObject {
  const read = Object.entries(schema.shape).map(([name, field]) => {
    const values = query.getAll(name).filter((value) => value !== "" && value !== "null");
    return [name, isList(field) ? (values.length === 0 ? null : values) : (values[0] ?? null)];
  });
  return Object.fromEntries(read);
}

/** The same, checked by the schema. What is missing is left out. */
export function checkQuery<S extends z.ZodObject>(query: URLSearchParams, schema: S): Checked<z.output<S>> {
  return check(schema, Object.fromEntries(Object.entries(readQuery(query, schema)).filter(([, value]) => value !== null)));
}

function isList(field: z.core.$ZodType): boolean {
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodArray;
}
