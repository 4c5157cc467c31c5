// Parses a YAML document as data: no tags of its own, no more aliases than people write.
import { parseDocument } from "yaml";

/** The value, or the first thing that is wrong with the text, as a sentence that names its line. */
export type YamlReading = { readonly value: unknown } | { readonly fault: string };

/** A few aliases of aliases can stand for billions of values. */
const MOST_ALIASES = 1_000;

export function parseYaml(text: string): YamlReading {
  try {
    const document = parseDocument(text, { prettyErrors: true, stringKeys: true, merge: true, logLevel: "silent" });
    const [error] = document.errors;
    if (error !== undefined) return { fault: sentenceOf(error.message) };
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) as unknown };
  } catch (error) {
    // What the parser itself gives up on: aliases without end or beginning, or nesting that exhausts the stack.
    return { fault: error instanceof ReferenceError ? ALIASES : "The document cannot be read as YAML." };
  }
}

const ALIASES = "The document repeats itself too often by aliases, or names one that it does not hold.";

/** Without the lines of the document that the parser shows. */
function sentenceOf(message: string): string {
  const [first = ""] = message.split("\n", 1);
  return `${first.replace(/:$/, "")}.`;
}
