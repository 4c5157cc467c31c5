// A new password, typed twice, with a word on how strong it is.
"use client";
import { clsx } from "clsx";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";
import { type PasswordStrength, passwordStrength } from "@/lib/core/passwords";

interface PasswordFieldsProps {
  /** Of the first field. */
  readonly label?: string;
  /** What others know of the person: no password should be made of it. */
  readonly personal: readonly string[];
  /** What is wrong with `password` and with `repeated`. */
  readonly problemOf: (field: string) => string | null;
  readonly onEdit: (field: string) => void;
}

const SEGMENTS: Readonly<Record<PasswordStrength["level"], { readonly count: number; readonly classes: string }>> = {
  refused: { count: 1, classes: "bg-bad" },
  good: { count: 2, classes: "bg-warn" },
  strong: { count: 3, classes: "bg-good" },
};

export function PasswordFields({ label = "Password", personal, problemOf, onEdit }: PasswordFieldsProps) {
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const strength = passwordStrength(password, personal);
  const problem = problemOf("password");
  return (
    <>
      <TextField
        name="password"
        type="password"
        label={label}
        autoComplete="new-password"
        value={password}
        onValueChange={(value) => {
          setPassword(value);
          onEdit("password");
          onEdit("repeated");
        }}
        problem={problem}
        hint={problem === null ? <StrengthHint strength={strength} isEmpty={password === ""} /> : undefined}
      />
      <TextField
        name="repeated"
        type="password"
        label="The same password again"
        autoComplete="new-password"
        value={repeated}
        onValueChange={(value) => {
          setRepeated(value);
          onEdit("repeated");
        }}
        problem={problemOf("repeated")}
      />
    </>
  );
}

function StrengthHint({ strength, isEmpty }: { readonly strength: PasswordStrength; readonly isEmpty: boolean }) {
  const { count, classes } = SEGMENTS[strength.level];
  return (
    <span className="flex flex-col gap-1.5">
      <span aria-hidden="true" className="flex gap-1">
        {[1, 2, 3].map((segment) => (
          <span key={segment} className={clsx("h-1 flex-1 rounded-full", !isEmpty && segment <= count ? classes : "bg-line")} />
        ))}
      </span>
      <span aria-live="polite">{strength.hint}</span>
    </span>
  );
}
