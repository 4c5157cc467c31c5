// What differs between two versions of a value, as the audit keeps it: no more than that.

import type { Json } from "@/lib/core/http";
import { isJsonObject, type JsonObject } from "@/lib/core/json";

/** What was, and what is instead. */
export interface Difference {
  readonly from: Json;
  readonly to: Json;
}

/** The value as text, equal for equal values whatever the order of their members. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_name, inner: Json) => (isJsonObject(inner) ? sorted(inner) : inner)) ?? "";
}

/** Whether both say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonicalText(one) === canonicalText(other);
}

/** The items that only one of the lists has, in the list's order. */
export function differingItems(before: readonly Json[], after: readonly Json[]): Difference {
  const without = (list: readonly Json[], others: readonly Json[]) => {
    const known = new Set(others.map(canonicalText));
    return list.filter((item) => !known.has(canonicalText(item)));
  };
  return { from: without(before, after), to: without(after, before) };
}

/** The members that differ, those within the member `deep` one by one; what one side does not have reads as null. */
export function differingMembers(before: JsonObject, after: JsonObject, deep?: string): Difference {
  const from: { [name: string]: Json } = {};
  const to: { [name: string]: Json } = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[name] ?? null, after[name] ?? null];
    if (isSame(was, is)) continue;
    const inner = name === deep && isJsonObject(was) && isJsonObject(is) ? differingMembers(was, is) : { from: was, to: is };
    from[name] = inner.from;
    to[name] = inner.to;
  }
  return { from, to };
}

function sorted(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
