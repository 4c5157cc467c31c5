// The draft of a form about a key, as its parts change it.
import { useState } from "react";
import type { KeyDraft } from "@/lib/core/keys/key-draft";
import type { PartProps } from "./field-props";

/** `noteEdit` is told of each field whose problem is over. */
export function useKeyDraft(begin: () => KeyDraft, noteEdit: (field: string) => void): Pick<PartProps, "draft" | "change"> {
  const [draft, setDraft] = useState(begin);
  const change: PartProps["change"] = (part, ...fields) => {
    setDraft((before) => ({ ...before, ...(typeof part === "function" ? part(before) : part) }));
    for (const field of fields) noteEdit(field);
  };
  return { draft, change };
}
