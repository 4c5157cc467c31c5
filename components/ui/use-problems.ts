// What a form shows of its refusal: a problem stands until its field is edited.
import { useState } from "react";
import { type ActionState, messageFor } from "@/lib/core/schemas/action-state";

interface Edits {
  /** The answer that the edits followed. */
  readonly state: ActionState;
  readonly fields: readonly string[];
}

/** A new answer shows all of its problems again. */
export function useProblems(state: ActionState) {
  const [edits, setEdits] = useState<Edits>({ state, fields: [] });
  const edited = edits.state === state ? edits.fields : [];
  return {
    problemOf: (field: string) => (edited.includes(field) ? null : messageFor(state, field)),
    noteEdit: (field: string) => setEdits((before) => ({ state, fields: [...(before.state === state ? before.fields : []), field] })),
  };
}
