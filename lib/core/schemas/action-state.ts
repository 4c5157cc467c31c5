// How a form's action ended, as the form shows it.
import type { Problem } from "@/lib/core/schemas/problem";

/** Nothing was done, and why. */
export interface RefusedState {
  readonly kind: "refused";
  readonly problems: readonly Problem[];
}

/** `idle`: not sent yet. */
export type ActionState = { readonly kind: "idle" } | RefusedState;

export const IDLE: ActionState = { kind: "idle" };

/** The first message about a field; "" asks for what concerns the form as a whole. */
export function messageFor(state: ActionState, field: string): string | null {
  if (state.kind === "idle") return null;
  return state.problems.find((problem) => problem.field === field)?.message ?? null;
}
