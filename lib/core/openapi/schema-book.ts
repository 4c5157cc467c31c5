// Turns the zod schemas that validate into the JSON Schema of a document: named ones are described once and pointed at.
import { z } from "zod";
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject, type JsonObject } from "@/lib/core/json";

/** The named schemas of one document, gathered while its operations are written. */
export interface SchemaBook {
  /** The schema of what a client sends (`input`) or of what leaves (`output`). */
  schemaOf(schema: z.core.$ZodType, side: "input" | "output"): JsonObject;
  /** Every named schema that was met. */
  named(): Readonly<Record<string, JsonObject>>;
}

const LOCAL = "#/$defs/";
const SHARED = "#/components/schemas/";

/**
 * A new, empty book. OpenAPI 3.1 uses JSON Schema 2020-12, which zod writes itself. A name stands for one schema: the same name with
 * another content is a fault.
 */
export function createSchemaBook(): SchemaBook {
  const named = new Map<string, JsonObject>();
  return {
    schemaOf: (schema, side) => {
      const { $schema: _, $defs = {}, ...written } = z.toJSONSchema(schema, { io: side, override }) as JsonObject;
      for (const [name, definition] of Object.entries(isJsonObject($defs) ? $defs : {})) keep(named, name, toShared(definition));
      return toShared(written) as JsonObject;
    },
    named: () => Object.fromEntries(named),
  };
}

/** Any JSON value is an empty schema: readers need no recursive definition of JSON. */
function override({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (zodSchema._zod.def.type === "lazy") {
    for (const name of Object.keys(jsonSchema)) delete jsonSchema[name];
  }
  // zod's own patterns of instants and addresses say nothing that `format` does not, at a great length.
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
  // Every integer of JavaScript; no limit that anybody set.
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

function keep(named: Map<string, JsonObject>, name: string, definition: Json): void {
  // zod's own name for the inside of a recursive schema, which `override` has emptied.
  if (!isJsonObject(definition) || name.startsWith("__")) return;
  const known = named.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
    throw new Error(`Two schemas of one document are called ${name}.`);
  }
  named.set(name, definition);
}

/** The same with every pointer leading into the document's components. */
function toShared(value: Json): Json {
  if (isJsonList(value)) return value.map(toShared);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "$ref" && typeof inner === "string" ? inner.replace(LOCAL, SHARED) : toShared(inner),
    ]),
  );
}
