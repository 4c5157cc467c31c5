// Judges parsed JSON before anything is done with it: what can be neither stored nor walked safely is refused.
import type { Json } from "@/lib/core/http";
import { isStorable } from "./texts";

/** Deeper than any documented body; far below what recursion can bear. */
const DEEPEST = 64;

/** Why parsed JSON cannot be used, as a sentence that repeats nothing of it, or null. Never recurses. */
export function judgeJson(root: Json): string | null {
  const open: { readonly value: Json; readonly depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const flaw = judgeScalar(next.value) ?? (next.depth > DEEPEST ? `The body is nested deeper than ${DEEPEST} levels.` : null);
    if (flaw !== null) return flaw;
    if (next.value === null || typeof next.value !== "object") continue;
    for (const [name, value] of Object.entries(next.value)) {
      const nameFlaw = judgeName(name);
      if (nameFlaw !== null) return nameFlaw;
      open.push({ value, depth: next.depth + 1 });
    }
  }
  return null;
}

function judgeScalar(value: Json): string | null {
  if (typeof value === "string" && !isStorable(value)) return "The body contains characters that cannot be stored.";
  if (typeof value === "number" && !Number.isFinite(value)) return "The body contains a number that is too large.";
  return null;
}

function judgeName(name: string): string | null {
  // As a name this one would change the prototype of whatever object it is copied to.
  if (name === "__proto__") return "The body contains a property name that cannot be used.";
  return isStorable(name) ? null : "The body contains characters that cannot be stored.";
}
