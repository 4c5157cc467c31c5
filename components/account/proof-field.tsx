// The password once more, before what only its owner may change.
"use client";
import { useState } from "react";
import { TextField } from "@/components/ui/text-field";

interface ProofFieldProps {
  readonly name?: string;
  readonly label?: string;
  readonly problem: string | null;
  readonly onEdit: () => void;
}

export function ProofField({ name = "password", label = "Your password", problem, onEdit }: ProofFieldProps) {
  const [password, setPassword] = useState("");
  return (
    <TextField
      name={name}
      type="password"
      label={label}
      autoComplete="current-password"
      value={password}
      onValueChange={(value) => {
        setPassword(value);
        onEdit();
      }}
      problem={problem}
    />
  );
}
