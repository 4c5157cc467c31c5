// A code of the member's authenticator app.
"use client";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";

interface CodeFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly problem: string | null;
  readonly onEdit: () => void;
}

/** For whoever has a second factor, before what would be a way around it. */
export function OwnCodeField(props: Pick<CodeFieldProps, "problem" | "onEdit">) {
  return <CodeField label="Code" hint="Of the app, or a recovery code." {...props} />;
}

export function CodeField({ label, hint, problem, onEdit }: CodeFieldProps) {
  const [code, setCode] = useState("");
  return (
    <TextField
      name="code"
      label={label}
      hint={hint}
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      value={code}
      onValueChange={(value) => {
        setCode(value);
        onEdit();
      }}
      problem={problem}
    />
  );
}
