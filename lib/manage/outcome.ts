// How a use case ends when nothing is broken: done, nothing to do, refused with the reasons, or no such object.
import type { Problem } from "@/lib/core/schemas/problem";

/** Why nothing was changed. Expected, so a value. */
export type Refusal = { readonly kind: "refused"; readonly problems: readonly Problem[] } | { readonly kind: "absent" };

/** `unchanged`: the object already was as asked. */
export type Outcome<T> = { readonly kind: "done" | "unchanged"; readonly value: T } | Refusal;

export function done<T>(value: T): Outcome<T> {
  return { kind: "done", value };
}

export function unchanged<T>(value: T): Outcome<T> {
  return { kind: "unchanged", value };
}

export function refused(...problems: readonly Problem[]): Refusal {
  return { kind: "refused", problems };
}

/** There is no such object, or it is not the caller's to see: the two are one answer. */
export const ABSENT: Refusal = { kind: "absent" };
