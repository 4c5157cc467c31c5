// Which dialect an API speaks: one that ships, or its own.
"use client";
import type { ReactNode } from "react";
import { SelectField } from "@/components/ui/select-field";

/** A dialect to choose. */
export interface DialectOption {
  readonly name: string;
  readonly title: string;
}

/** Stands for the API's own dialect, which has no name that can be chosen. */
export const OWN_DIALECT = "";

interface DialectChoiceProps {
  readonly options: readonly DialectOption[];
  /** The title of the API's own dialect; null = it has none. */
  readonly own: string | null;
  readonly value: string;
  readonly onValueChange: (name: string) => void;
  readonly hint: ReactNode;
  readonly problem: string | null;
}

export function DialectChoice({ options, own, value, onValueChange, hint, problem }: DialectChoiceProps) {
  const shipped = options.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <SelectField
      name="dialect"
      label="Dialect"
      hint={hint}
      value={value}
      options={own === null ? shipped : [{ value: OWN_DIALECT, label: `${own} (this API's own)` }, ...shipped]}
      onValueChange={onValueChange}
      problem={problem}
    />
  );
}
