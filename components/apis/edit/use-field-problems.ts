// What a form of an API shows of its refusal: each problem beside its field until something in that field is edited.
import { useState } from "react";
import type { ActionState } from "@/lib/core/schemas/action-state";
import type { Problem } from "@/lib/core/schemas/problem";

/** Whether a problem of that field is one of `place`, a field or what holds it: `plans[0].windows` is within `plans[0]`. */
function isWithin(field: string, place: string): boolean {
  return field === place || (field.startsWith(place) && /^[.[]/.test(field.slice(place.length)));
}

/** The entry of a list that a problem's field names, as people count them. */
function entryOf(field: string, place: string): string {
  const index = /^\[(\d+)\]/.exec(field.slice(place.length))?.[1];
  return index === undefined ? "" : `Entry ${Number(index) + 1}: `;
}

export interface FieldProblems {
  /** The first problem within that field; null = none. */
  readonly problemOf: (place: string) => string | null;
  /** The same of a list that is typed as one text: it says which entry is meant. */
  readonly listProblemOf: (place: string) => string | null;
  readonly hasProblem: (place: string) => boolean;
  readonly noteEdit: (...places: readonly string[]) => void;
  /** What concerns none of these fields. */
  readonly elsewhere: (places: readonly string[]) => readonly Problem[];
}

export function useFieldProblems(state: ActionState): FieldProblems {
  const [edits, setEdits] = useState<{ readonly state: ActionState; readonly places: readonly string[] }>({ state, places: [] });
  const edited = edits.state === state ? edits.places : [];
  const all = state.kind === "refused" ? state.problems : [];
  const shown = all.filter(({ field }) => !edited.some((place) => isWithin(field, place)));
  const find = (place: string) => shown.find(({ field }) => isWithin(field, place));
  return {
    problemOf: (place) => find(place)?.message ?? null,
    listProblemOf: (place) => {
      const problem = find(place);
      return problem === undefined ? null : entryOf(problem.field, place) + problem.message;
    },
    hasProblem: (place) => find(place) !== undefined,
    noteEdit: (...places) => setEdits((before) => ({ state, places: [...(before.state === state ? before.places : []), ...places] })),
    elsewhere: (places) => shown.filter(({ field }) => !places.some((place) => isWithin(field, place))),
  };
}
