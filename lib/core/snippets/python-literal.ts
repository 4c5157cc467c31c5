// JSON as Python writes it.
import type { Json } from "@/lib/core/http";
import { isJsonList, isJsonObject } from "@/lib/core/json";

const WORDS = new Map<Json, string>([
  [true, "True"],
  [false, "False"],
  [null, "None"],
]);

/** A Python expression of that value, over several lines where it is an object. */
export function pythonLiteral(value: Json, indent = ""): string {
  const word = WORDS.get(value);
  if (word !== undefined) return word;
  if (isJsonList(value)) return `[${value.map((item) => pythonLiteral(item, indent)).join(", ")}]`;
  // A JSON string is a Python string: the same escapes, and \u for what is left.
  if (!isJsonObject(value)) return JSON.stringify(value);
  const inner = `${indent}    `;
  const lines = Object.entries(value).map(([name, held]) => `${inner}${JSON.stringify(name)}: ${pythonLiteral(held, inner)},`);
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}
