// Reads the text of a bootstrap file: JSON, then the schema. Every fault carries the JSON path it stands at.
import type { z } from "zod";
import type { Problem } from "@/lib/core/schemas/problem";
import { apiEntry, type Bootstrap, type BootstrapApi, bootstrapSchema } from "./bootstrap-schema";

/**
 * The file's content, or what is wrong with it: `field` is a JSON path such as `apis[0].endpoints[1].methods` (`$` = the document),
 * and no message repeats a value. `source` is the parsed JSON, entry by entry as written.
 */
export type BootstrapReading =
  | { readonly bootstrap: Bootstrap; readonly source: Readonly<Record<string, unknown>> }
  | { readonly problems: readonly Problem[] };

/** Reads a bootstrap file's text. */
export function readBootstrap(text: string): BootstrapReading {
  let source: unknown;
  try {
    source = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch {
    // The parser's message quotes the text around the fault, secrets included.
    return { problems: [problemAt([], "is not valid JSON")] };
  }
  const parsed = bootstrapSchema.safeParse(source, { error: typeMessage });
  if (parsed.success) return { bootstrap: parsed.data, source: source as Record<string, unknown> };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

/** One API of a file by itself, or what is wrong with it; JSON paths begin at the API. */
export function readApiEntry(source: unknown): { readonly api: BootstrapApi } | { readonly problems: readonly Problem[] } {
  const parsed = apiEntry.safeParse(source, { error: typeMessage });
  return parsed.success ? { api: parsed.data } : { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

/** The problem of a value of the file. */
export function problemAt(path: readonly PropertyKey[], message: string): Problem {
  return { field: jsonPath(path), code: "invalid", message };
}

/** Notes a problem of a value of the file. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/** `["keys", 0, "endpoints", "/a b"]` → `keys[0].endpoints["/a b"]`. */
export function jsonPath(segments: readonly PropertyKey[]): string {
  let text = "";
  for (const segment of segments) {
    if (typeof segment === "number") text += `[${segment}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(String(segment))) text += text === "" ? String(segment) : `.${String(segment)}`;
    else text += `[${JSON.stringify(String(segment))}]`;
  }
  return text === "" ? "$" : text;
}

function problemsOf(issue: z.core.$ZodIssue, outer: readonly PropertyKey[]): Problem[] {
  const path = [...outer, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => problemAt([...path, name], "is a name that nobody documents"));
  }
  if (issue.code === "invalid_key") return issue.issues.map((inner) => problemAt(path, inner.message));
  if (issue.code === "invalid_union") return closestBranch(issue.errors).flatMap((inner) => problemsOf(inner, path));
  return [problemAt(path, issue.message)];
}

/** The branch that the value was meant for: the one whose faults lie deepest, else the last. */
function closestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) =>
    Math.max(0, ...issues.map((issue) => (issue.code === "invalid_type" ? issue.path.length : issue.path.length + 1)));
  return branches.reduce((best, branch) => (depth(branch) >= depth(best) ? branch : best), []);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** Words a value of the wrong type; every other fault is worded in the schema. */
function typeMessage(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code !== "invalid_type") return undefined;
  return issue.input === undefined ? "is missing" : `must be ${TYPE_NAMES[issue.expected] ?? issue.expected}`;
}
