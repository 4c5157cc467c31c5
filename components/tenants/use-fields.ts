// The texts of a form's fields while they are typed.
import { useState } from "react";

interface Noting {
  readonly problemOf: (field: string) => string | null;
  readonly noteEdit: (field: string) => void;
}

/** `field(name)` gives what a field of that name needs: its text, how it changes, and what is wrong with it. */
export function useFields<Name extends string>(before: Readonly<Record<Name, string>>, { problemOf, noteEdit }: Noting) {
  const [texts, setTexts] = useState(before);
  const field = (name: Name) => ({
    name,
    value: texts[name],
    problem: problemOf(name),
    onValueChange: (value: string) => {
      setTexts((known) => ({ ...known, [name]: value }));
      noteEdit(name);
    },
  });
  return { texts, field };
}
