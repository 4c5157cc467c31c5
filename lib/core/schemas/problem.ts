// What is wrong with an input, field by field, in a form that every entrance can word in its own way.
import type { z } from "zod";

/** A stable reason. */
type ProblemCode = "blank" | "duplicate" | "invalid";

/** One thing that is wrong. `message` never repeats what was sent. */
export interface Problem {
  /** Path of the field, dot-joined; empty = the input as a whole. */
  readonly field: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** An input after its schema: usable, or what is wrong with it (at least one problem, at most 20). */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** More than this many problems tell nobody more. */
const MOST_PROBLEMS = 20;

/** Checks an input against its schema. `found` are problems that were noticed before. */
export function check<S extends z.ZodType>(schema: S, input: unknown, found: readonly Problem[] = []): Checked<z.output<S>> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success && found.length === 0) return { ok: true, value: parsed.data };
  const problems = [...found, ...(parsed.error?.issues ?? []).flatMap(problemsOfIssue)];
  return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** The problem of a name that nobody documents. */
export function unknownName(field: string): Problem {
  return { field, code: "invalid", message: "There is no property of this name." };
}

/** The problem of a field that must be there. */
export function blank(field: string, message = "This cannot be blank."): Problem {
  return { field, code: "blank", message };
}

function problemsOfIssue(issue: z.core.$ZodIssue): Problem[] {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownName(field === "" ? key : `${field}.${key}`));
  return isBlank(issue) ? [blank(field)] : [{ field, code: "invalid", message: issue.message }];
}

function isBlank(issue: z.core.$ZodIssue): boolean {
  if (issue.code === "custom") return issue.params?.isBlank === true;
  return issue.code === "invalid_type" && issue.input === undefined;
}
